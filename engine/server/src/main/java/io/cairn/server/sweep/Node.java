package io.cairn.server.sweep;

import io.cairn.core.space.NumberText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The common tree of HOCON, JSON and YAML, in the order of the file and with the text of every
 * number as it was written. A key that is null counts as absent and is left out.
 */
sealed interface Node {

  /** Where this is written. */
  Origin origin();

  /** The plain value: String, Long, Double, Boolean, or List and Map of the same. */
  Object plain();

  /** How messages show this: scalars as written, anything else by its size. */
  String shown();

  /** Keys with values. */
  record Section(Map<String, Node> entries, Origin origin) implements Node {
    public Section {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    Optional<Node> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    @Override
    public Map<String, Object> plain() {
      Map<String, Object> values = new LinkedHashMap<>();
      entries.forEach((key, value) -> values.put(key, value.plain()));
      return values;
    }

    @Override
    public String shown() {
      return entries.isEmpty() ? "{}" : "{" + String.join(", ", entries.keySet()) + "}";
    }
  }

  /** A list. */
  record Items(List<Node> nodes, Origin origin) implements Node {
    public Items {
      nodes = List.copyOf(nodes);
    }

    @Override
    public List<Object> plain() {
      List<Object> values = new ArrayList<>();
      nodes.forEach(node -> values.add(node.plain()));
      return values;
    }

    @Override
    public String shown() {
      List<String> shown = new ArrayList<>();
      nodes.stream().limit(5).forEach(node -> shown.add(node.shown()));
      if (nodes.size() > 5) {
        shown.add("... " + nodes.size() + " in all");
      }
      return "[" + String.join(", ", shown) + "]";
    }
  }

  /** What a scalar was written as. */
  enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    /** Only in lists; as the value of a key it counts as absent. */
    NULL,
    /** A reference that leads nowhere; already reported, so nothing more is said about it. */
    UNRESOLVED
  }

  /**
   * One value.
   *
   * @param text as written, without quotes
   */
  record Scalar(Kind kind, String text, Origin origin) implements Node {

    private static final int SHOWN_LENGTH = 60;

    @Override
    public Object plain() {
      return switch (kind) {
        case NUMBER -> NumberText.parse(text).map(Object.class::cast).orElse(text);
        case FLAG -> Boolean.valueOf(text);
        case TEXT, NULL, UNRESOLVED -> text;
      };
    }

    @Override
    public String shown() {
      String printable = text.replaceAll("\\p{Cntrl}", "?");
      if (printable.length() > SHOWN_LENGTH) {
        printable = printable.substring(0, SHOWN_LENGTH - 3) + "...";
      }
      boolean quoted = kind == Kind.TEXT && (printable.isBlank() || looksTyped(printable));
      return quoted ? "\"" + printable + "\"" : printable;
    }

    private static boolean looksTyped(String text) {
      return NumberText.parse(text).isPresent() || text.equals("true") || text.equals("false");
    }
  }
}
