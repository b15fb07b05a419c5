package io.cairn.workers.onnx;

import java.util.Map;
import java.util.OptionalDouble;

/** One number of a row that a network is given. */
sealed interface Column {

  /**
   * The number for a configuration.
   *
   * @param configuration active parameters
   * @param level resource level
   * @throws IllegalArgumentException if there is none, with a sentence
   */
  double number(Map<String, Object> configuration, double level);

  /** The resource level. */
  record Level() implements Column {
    @Override
    public double number(Map<String, Object> configuration, double level) {
      return level;
    }
  }

  /** The same in every row. */
  record Constant(double value) implements Column {
    @Override
    public double number(Map<String, Object> configuration, double level) {
      return value;
    }
  }

  /**
   * A parameter.
   *
   * @param codes codes of its values; empty where it is numeric
   * @param inactive what stands for a parameter that is inactive
   */
  record Parameter(String name, Map<String, Double> codes, double inactive) implements Column {

    public Parameter {
      codes = Map.copyOf(codes);
    }

    @Override
    public double number(Map<String, Object> configuration, double level) {
      Object value = configuration.get(name);
      if (value == null) {
        return inactive;
      }
      OptionalDouble number = of(value, codes);
      return number.orElseThrow(
          () ->
              new IllegalArgumentException(
                  codes.isEmpty()
                      ? "%s = %s is no number; name a file with its codes under worker.encoding"
                          .formatted(name, value)
                      : "worker.encoding has no code for %s = %s".formatted(name, value)));
    }
  }

  /** A value as a number: its code where there are codes, itself where it is one. */
  static OptionalDouble of(Object value, Map<String, Double> codes) {
    if (!codes.isEmpty()) {
      Double code = codes.get(text(value));
      return code == null ? OptionalDouble.empty() : OptionalDouble.of(code);
    }
    if (value instanceof Number number) {
      return OptionalDouble.of(number.doubleValue());
    }
    if (value instanceof Boolean flag) {
      return OptionalDouble.of(flag ? 1 : 0);
    }
    try {
      return OptionalDouble.of(Double.parseDouble(String.valueOf(value)));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static String text(Object value) {
    return value instanceof Double number && number % 1 == 0
        ? Long.toString(number.longValue())
        : String.valueOf(value);
  }
}
