package io.cairn.server.asktell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.server.coordinator.StudyView;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The ask-tell protocol: one JSON object a line in, one a line out, in order.
 *
 * <pre>
 * {"op":"ask"}                                        {"evaluation":{"id","trial","configuration","from","to"}}
 *                                                     | {"wait":".."} | {"done":".."}
 * {"op":"tell","id":"e1","metrics":{..},"cost":1.5}   {"accepted":true} | {"accepted":false,"reason":".."}
 * {"op":"report","id":"e1","resource":2,"metrics":{}} {"accepted":true,"continue":true} | ...
 * {"op":"fail","id":"e1","error":".."}                {"accepted":true}
 * {"op":"best"}                                       {"best":{..}} | {"best":null}
 * {"op":"pending"}                                    {"pending":[{"id", ...}]}
 * </pre>
 *
 * <p>A line that is not understood is answered by {"error":".."} and changes nothing. The same lines in
 * the same order with the same seed get byte-equal answers. NaN, Infinity and -Infinity are taken as
 * Python writes them, as strings, and null as NaN.
 */
public final class AskTell {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String CLIENT = "ask-tell client";

  private final StudyPort study;
  private final StudySpec spec;
  private final AnswerMark mark;

  /** Evaluations whose grant the client may have missed when an earlier process died. */
  private final Deque<Long> missed = new ArrayDeque<>();

  /** A tell or fail whose answer the client may have missed; 0 if none. */
  private long missedTold;

  /** A session; takes up what an earlier one left open according to {@code mark}. */
  public AskTell(StudyPort study, StudySpec spec, AnswerMark mark) {
    this.study = study;
    this.spec = spec;
    this.mark = mark;
    mark.left()
        .ifPresent(
            open -> {
              if (open.op().equals("ask")) {
                study.running().stream().filter(t -> t > open.token()).forEach(missed::addLast);
              } else {
                missedTold = open.token();
              }
            });
  }

  /** Notes that the answer to the last line was written. */
  public void written() throws IOException {
    mark.done();
  }

  /**
   * Answers one line.
   *
   * @return the answer, without a line end
   * @throws IOException if the note of open answers cannot be written
   */
  public String answer(String line) throws IOException {
    JsonNode message;
    try {
      message = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return error("not a JSON object on one line: " + e.getOriginalMessage());
    }
    if (!message.isObject()) {
      return error("a line must be a JSON object such as {\"op\":\"ask\"}");
    }
    String op = message.path("op").asText("");
    return switch (op) {
      case "ask" -> ask();
      case "tell" -> tell(message);
      case "report" -> report(message);
      case "fail" -> fail(message);
      case "best" -> best();
      case "pending" -> pending();
      default ->
          error(
              (op.isEmpty() ? "the key op is missing" : "op = \"" + op + "\" is unknown")
                  + "; it is one of ask, tell, report, fail, best, pending");
    };
  }

  private String ask() throws IOException {
    mark.begin("ask", missed.isEmpty() ? study.lastToken() : missed.peekFirst() - 1);
    while (!missed.isEmpty()) {
      Optional<StudyReply.Granted> again = study.granted(missed.removeFirst());
      if (again.isPresent()) {
        return evaluation(again.get());
      }
    }
    StudyReply reply = study.decide(new StudyCommand.RequestLease(CLIENT, false));
    if (reply instanceof StudyReply.Granted granted) {
      return evaluation(granted);
    }
    ObjectNode answer = JSON.createObjectNode();
    if (reply instanceof StudyReply.Done done) {
      answer.put("done", done.reason());
    } else if (reply instanceof StudyReply.Wait wait) {
      answer.put("wait", wait.reason());
    } else if (reply instanceof StudyReply.Refused refused) {
      return error(refused.reason());
    }
    return text(answer);
  }

  private String evaluation(StudyReply.Granted granted) {
    ObjectNode answer = JSON.createObjectNode();
    answer.set("evaluation", describe(granted));
    return text(answer);
  }

  private ObjectNode describe(StudyReply.Granted granted) {
    ObjectNode evaluation = JSON.createObjectNode();
    evaluation.put("id", granted.evaluation());
    evaluation.put("trial", granted.trial());
    ObjectNode configuration = evaluation.putObject("configuration");
    granted.configuration().values().forEach((name, value) -> put(configuration, name, value));
    putLevel(evaluation, "from", granted.from());
    putLevel(evaluation, "to", granted.to());
    return evaluation;
  }

