package io.cairn.workers.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tells results from log in a command's output. The rules are at {@link ProcessProvider}.
 *
 * <p>NaN and infinities: as metric values they pass (they count as diverged further on), bare or as
 * texts; as a level they make a line unusable.
 */
final class ResultParser {

  /** Further metrics beyond this number are left out. */
  static final int MOST_METRICS = 100;

  private static final ObjectReader JSON =
      JsonMapper.builder()
          // Python's json.dumps writes NaN, Infinity and -Infinity.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /** What a line is. */
  sealed interface Line {}

  /**
   * Anything that is not a result.
   *
   * @param metricWithoutLevel whether it is an object with the metric but without the resource
   */
  record Log(boolean metricWithoutLevel) implements Line {}

  /**
   * A result.
   *
   * @param level finite; 0 where the sweep has no fidelity
   * @param cost seconds so far, if the command says so
   */
  record Result(double level, Map<String, Double> metrics, OptionalDouble cost) implements Line {}

  /**
   * Meant as a result, but none.
   *
   * @param problem one sentence
   */
  record Unusable(String problem) implements Line {}

  private static final Line LOG = new Log(false);
  private static final String COST = "cost";

  private final String metric;
  private final Optional<String> resource;
  private final String key;

  /**
   * @param metric name of the objective's metric
   * @param resource name of the resource; absent where the sweep has no fidelity
   */
  ResultParser(String metric, Optional<String> resource) {
    this.metric = metric;
    this.resource = resource;
    this.key = resource.orElse(metric);
  }

  /** Tells what a line is, of which {@code cutBytes} are missing. */
  Line parse(String line, long cutBytes) {
    String text = line.strip();
    if (!text.startsWith("{")) {
      return LOG;
    }
    if (cutBytes > 0) {
      return text.contains('"' + key + '"')
          ? new Unusable(
              "a result line is longer than %d bytes; a result line holds numbers only"
                  .formatted(LineSplitter.LIMIT))
          : LOG;
    }
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return LOG;
    }
    if (node == null || !node.isObject()) {
      return LOG;
    }
    return node.has(key) ? result(node) : new Log(node.has(metric));
  }

  private Line result(JsonNode node) {
    double level = 0;
    if (resource.isPresent()) {
      OptionalDouble number = number(node.get(key));
      if (number.isEmpty() || !Double.isFinite(number.getAsDouble()) || number.getAsDouble() < 0) {
        return new Unusable(
            "the result line's \"%s\" = %s must be a number of 0 or more"
                .formatted(key, Quotes.shorten(node.get(key).toString())));
      }
      level = number.getAsDouble();
    }
    if (!node.has(metric)) {
      return new Unusable(
          "the result line has no \"%s\", which is the sweep's metric; its keys are %s"
              .formatted(metric, Quotes.list(node.fieldNames())));
    }
    OptionalDouble value = number(node.get(metric));
    if (value.isEmpty()) {
      return new Unusable(
          "the result line's \"%s\" = %s is no number; a trial that diverged may report NaN"
              .formatted(metric, Quotes.shorten(node.get(metric).toString())));
    }
    return withFurther(node, level, value.getAsDouble());
  }

  private Line withFurther(JsonNode node, double level, double value) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(metric, value);
    OptionalDouble cost = OptionalDouble.empty();
    Iterator<Map.Entry<String, JsonNode>> fields = node.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      String name = field.getKey();
      OptionalDouble number = number(field.getValue());
      if (name.equals(key) || name.equals(metric)) {
        continue;
      }
      if (name.equals(COST)) {
        if (number.isEmpty()
            || !Double.isFinite(number.getAsDouble())
            || number.getAsDouble() < 0) {
          return new Unusable(
              "the result line's \"cost\" = %s must be the seconds spent so far, 0 or more"
                  .formatted(Quotes.shorten(field.getValue().toString())));
        }
        cost = number;
      } else if (number.isPresent() && metrics.size() <= MOST_METRICS) {
        metrics.put(name, number.getAsDouble());
      }
    }
    return new Result(level, Collections.unmodifiableMap(metrics), cost);
  }

  private static OptionalDouble number(JsonNode node) {
    if (node.isNumber()) {
      return OptionalDouble.of(node.doubleValue());
    }
    return node.isTextual() ? nonFinite(node.textValue()) : OptionalDouble.empty();
  }

  /** The forms in which Python, JavaScript, R and C print what JSON has no number for. */
  private static OptionalDouble nonFinite(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "nan", "-nan", "+nan" -> OptionalDouble.of(Double.NaN);
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }
}
