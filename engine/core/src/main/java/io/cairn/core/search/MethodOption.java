package io.cairn.core.search;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** An option of a method: its documentation, and how a value from a sweep file is understood. */
final class MethodOption {
  private final OptionDescription description;
  private final String example;
  private final Function<Object, Optional<Object>> reader;

  private MethodOption(
      OptionDescription description, String example, Function<Object, Optional<Object>> reader) {
    this.description = description;
    this.example = example;
    this.reader = reader;
  }

  /** A whole number; {@code 5}, {@code 5.0} and {@code "5"} are the same. */
  static MethodOption whole(String name, String byDefault, int min, int max, String text) {
    String type =
        max == Integer.MAX_VALUE
            ? "a whole number of at least " + min
            : "a whole number from " + min + " to " + max;
    return new MethodOption(
        new OptionDescription(name, type, byDefault, text),
        Integer.toString(min),
        raw ->
            number(raw)
                .filter(n -> n == Math.rint(n) && n >= min && n <= max)
                .map(Double::intValue));
  }

  /** A number in a range, both ends included. */
  static MethodOption number(String name, String byDefault, double min, double max, String text) {
    String type =
        max == Double.MAX_VALUE
            ? "a number of at least " + min
            : "a number from " + min + " to " + max;
    return new MethodOption(
        new OptionDescription(name, type, byDefault, text),
        Double.toString(min),
        raw -> number(raw).filter(n -> n >= min && n <= max).map(n -> n));
  }

  /** One of some words. */
  static MethodOption oneOf(String name, String byDefault, List<String> words, String text) {
    return new MethodOption(
        new OptionDescription(name, String.join(" or ", words), byDefault, text),
        words.get(0),
        raw ->
            Optional.of((Object) String.valueOf(raw).toLowerCase(Locale.ROOT))
                .filter(words::contains));
  }

  /** True or false. */
  static MethodOption flag(String name, boolean byDefault, String text) {
    return new MethodOption(
        new OptionDescription(name, "true or false", Boolean.toString(byDefault), text),
        "true",
        MethodOption::truth);
  }

  private static Optional<Double> number(Object raw) {
    try {
      return raw instanceof Number number
          ? Optional.of(number.doubleValue())
          : raw instanceof String text
              ? Optional.of(Double.valueOf(text.strip()))
              : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> truth(Object raw) {
    return switch (String.valueOf(raw).toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  String name() {
    return description.name();
  }

  OptionDescription description() {
    return description;
  }

  /** The value as Integer, Double, String or Boolean; empty if it is none of the allowed ones. */
  Optional<Object> read(Object raw) {
    return reader.apply(raw);
  }

  /** A sentence about a value that {@link #read} does not understand. */
  String refusal(Object raw) {
    return name()
        + " = "
        + raw
        + " must be "
        + description.type()
        + ", for example "
        + example
        + "; leave it out for "
        + description.defaultValue();
  }
}
