package io.cairn.server.exchange;

import io.cairn.core.space.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what Python's {@code repr} writes of dictionaries, lists, tuples, texts, numbers, flags and
 * None, as they stand in cells of tables.
 */
public final class PythonLiteral {

  private static final int MOST_DEPTH = 100;

  private final String text;
  private int at;
  private int depth;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /** Not such a text; caught where the text is read. */
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super(null, null, false, false);
    }
  }

  /** The value: Map, List, String, Long, Double or Boolean; empty if it is no literal. */
  public static Optional<Object> of(String text) {
    PythonLiteral literal = new PythonLiteral(text);
    try {
      Object value = literal.value();
      literal.blank();
      return literal.at == text.length() ? Optional.of(value) : Optional.empty();
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  /** The plain values of a dictionary, nested ones by path; empty if the text is none. */
  public static Optional<Map<String, Object>> dictionary(String text) {
    return of(text)
        .filter(Map.class::isInstance)
        .map(
            value -> {
              Map<String, Object> flat = new LinkedHashMap<>();
              flatten("", (Map<?, ?>) value, flat);
              return flat;
            });
  }

  private static void flatten(String prefix, Map<?, ?> map, Map<String, Object> flat) {
    map.forEach(
        (key, value) -> {
          String path =
              prefix.isEmpty() ? String.valueOf(key) : prefix + JsonValues.SEPARATOR + key;
          if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
            flatten(path, inner, flat);
          } else {
            boolean plain = !(value instanceof List) && !(value instanceof Map);
            flat.put(path, plain ? value : String.valueOf(value));
          }
        });
  }

  private Object value() {
    blank();
    char c = peek();
    if (c == '{') {
      return map();
    }
    if (c == '[' || c == '(') {
      return list(c == '[' ? ']' : ')');
    }
    if (c == '\'' || c == '"') {
      return quoted();
    }
    return word();
  }

  private Map<Object, Object> map() {
    deeper();
    at++;
    Map<Object, Object> map = new LinkedHashMap<>();
    blank();
    while (peek() != '}') {
      Object key = value();
      blank();
      expect(':');
      map.put(key, value());
      separator('}');
    }
    at++;
    depth--;
    return map;
  }

  private List<Object> list(char end) {
    deeper();
    at++;
    List<Object> list = new ArrayList<>();
    blank();
    while (peek() != end) {
      list.add(value());
      separator(end);
    }
    at++;
    depth--;
    return list;
  }

  private void deeper() {
    depth++;
    if (depth > MOST_DEPTH) {
      throw new Malformed();
    }
  }

  private void separator(char end) {
    blank();
    if (peek() != end) {
      expect(',');
      blank();
    }
  }

  private String quoted() {
    char quote = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (peek() != quote) {
      char c = text.charAt(at++);
      if (c == '\\') {
        char escaped = peek();
        at++;
        value.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
      } else {
        value.append(c);
      }
    }
    at++;
    return value.toString();
  }

  private Object word() {
    int from = at;
    while (at < text.length() && ",:]})".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at).strip();
    return switch (word) {
      case "" -> throw new Malformed();
      case "True" -> true;
      case "False" -> false;
      case "None" -> JsonValues.NONE;
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> NumberText.parse(word).<Object>map(number -> number).orElse(word);
    };
  }

  private void blank() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw new Malformed();
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw new Malformed();
    }
    at++;
  }
}
