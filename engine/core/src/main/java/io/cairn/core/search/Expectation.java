package io.cairn.core.search;

import io.cairn.core.space.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a person expects the good values of one parameter. */
public sealed interface Expectation {

  /** The share of a parameter's range that is usually meant by near. */
  double USUAL_SPREAD = 0.15;

  /**
   * Minus the log density of a value, up to a constant: 0 where it is most expected.
   *
   * @param parameter that the expectation is about
   * @param code of one of its values
   */
  double surprise(Parameter parameter, long code);

  /** The code of a value that is most expected. */
  long mode(Parameter parameter);

  /**
   * A normal distribution around a value, over the parameter's scale.
   *
   * @param value one of the parameter's
   * @param spread standard deviation as a share of the range, on the parameter's scale; above 0
   */
  record Near(Object value, double spread) implements Expectation {
    public Near {
      requireSpread(spread);
    }

    @Override
    public double surprise(Parameter parameter, long code) {
      return squares(parameter.encode(code) - parameter.encode(mode(parameter)), spread);
    }

    @Override
    public long mode(Parameter parameter) {
      return parameter.code(value).orElseThrow();
    }
  }

  /**
   * Alike between two values, and falling off beyond them as a normal distribution does.
   *
   * @param low one of the parameter's values
   * @param high one of its values, not before {@code low}
   * @param spread of the fall, as in {@link Near}
   */
  record Between(Object low, Object high, double spread) implements Expectation {
    public Between {
      requireSpread(spread);
    }

    @Override
    public double surprise(Parameter parameter, long code) {
      double at = parameter.encode(code);
      double below = parameter.encode(parameter.code(low).orElseThrow()) - at;
      double above = at - parameter.encode(parameter.code(high).orElseThrow());
      return squares(Math.max(0, Math.max(below, above)), spread);
    }

    @Override
    public long mode(Parameter parameter) {
      double from = parameter.encode(parameter.code(low).orElseThrow());
      double to = parameter.encode(parameter.code(high).orElseThrow());
      return parameter.decode((from + to) / 2);
    }
  }

  /**
   * So many times as likely as a value without a weight, which counts 1.
   *
   * @param byValue weight by value, above 0
   */
  record Weights(Map<Object, Double> byValue) implements Expectation {
    public Weights {
      byValue = Collections.unmodifiableMap(new LinkedHashMap<>(byValue));
      byValue.forEach(
          (value, weight) -> {
            if (!(weight > 0) || Double.isInfinite(weight)) {
              throw new IllegalArgumentException(value + " = " + weight + " must be above 0");
            }
          });
    }

    private double weight(Parameter parameter, long code) {
      return byValue.getOrDefault(parameter.value(code), 1.0);
    }

    @Override
    public double surprise(Parameter parameter, long code) {
      return Math.log(weight(parameter, mode(parameter)) / weight(parameter, code));
    }

    @Override
    public long mode(Parameter parameter) {
      long mode = 0;
      for (long code = 1; code < parameter.cardinality().orElseThrow(); code++) {
        mode = weight(parameter, code) > weight(parameter, mode) ? code : mode;
      }
      return mode;
    }
  }

  private static double squares(double distance, double spread) {
    return 0.5 * (distance / spread) * (distance / spread);
  }

  private static void requireSpread(double spread) {
    if (!(spread > 0) || Double.isInfinite(spread)) {
      throw new IllegalArgumentException("spread = " + spread + " must be above 0");
    }
  }
}
