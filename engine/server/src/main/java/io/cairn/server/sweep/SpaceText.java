package io.cairn.server.sweep;

import io.cairn.core.space.NumberText;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes spaces in the words of a sweep file, for people to look over. */
public final class SpaceText {

  private SpaceText() {}

  /**
   * The declaration of a parameter, in one line: {@code { type = real, min = 0.1, ... }}.
   *
   * @param index of the parameter in its space
   */
  public static String parameter(SearchSpace space, int index) {
    Object declaration = CanonicalSpace.parameters(space).get(space.parameter(index).name());
    Map<Object, Object> entries =
        new LinkedHashMap<>((Map<?, ?>) Objects.requireNonNull(declaration));
    // What goes without saying is not said.
    entries.remove("scale", "linear");
    entries.remove("step", 1L);
    return value(entries);
  }

  /** A name as a key, in quotes where it needs them. */
  public static String key(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_-]*") ? name : JsonText.of(name);
  }

  /** A value: a map as a section, a list, a number, a flag or text. */
  public static String value(Object value) {
    if (value instanceof Map<?, ?> section) {
      List<String> entries = new ArrayList<>();
      section.forEach(
          (name, inner) -> {
            String key = key(String.valueOf(name));
            entries.add(
                inner instanceof Map ? key + " " + value(inner) : key + " = " + value(inner));
          });
      return entries.isEmpty() ? "{}" : "{ " + String.join(", ", entries) + " }";
    }
    if (value instanceof List<?> items) {
      return "[" + String.join(", ", items.stream().map(SpaceText::value).toList()) + "]";
    }
    if (value instanceof Number number) {
      return NumberText.of(number);
    }
    if (value instanceof Boolean flag) {
      return flag.toString();
    }
    return text(String.valueOf(value));
  }

  /** Words that need no quotes are easier to read. */
  private static String text(String text) {
    boolean plain =
        text.matches("[A-Za-z_][A-Za-z0-9_-]*")
            && !List.of("true", "false", "null", "yes", "no", "on", "off", "include")
                .contains(text);
    return plain ? text : JsonText.of(text);
  }
}
