package io.cairn.server.exchange.nni;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.exchange.JsonValues;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a trial reports in NNI: a number, or an object whose {@code default} the tuner looks at; as
 * JSON, mostly within a text of JSON, once or twice.
 */
final class NniValues {

  static final String DEFAULT = "default";

  private NniValues() {}

  /** The numbers by metric; empty if there are none. */
  static Map<String, Double> of(JsonNode written) {
    JsonNode value = unwrapped(written);
    Map<String, Double> values = new LinkedHashMap<>();
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              entry ->
                  JsonValues.number(entry.getValue())
                      .ifPresent(number -> values.put(entry.getKey(), number)));
    } else {
      JsonValues.number(value).ifPresent(number -> values.put(DEFAULT, number));
    }
    return values;
  }

  /** The tree within texts of JSON. */
  static JsonNode unwrapped(JsonNode written) {
    JsonNode node = written;
    try {
      for (int depth = 0; depth < 3 && node.isTextual(); depth++) {
        node = JsonValues.tree(node.textValue());
      }
    } catch (JsonProcessingException e) {
      return node; // A text that is no JSON; perhaps a number as Python writes it.
    }
    return node;
  }
}
