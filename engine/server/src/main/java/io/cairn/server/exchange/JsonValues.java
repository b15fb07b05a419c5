package io.cairn.server.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** JSON as Python writes it, NaN and infinities included, and its plain values. */
public final class JsonValues {

  /** Parts of the path to a nested value. */
  public static final String SEPARATOR = "/";

  /** The text that stands for Python's None where it is a choice. */
  public static final String NONE = "None";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private JsonValues() {}

  /**
   * The tree of a text.
   *
   * @throws JsonProcessingException if it is no JSON
   */
  public static JsonNode tree(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /**
   * The tree of a file.
   *
   * @throws UnreadableStoreException if it is no JSON
   * @throws IOException if it cannot be read
   */
  public static JsonNode file(Path file) throws UnreadableStoreException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      JsonNode tree = MAPPER.readTree(in);
      if (tree == null || tree.isMissingNode()) {
        throw new UnreadableStoreException(file + " is empty; is it the right file?");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new UnreadableStoreException(
          file
              + " is no whole JSON: "
              + e.getOriginalMessage()
              + " at line "
              + e.getLocation().getLineNr()
              + "; was it cut off?");
    }
  }

  /** String, Long, Double or Boolean; lists and objects as their JSON text, null as None. */
  public static Object plain(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    return node.isNull() ? NONE : node.toString();
  }

  /** The number of a node; text that Python would read as one counts too. */
  public static OptionalDouble number(JsonNode node) {
    if (node.isNumber()) {
      return OptionalDouble.of(node.doubleValue());
    }
    if (node.isBoolean()) {
      return OptionalDouble.of(node.booleanValue() ? 1 : 0);
    }
    return node.isTextual() ? number(node.textValue()) : OptionalDouble.empty();
  }

  /** The number that Python's float would read, NaN and infinities included. */
  public static OptionalDouble number(String text) {
    return PlainText.number(text);
  }

  /** The values of an object, nested ones by path: {@code model/lr}. */
  public static Map<String, Object> flat(JsonNode object) {
    Map<String, Object> values = new LinkedHashMap<>();
    flatten("", object, values);
    return values;
  }

  private static void flatten(String prefix, JsonNode object, Map<String, Object> values) {
    object
        .properties()
        .forEach(
            entry -> {
              String path = prefix.isEmpty() ? entry.getKey() : prefix + SEPARATOR + entry.getKey();
              if (entry.getValue().isObject() && !entry.getValue().isEmpty()) {
                flatten(path, entry.getValue(), values);
              } else {
                values.put(path, plain(entry.getValue()));
              }
            });
  }

  /** A text below a key, if it is one. */
  public static Optional<String> text(JsonNode object, String key) {
    JsonNode node = object.get(key);
    return node == null || node.isNull() ? Optional.empty() : Optional.of(node.asText());
  }
}
