package io.cairn.server.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks coordinators by HTTP; no link between nodes is on that way. */
public final class ClusterClient {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final List<URI> doors;

  /**
   * @param doors where the coordinators are reached, in their order
   */
  ClusterClient(List<URI> doors) {
    this.doors = List.copyOf(doors);
  }

  /**
   * Hands a sweep in, by one coordinator after another.
   *
   * @return whether one took it; it may be tried again with the same id
   */
  public boolean submit(ObjectNode sweep, Path folder, String id) {
    ObjectNode body = JSON.createObjectNode();
    body.set("sweep", sweep);
    body.put("folder", folder.toString());
    body.put("id", id);
    for (URI door : doors) {
      Optional<HttpResponse<String>> response =
          send(
              HttpRequest.newBuilder(door.resolve("/api/v1/studies"))
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", id)
                  .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
      int status = response.map(HttpResponse::statusCode).orElse(503);
      if (status < 300) {
        return true;
      }
      if (status < 500) {
        throw new AssertionError("the sweep is refused: " + response.orElseThrow().body());
      }
    }
    return false;
  }

  /** Has a study stopped; whether a coordinator took it. */
  public boolean stop(String id) {
    return doors.stream()
        .flatMap(
            door ->
                send(
                    HttpRequest.newBuilder(door.resolve("/api/v1/studies/" + id + "/stop"))
                        .POST(HttpRequest.BodyPublishers.noBody()))
                    .stream())
        .anyMatch(response -> response.statusCode() < 300);
  }

  /** Whether a coordinator, by its number from 0, is a member. */
  public boolean ready(int coordinator) {
    return send(HttpRequest.newBuilder(doors.get(coordinator).resolve("/health/ready")).GET())
        .map(response -> response.statusCode() == 200)
        .orElse(false);
  }

  /** Worker nodes that a coordinator lists; empty if it does not answer. */
  public Optional<JsonNode> workers(int coordinator) {
    return get(coordinator, "/api/v1/workers");
  }

  /** How a study stands; empty if it is not to be had from this coordinator just now. */
  public Optional<JsonNode> study(int coordinator, String id) {
    return get(coordinator, "/api/v1/studies/" + id);
  }

  private Optional<JsonNode> get(int coordinator, String path) {
    return send(HttpRequest.newBuilder(doors.get(coordinator).resolve(path)).GET())
        .filter(response -> response.statusCode() == 200)
        .map(response -> parse(response.body()));
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + body, e);
    }
  }

  private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
    try {
      return Optional.of(
          http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException away) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
