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
 * <p>A line may carry a "key" of the client's choice: a line sent again with the key of the last
 * one, after the process died, gets the answer that was missed.
 *
 * <p>A line that is not understood is answered by {"error":".."} and changes nothing. The same
 * lines in the same order with the same seed get byte-equal answers. NaN, Infinity and -Infinity
 * are taken as Python writes them, as strings, and null as NaN.
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

  /** The last line of an earlier process, until the first line of this one settles what it was. */
  private Optional<AnswerMark.Last> left;

  /** A session; takes up what an earlier one left open according to {@code mark}. */
  public AskTell(StudyPort study, StudySpec spec, AnswerMark mark) {
    this.study = study;
    this.spec = spec;
    this.mark = mark;
    this.left = mark.left();
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
    String key = message.path("key").asText("");
    if (key.length() > AnswerMark.MAX_KEY || !key.equals(key.strip()) || key.contains("\n")) {
      return error(
          "key must be at most " + AnswerMark.MAX_KEY + " characters, without blanks at its ends");
    }
    Optional<AnswerMark.Last> before = left;
    if (!op.equals("best") && !op.equals("pending")) {
      left = Optional.empty();
    }
    return switch (op) {
      case "ask" -> ask(key, before.filter(last -> again(last, "ask", key)));
      case "tell" -> tell(message, key, before.filter(last -> again(last, "tell", key)));
      case "report" -> report(message);
      case "fail" -> fail(message, key, before.filter(last -> again(last, "fail", key)));
      case "best" -> best();
      case "pending" -> pending();
      default ->
          error(
              (op.isEmpty() ? "the key op is missing" : "op = \"" + op + "\" is unknown")
                  + "; it is one of ask, tell, report, fail, best, pending");
    };
  }

  /** Whether a line is the earlier process's last one, sent again because its answer was missed. */
  private static boolean again(AnswerMark.Last last, String op, String key) {
    return last.op().equals(op)
        && last.key().equals(key)
        // With a key it is the same line for certain; without, only if its answer may be missing.
        && (!key.isEmpty() || !last.answered());
  }

  private String ask(String key, Optional<AnswerMark.Last> again) throws IOException {
    long newest = again.map(AnswerMark.Last::token).orElseGet(study::lastToken);
    mark.begin("ask", newest, key);
    if (again.isPresent()) {
      for (long token : study.running()) {
        Optional<StudyReply.Granted> missed = study.granted(token);
        if (token > newest && missed.isPresent()) {
          return evaluation(missed.get());
        }
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

  private String tell(JsonNode message, String key, Optional<AnswerMark.Last> again)
      throws IOException {
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
    mark.begin("tell", token.get(), key);
    return taken(
        token.get(),
        again,
        study.decide(new StudyCommand.Complete(token.get(), to, metrics, cost)));
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

  private String fail(JsonNode message, String key, Optional<AnswerMark.Last> again)
      throws IOException {
    Optional<Long> token = token(message);
    if (token.isEmpty()) {
      return refused(noSuchEvaluation(message));
    }
    mark.begin("fail", token.get(), key);
    return taken(
        token.get(),
        again,
        study.decide(
            new StudyCommand.Fail(
                token.get(),
                StudyEvent.FailureKind.ERROR,
                message.path("error").asText("no reason given"),
                "",
                OptionalDouble.empty())));
  }

  private String taken(long token, Optional<AnswerMark.Last> again, StudyReply reply) {
    // The earlier process took it and died before it could say so.
    boolean missed =
        again.isPresent() && again.get().token() == token && study.granted(token).isEmpty();
    if (reply instanceof StudyReply.Accepted || missed) {
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
    best.get().configuration().values().forEach((name, value) -> put(configuration, name, value));
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
