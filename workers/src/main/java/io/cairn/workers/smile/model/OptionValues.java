package io.cairn.workers.smile.model;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The hyperparameters of one fit: what was given, else the fallback of each option. */
public final class OptionValues {

  /** Sorted by name, so that the text of equal values is equal. */
  private final Map<String, Object> values;

  private OptionValues(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /**
   * Takes values for the options of a model.
   *
   * @param given by option name, as a configuration or a sweep file has them
   * @throws InvalidOptionException if a name is unknown or a value wrong; says every such mistake
   */
  public static OptionValues of(List<? extends Option> options, Map<String, Object> given)
      throws InvalidOptionException {
    Map<String, Object> values = new TreeMap<>();
    for (Option option : options) {
      option.fallback().ifPresent(v -> values.put(option.name(), v));
    }
    Map<String, Option> known = new HashMap<>();
    options.forEach(o -> known.put(o.name(), o));
    Map<String, String> mistakes = new TreeMap<>();
    given.forEach(
        (name, value) -> {
          Option option = known.get(name);
          try {
            if (option == null) {
              throw new InvalidOptionException(name + " is not an option of this model");
            }
            values.put(name, option.accept(value));
          } catch (InvalidOptionException e) {
            mistakes.put(name, String.valueOf(e.getMessage()));
          }
        });
    if (!mistakes.isEmpty()) {
      throw new InvalidOptionException(String.join("; ", mistakes.values()));
    }
    return new OptionValues(values);
  }

  /** The value of a real option that has one. */
  double real(String name) {
    return (Double) get(name);
  }

  /** The value of an integer option that has one. */
  public int integer(String name) {
    return (Integer) get(name);
  }

  /** The value of an integer option, or {@code otherwise} if it has none. */
  int integer(String name, int otherwise) {
    return (Integer) values.getOrDefault(name, otherwise);
  }

  /** The value of an integer option without fallback. */
  OptionalInt optionalInteger(String name) {
    Object value = values.get(name);
    return value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value);
  }

  /** The value of a real option without fallback. */
  Optional<Double> optionalReal(String name) {
    return Optional.ofNullable((Double) values.get(name));
  }

  /** The value of a choice. */
  String choice(String name) {
    return (String) get(name);
  }

  private Object get(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** All values but one in a text that is equal for equal values. */
  public String textWithout(String name) {
    return values.entrySet().stream()
        .filter(e -> !e.getKey().equals(name))
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(","));
  }
}