  private String tell(JsonNode message) throws IOException {
    OptionalDouble cost = OptionalDouble.empty();
    if (message.has("cost")) {
      double told = message.get("cost").asDouble(Double.NaN);
      if (!message.get("cost").isNumber() || !(told >= 0) || Double.isInfinite(told)) {
        return refused("cost = " + message.get("cost") + " must be a number of seconds, 0 or more");
      }
      cost = OptionalDouble.of(told);
    }
    Optional<Long> token = token(message);
    if (token.isEmpty()) {
      return refused(noSuchEvaluation(message));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    Optional<String> problem = metrics(message, metrics);
    if (problem.isPresent()) {
      return refused(problem.get());
    }
    Optional<StudyReply.Granted> granted = study.granted(token.get());
    double to = granted.map(StudyReply.Granted::to).orElse(1.0);
    mark.begin("tell", token.get());
    return taken(
        token.get(), study.decide(new StudyCommand.Complete(token.get(), to, metrics, cost)));
  }

  private String report(JsonNode message) throws IOException {
    Optional<Long> token = token(message);
    if (token.isEmpty()) {
      return refused(noSuchEvaluation(message));
    }
    if (!message.path("resource").isNumber()) {
      return refused(
          "resource is missing; say at which "
              + spec.resourceName()
              + " the metrics were measured");
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    Optional<String> problem = metrics(message, metrics);
    if (problem.isPresent()) {
      return refused(problem.get());
    }
    long sequence = message.path("sequence").asLong(study.nextSequence(token.get()));
    StudyReply reply =
        study.decide(
            new StudyCommand.Report(
                token.get(),
                sequence,
                message.get("resource").asDouble(),
                metrics,
                message.path("cost").asDouble(0)));
    ObjectNode answer = JSON.createObjectNode();
    if (reply instanceof StudyReply.Accepted accepted) {
      answer.put("accepted", true).put("continue", accepted.goOn());
      return text(answer);
    }
    return refused(reply instanceof StudyReply.Refused r ? r.reason() : "not taken");
  }

  private String fail(JsonNode message) throws IOException {
    Optional<Long> token = token(message);
    if (token.isEmpty()) {
      return refused(noSuchEvaluation(message));
    }
    mark.begin("fail", token.get());
    return taken(
        token.get(),
        study.decide(
            new StudyCommand.Fail(
                token.get(),
                StudyEvent.FailureKind.ERROR,
                message.path("error").asText("no reason given"),
                "",
                OptionalDouble.empty())));
  }

  private String taken(long token, StudyReply reply) {
    boolean again = token == missedTold;
    missedTold = 0;
    if (reply instanceof StudyReply.Accepted
        // The earlier process took it and died before it could say so.
        || again && study.granted(token).isEmpty()) {
      ObjectNode answer = JSON.createObjectNode();
      answer.put("accepted", true);
      return text(answer);
    }
    return refused(reply instanceof StudyReply.Refused r ? r.reason() : "not taken");
  }

  private String best() {
    ObjectNode answer = JSON.createObjectNode();
    Optional<StudyView.Best> best = study.view().best();
    if (best.isEmpty()) {
      answer.putNull("best");
      return text(answer);
    }
    ObjectNode of = answer.putObject("best");
    of.put("trial", best.get().incumbent().trial());
    ObjectNode configuration = of.putObject("configuration");
    best.get()
        .configuration()
        .values()
        .forEach((name, value) -> put(configuration, name, value));
    ObjectNode metrics = of.putObject("metrics");
    best.get().incumbent().metrics().forEach((name, value) -> put(metrics, name, value));
    putLevel(of, "resource", best.get().incumbent().resource());
    return text(answer);
  }

  private String pending() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("pending");
    study.running().forEach(token -> study.granted(token).ifPresent(g -> list.add(describe(g))));
    return text(answer);
  }

  private static Optional<Long> token(JsonNode message) {
    String id = message.path("id").asText("");
    return id.matches("e[1-9][0-9]{0,17}")
        ? Optional.of(Long.parseLong(id.substring(1)))
        : Optional.empty();
  }

  private static String noSuchEvaluation(JsonNode message) {
    return message.has("id")
        ? "id = " + message.get("id") + " is no evaluation; give the id that ask answered"
        : "id is missing; give the id that ask answered";
  }

  /** Reads metrics into {@code to}; a sentence if they cannot be read. */
  private static Optional<String> metrics(JsonNode message, Map<String, Double> to) {
    JsonNode metrics = message.path("metrics");
    if (!metrics.isObject()) {
      return Optional.of("metrics is missing; it is an object of numbers by metric name");
    }
    for (Map.Entry<String, JsonNode> entry : metrics.properties()) {
      OptionalDouble value = number(entry.getValue());
      if (value.isEmpty()) {
        return Optional.of(
            "metrics." + entry.getKey() + " = " + entry.getValue() + " must be a number");
      }
      to.put(entry.getKey(), value.getAsDouble());
    }
    return Optional.empty();
  }

  private static OptionalDouble number(JsonNode value) {
    if (value.isNumber()) {
      return OptionalDouble.of(value.asDouble());
    }
    if (value.isNull()) {
      return OptionalDouble.of(Double.NaN);
    }
    return switch (value.asText("").toLowerCase(Locale.ROOT)) {
      case "nan" -> OptionalDouble.of(Double.NaN);
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }

  private static void put(ObjectNode to, String name, Object value) {
    if (value instanceof Double d && Double.isFinite(d)) {
      to.put(name, d);
    } else if (value instanceof Double d) {
      to.put(name, Double.toString(d));
    } else if (value instanceof Long l) {
      to.put(name, l);
    } else if (value instanceof Boolean b) {
      to.put(name, b);
    } else {
      to.put(name, value.toString());
    }
  }

  private void putLevel(ObjectNode to, String name, double level) {
    if (level == 0 || spec.ladder().integral() && level == Math.rint(level)) {
      to.put(name, (long) level);
    } else {
      to.put(name, level);
    }
  }

  private static String refused(String reason) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("accepted", false).put("reason", reason);
    return text(answer);
  }

  private static String error(String message) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("error", message);
    return text(answer);
  }

  private static String text(ObjectNode answer) {
    try {
      return JSON.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values always has a text", e);
    }
  }
}
