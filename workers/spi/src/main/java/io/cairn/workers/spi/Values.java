package io.cairn.workers.spi;

import java.util.Map;

/**
 * The values of a configuration by name and type. Parameters that are not active are not there: ask
 * {@link Map#containsKey} for those that have a condition.
 */
public final class Values {

  private Values() {}

  /**
   * The value of a real or integer parameter.
   *
   * @throws IllegalArgumentException if it is not there or no number
   */
  public static double real(Map<String, Object> configuration, String name) {
    return typed(configuration, name, Number.class, "a number").doubleValue();
  }

  /**
   * The value of an integer parameter.
   *
   * @throws IllegalArgumentException if it is not there or no whole number
   */
  public static long integer(Map<String, Object> configuration, String name) {
    return typed(configuration, name, Long.class, "a whole number");
  }

  /**
   * The value of a categorical or ordinal parameter of texts.
   *
   * @throws IllegalArgumentException if it is not there or no text
   */
  public static String text(Map<String, Object> configuration, String name) {
    return typed(configuration, name, String.class, "a text");
  }

  /**
   * The value of a boolean parameter.
   *
   * @throws IllegalArgumentException if it is not there or neither true nor false
   */
  public static boolean flag(Map<String, Object> configuration, String name) {
    return typed(configuration, name, Boolean.class, "true or false");
  }

  private static <T> T typed(
      Map<String, Object> configuration, String name, Class<T> type, String what) {
    Object value = configuration.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          name + " is no active parameter; there are " + configuration.keySet());
    }
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(name + " = " + value + " is not " + what);
    }
    return type.cast(value);
  }
}
