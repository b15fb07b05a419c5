package io.cairn.core.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options that were given for a method, understood. */
final class Options {
  private final Map<String, Object> values = new HashMap<>();

  /**
   * Takes over what the declared options understand; what they do not is a problem reported
   * elsewhere.
   */
  Options(List<MethodOption> declared, Map<String, Object> given) {
    for (MethodOption option : declared) {
      Optional.ofNullable(given.get(option.name()))
          .flatMap(option::read)
          .ifPresent(value -> values.put(option.name(), value));
    }
  }

  int whole(String name, int byDefault) {
    return (Integer) values.getOrDefault(name, byDefault);
  }

  double number(String name, double byDefault) {
    return (Double) values.getOrDefault(name, byDefault);
  }

  String word(String name, String byDefault) {
    return (String) values.getOrDefault(name, byDefault);
  }

  boolean flag(String name, boolean byDefault) {
    return (Boolean) values.getOrDefault(name, byDefault);
  }

  boolean isGiven(String name) {
    return values.containsKey(name);
  }
}
