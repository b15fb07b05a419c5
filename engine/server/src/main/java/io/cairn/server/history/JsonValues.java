package io.cairn.server.history;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.NumberText;
import java.io.IOException;
import java.util.Map;

/**
 * How single values are written in every JSON shape of docs/json.md: an integer as an integer, a
 * real as the shortest decimal that reads back as the same double, NaN and the infinities, which
 * JSON does not have, as the texts {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
public final class JsonValues {

  private static final double EXACT_INTEGERS = 0x1p53;

  private JsonValues() {}

  /** Writes a real; always with a point or an exponent when finite. */
  public static void real(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(NumberText.of(value));
    } else {
      json.writeString(Double.toString(value));
    }
  }

  /** Writes a resource level or an amount of resource: whole numbers without a point. */
  public static void amount(JsonGenerator json, double value) throws IOException {
    if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
      json.writeNumber((long) value);
    } else {
      real(json, value);
    }
  }

  /** Writes a parameter's value: Double, Long, String or Boolean. */
  public static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Double real) {
      real(json, real);
    } else if (value instanceof Long integer) {
      json.writeNumber(integer);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString(String.valueOf(value));
    }
  }

  /** Writes the active parameters of a configuration by name, in order of declaration. */
  public static void configuration(JsonGenerator json, Configuration configuration)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> entry : configuration.values().entrySet()) {
      json.writeFieldName(entry.getKey());
      value(json, entry.getValue());
    }
    json.writeEndObject();
  }

  /** Writes metrics by name, in the order in which they were reported. */
  public static void metrics(JsonGenerator json, Map<String, Double> metrics) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Double> entry : metrics.entrySet()) {
      json.writeFieldName(entry.getKey());
      real(json, entry.getValue());
    }
    json.writeEndObject();
  }
}
