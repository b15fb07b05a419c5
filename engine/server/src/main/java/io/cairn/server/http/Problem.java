package io.cairn.server.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaType;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** An error as a problem document, RFC 9457. */
final class Problem {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final MediaType.WithFixedCharset DOCUMENT =
      MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8);

  private Problem() {}

  /** The same answer as a problem document: its text becomes the detail, its headers stay. */
  static HttpResponse of(HttpResponse plain) {
    if (plain.entity().getContentType().mediaType().equals(DOCUMENT)) {
      return plain;
    }
    String text =
        plain.entity() instanceof HttpEntity.Strict strict
            ? strict.getData().utf8String()
            : plain.status().reason();
    return response(plain.status(), text).addHeaders(plain.getHeaders());
  }

  /**
   * The response to what may succeed when it is sent again in some seconds.
   *
   * @param detail as of {@link #response}
   */
  static HttpResponse later(StatusCode status, String detail) {
    return response(status, detail).addHeader(RawHeader.create("Retry-After", "2"));
  }

  /**
   * The response.
   *
   * @param detail what was wrong, the rule and the way out, for a person
   */
  static HttpResponse response(StatusCode status, String detail) {
    ObjectNode problem = JSON.createObjectNode();
    problem.put("type", "about:blank");
    problem.put("title", status.reason());
    problem.put("status", status.intValue());
    problem.put("detail", detail);
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(
            HttpEntities.create(
                ContentTypes.create(DOCUMENT),
                org.apache.pekko.util.ByteString.fromString(problem.toString())));
  }
}
