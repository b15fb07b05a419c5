package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.space.Configuration;
import io.cairn.server.history.JsonValues;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/** How the report's data block writes values; a browser reads it, so integers stay below 2^53. */
final class ReportJson {

  private static final MathContext DRAWN = new MathContext(7);
  private static final long EXACT_INTEGERS = 1L << 53;

  private ReportJson() {}

  /** A number to be drawn: seven digits do for any screen. */
  static void drawn(JsonGenerator json, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeString(Double.toString(value));
    } else if (value == 0) {
      json.writeNumber(0);
    } else {
      json.writeNumber(new BigDecimal(value).round(DRAWN).stripTrailingZeros().toString());
    }
  }

  static void drawn(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    drawn(json, value);
  }

  /** A parameter's value; an integer that a browser would round is written as text. */
  static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Long integer && Math.abs(integer) > EXACT_INTEGERS) {
      json.writeString(integer.toString());
    } else {
      JsonValues.value(json, value);
    }
  }

  static void texts(JsonGenerator json, String name, Map<String, String> texts) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  static void configuration(JsonGenerator json, Configuration configuration) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> entry : configuration.values().entrySet()) {
      json.writeFieldName(entry.getKey());
      value(json, entry.getValue());
    }
    json.writeEndObject();
  }
}
