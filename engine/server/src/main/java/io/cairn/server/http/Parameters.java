package io.cairn.server.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The parameters of an address; each mistake says what it should be. */
record Parameters(Map<String, String> byName) {

  String text(String name) {
    return byName.getOrDefault(name, "");
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  boolean flag(String name) {
    String value = text(name).toLowerCase(Locale.ROOT);
    return switch (value) {
      case "", "false" -> false;
      case "true" -> true;
      default -> throw wrong(name, value, "true or false");
    };
  }

  /** A whole number within bounds. */
  int number(String name, int least, int most, int otherwise) {
    String value = text(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, value, "a whole number");
    }
    throw wrong(
        name,
        value,
        most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most);
  }

  <T> T choice(String name, T otherwise, Function<String, Optional<T>> parse, String choices) {
    return optionalChoice(name, parse, choices).orElse(otherwise);
  }

  <T> Optional<T> optionalChoice(String name, Function<String, Optional<T>> parse, String choices) {
    String value = text(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(parse.apply(value).orElseThrow(() -> wrong(name, value, choices)));
  }

  private static InvalidRequestException wrong(String name, String value, String rule) {
    return new InvalidRequestException(name + " = " + value + " must be " + rule);
  }
}
