package io.cairn.workers.spi;

import java.util.Map;

/** Something with a configuration, whose values are had by name and type. */
public interface Configured {

  /**
   * Active parameters only, in declaration order; values are Double, Long, String or Boolean. Those
   * that have a condition may be missing: ask {@link Map#containsKey}.
   */
  Map<String, Object> configuration();

  /**
   * The value of a real or integer parameter.
   *
   * @throws IllegalArgumentException if it is not active or no number
   */
  default double real(String name) {
    return value(name, Number.class, "a number").doubleValue();
  }

  /**
   * The value of an integer parameter.
   *
   * @throws IllegalArgumentException if it is not active or no whole number
   */
  default long integer(String name) {
    return value(name, Long.class, "a whole number");
  }

  /**
   * The value of a categorical or ordinal parameter of texts.
   *
   * @throws IllegalArgumentException if it is not active or no text
   */
  default String text(String name) {
    return value(name, String.class, "a text");
  }

  /**
   * The value of a boolean parameter.
   *
   * @throws IllegalArgumentException if it is not active or neither true nor false
   */
  default boolean flag(String name) {
    return value(name, Boolean.class, "true or false");
  }

  private <T> T value(String name, Class<T> type, String what) {
    Object value = configuration().get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          name + " is no active parameter; there are " + configuration().keySet());
    }
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(name + " = " + value + " is not " + what);
    }
    return type.cast(value);
  }
}
