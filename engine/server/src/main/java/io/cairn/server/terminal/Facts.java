package io.cairn.server.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members of JSON objects, made harmless; what is missing or of another type counts as absent. */
final class Facts {

  private Facts() {}

  static String text(JsonNode of, String member) {
    return of.path(member).isValueNode() && !of.path(member).isNull()
        ? PlainText.of(of.path(member).asText())
        : "";
  }

  static long count(JsonNode of, String member) {
    return of.path(member).asLong();
  }

  static @Nullable Long countIfTold(JsonNode of, String member) {
    return of.path(member).isNumber() ? of.path(member).asLong() : null;
  }

  /** A number; the texts of NaN and the infinities are numbers too (docs/json.md). */
  static @Nullable Double number(JsonNode value) {
    if (value.isNumber()) {
      return value.asDouble();
    }
    return switch (value.asText("")) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  static double numberOr(double otherwise, JsonNode value) {
    Double number = number(value);
    return number == null ? otherwise : number;
  }

  /** Values as people read them, in order. */
  static Map<String, String> values(JsonNode object) {
    Map<String, String> values = new LinkedHashMap<>();
    object
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              values.put(
                  PlainText.of(field.getKey()),
                  value.isDouble()
                      ? Figures.brief(value.asDouble())
                      : PlainText.of(value.asText()));
            });
    return values;
  }
}
