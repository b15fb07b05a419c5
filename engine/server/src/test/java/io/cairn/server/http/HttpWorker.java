package io.cairn.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A remote worker as anybody would write one: JSON over HTTP, one request after the other. */
final class HttpWorker {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String name;
  private final String session;
  private URI door;
  private String token = "";
  private int slots = 1;
  private String kinds = "";
  private String labels = "";
  private boolean draining;

  /** Leases in hand, by study and token. */
  private final Map<String, JsonNode> held = new LinkedHashMap<>();

  private final Set<String> had = new TreeSet<>();

  /** An answer; its body is empty where it is no JSON. */
  record Answer(int status, JsonNode body, Optional<String> retryAfter) {
    String detail() {
      return body.path("detail").asText();
    }

    List<JsonNode> leases() {
      List<JsonNode> leases = new ArrayList<>();
      body.path("leases").forEach(leases::add);
      return leases;
    }
  }

  HttpWorker(URI door, String name, String session) {
    this.door = door;
    this.name = name;
    this.session = session;
  }

  HttpWorker slots(int most) {
    slots = most;
    return this;
  }

  HttpWorker token(String shown) {
    token = shown;
    return this;
  }

  HttpWorker kinds(String list) {
    kinds = list;
    return this;
  }

  HttpWorker labels(String list) {
    labels = list;
    return this;
  }

  void draining() {
    draining = true;
  }

  /** The server is somewhere else now. */
  void moves(URI to) {
    door = to;
  }

  static String key(JsonNode lease) {
    return lease.path("study").asText() + "/" + lease.path("token").asText();
  }

  List<JsonNode> held() {
    return List.copyOf(held.values());
  }

  private ObjectNode message() {
    ObjectNode message = JSON.createObjectNode().put("worker", name).put("session", session);
    ArrayNode all = message.putArray("held");
    for (JsonNode lease : held.values()) {
      all.addObject()
          .put("study", lease.path("study").asText())
          .put("evaluation", lease.path("evaluation").asText())
          .put("token", lease.path("token").asText())
          .put("logTail", "works on " + lease.path("evaluation").asText() + "\n");
    }
    return message;
  }

  /** Asks for evaluations and throws the answer away, as a connection does that breaks. */
  Answer askInVain(int waitMillis) throws Exception {
    ObjectNode message = message().put("slots", slots).put("waitMillis", waitMillis);
    message.put("draining", draining);
    if (!labels.isEmpty()) {
      message.putArray("labels").add(labels);
    }
    if (!kinds.isEmpty()) {
      message.putArray("kinds").add(kinds);
    }
    return post("lease", message.toString());
  }

  /** Asks for evaluations and takes what comes, but nothing that it has had before. */
  Answer ask(int waitMillis) throws Exception {
    Answer answer = askInVain(waitMillis);
    for (JsonNode given : answer.leases()) {
      JsonNode lease = given.path("lease");
      if (had.add(key(lease))) {
        held.put(key(lease), lease);
      }
    }
    return answer;
  }

  /** Asks until it has an evaluation. */
  JsonNode next() throws Exception {
    while (held.isEmpty()) {
      Answer answer = ask(5_000);
      if (answer.status() != 200 && answer.status() != 503) {
        throw new AssertionError(answer.toString());
      }
    }
    return held.values().iterator().next();
  }

  Answer pulse() throws Exception {
    return post("pulse", message().toString());
  }

  Answer leave() throws Exception {
    return post(
        "leave", JSON.createObjectNode().put("worker", name).put("session", session).toString());
  }

  private ObjectNode of(JsonNode lease) {
    return JSON.createObjectNode()
        .put("study", lease.path("study").asText())
        .put("evaluation", lease.path("evaluation").asText())
        .put("token", lease.path("token").asText())
        .put("costSeconds", 0.5);
  }

  Answer report(JsonNode lease, long sequence, double level, double value) throws Exception {
    ObjectNode report = of(lease).put("sequence", Long.toString(sequence)).put("resource", level);
    report.putArray("metrics").addObject().put("name", "loss").put("value", value);
    return post("report?worker=" + name, report.toString());
  }

  Answer complete(JsonNode lease, double value) throws Exception {
    ObjectNode complete = of(lease).put("resource", lease.path("to").asDouble());
    complete.putArray("metrics").addObject().put("name", "loss").put("value", value);
    return ended(lease, post("complete?worker=" + name, complete.toString()));
  }

  Answer fail(JsonNode lease, String kind, String message) throws Exception {
    return ended(
        lease,
        post(
            "fail?worker=" + name, of(lease).put("kind", kind).put("message", message).toString()));
  }

  private Answer ended(JsonNode lease, Answer answer) {
    if (answer.body().path("ends").asBoolean()) {
      held.remove(key(lease));
    }
    return answer;
  }

  /** A request below the worker's part of the API. */
  Answer post(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(door.resolve("api/v1/remote/" + path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  static String checkpoint(JsonNode lease, String token) {
    return "checkpoints/"
        + lease.path("study").asText()
        + "/"
        + lease.path("trial").asInt()
        + "?evaluation="
        + lease.path("evaluation").asText()
        + "&token="
        + token;
  }

  Answer store(JsonNode lease, String token, byte[] content) throws Exception {
    return send(
        request(checkpoint(lease, token)).PUT(HttpRequest.BodyPublishers.ofByteArray(content)));
  }

  HttpResponse<byte[]> fetch(JsonNode lease) throws Exception {
    return client.send(
        request(checkpoint(lease, lease.path("token").asText())).GET().build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    String text = response.body();
    return new Answer(
        response.statusCode(),
        text.startsWith("{") ? JSON.readTree(text) : JSON.createObjectNode(),
        response.headers().firstValue("Retry-After"));
  }
}
