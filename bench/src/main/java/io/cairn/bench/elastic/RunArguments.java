package io.cairn.bench.elastic;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Arguments such as {@code workers=10000}. */
final class RunArguments {
  private final Map<String, String> values = new TreeMap<>();

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if a key is not one of those known
   */
  RunArguments(String[] arguments, Set<String> known) {
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      String key = at < 0 ? argument : argument.substring(0, at);
      if (at < 0 || !known.contains(key)) {
        throw new IllegalArgumentException(
            argument + " is not KEY=VALUE with a key of " + new TreeSet<>(known));
      }
      values.put(key, argument.substring(at + 1));
    }
  }

  int number(String key, int otherwise) {
    return values.containsKey(key) ? Integer.parseInt(text(key, "")) : otherwise;
  }

  String text(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }
}
