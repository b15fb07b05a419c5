package io.cairn.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.studies.CairnException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/** A cluster as the command line sees it: its HTTP interface. */
final class RemoteCluster {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The beginning of a stream of events comes at once, and signs of life every ten seconds. */
  private static final Duration OPENING = Duration.ofSeconds(25);

  private static final int LONGEST_REFUSAL = 100_000;
  private static final int UNPROCESSABLE = 422;
  private static final int UNAVAILABLE = 503;

  private final URI server;
  private final Optional<String> token;
  private final HttpClient client;

  /**
   * @param trust whom to believe over TLS; empty for whom the system believes
   */
  RemoteCluster(URI server, Optional<String> token, Optional<SSLContext> trust) {
    this.server = server;
    this.token = token.filter(text -> !text.isBlank());
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
    trust.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /** The server is not there just now; a cluster that moves things about is back soon. */
  static final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AwayException(String sentence) {
      super(sentence);
    }
  }

  /**
   * Hands a sweep in.
   *
   * @param id wanted id; empty to have one made
   * @return the study's id
   */
  String submit(String sweepJson, String folder, String id) {
    ObjectNode body = JSON.createObjectNode();
    try {
      body.set("sweep", JSON.readTree(sweepJson));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a canonical sweep is JSON", e);
    }
    body.put("folder", folder);
    if (!id.isEmpty()) {
      body.put("id", id);
    }
    String key = UUID.randomUUID().toString();
    for (int attempt = 1; ; attempt++) {
      try {
        // The key makes a second try the same submission.
        return send(request("api/v1/studies")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())))
            .path("study")
            .asText();
      } catch (AwayException e) {
        if (attempt == 3) {
          throw CairnException.refused(String.valueOf(e.getMessage()));
        }
      }
    }
  }

  /** Asks for something. */
  JsonNode get(String path) {
    try {
      return send(request(path).GET());
    } catch (AwayException e) {
      throw CairnException.refused(String.valueOf(e.getMessage()));
    }
  }

  /**
   * How a study stands.
   *
   * @throws AwayException if the server is not there just now
   */
  JsonNode study(String id) {
    return send(request("api/v1/studies/" + encoded(id)).GET());
  }

  /** The report of a study, an HTML page. */
  String report(String id) {
    HttpResponse<String> response;
    try {
      response = exchange(request("api/v1/studies/" + encoded(id) + "/report").GET());
    } catch (AwayException e) {
      throw CairnException.refused(String.valueOf(e.getMessage()));
    }
    if (response.statusCode() < 300) {
      return response.body();
    }
    throw refusal(response);
  }

  /**
   * Opens a stream of server-sent events.
   *
   * @param lastId of the last event that was had; empty for none
   * @throws IOException if the server is not there just now
   * @throws CairnException if it refuses
   */
  InputStream events(String path, String lastId) throws IOException {
    HttpRequest.Builder request =
        request(path).timeout(OPENING).header("Accept", "text/event-stream").GET();
    if (lastId.matches("[!-~]{1,200}")) {
      request.header("Last-Event-ID", lastId);
    }
    try {
      HttpResponse<InputStream> response =
          exchange(request, HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() < 300) {
        return response.body();
      }
      try (InputStream body = response.body()) {
        throw refusal(
            response.statusCode(),
            new String(body.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8));
      }
    } catch (AwayException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Asks for something to be done. */
  JsonNode post(String path) {
    try {
      return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    } catch (AwayException e) {
      throw CairnException.refused(String.valueOf(e.getMessage()));
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    String base = server.toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create((base.endsWith("/") ? base : base + "/") + path))
            .timeout(PATIENCE);
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    return request;
  }

  private JsonNode send(HttpRequest.Builder request) {
    HttpResponse<String> response = exchange(request);
    if (response.statusCode() < 300) {
      return body(response.body());
    }
    throw refusal(response);
  }

  private RuntimeException refusal(HttpResponse<String> response) {
    return refusal(response.statusCode(), response.body());
  }

  private RuntimeException refusal(int status, String body) {
    String detail =
        body(body).path("detail").asText("the server at " + server + " answered " + status);
    return switch (status) {
      case UNAVAILABLE -> new AwayException(detail);
      case UNPROCESSABLE -> CairnException.invalid(detail);
      default -> CairnException.refused(detail);
    };
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) {
    return exchange(request, HttpResponse.BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> exchange(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request.build(), handler);
    } catch (ConnectException e) {
      throw new AwayException(
          "no server answers at "
              + server
              + "; start one with `cairn server`, or say where it is with --to");
    } catch (SSLHandshakeException e) {
      // Trying again would not help.
      throw CairnException.refused(
          "the server at "
              + server
              + " shows a certificate that is not believed: "
              + e.getMessage()
              + "; give the certificate of its authority with --ca FILE or CAIRN_CA, and call it by a"
              + " name that its own certificate has");
    } catch (IOException e) {
      throw new AwayException("the server at " + server + " broke off: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwayException("interrupted");
    }
  }

  private static JsonNode body(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException none) {
      return JSON.createObjectNode();
    }
  }
}
