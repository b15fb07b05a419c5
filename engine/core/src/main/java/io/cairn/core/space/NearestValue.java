package io.cairn.core.space;

/**
 * The value of a numeric parameter nearest to a number that is none of its values; of two ordinals
 * equally near, the one declared first.
 *
 * @param code of the value
 * @param place where the number lies
 */
record NearestValue(long code, Place place) {
  private static final double ROUNDING = 1e-12;

  enum Place {
    BELOW,
    ABOVE,
    BETWEEN
  }

  static NearestValue of(Parameter parameter, double wanted) {
    long first = parameter.decode(0);
    long last = parameter.decode(1);
    boolean falling = number(parameter, first) > number(parameter, last);
    long least = falling ? last : first;
    long greatest = falling ? first : last;
    if (wanted < number(parameter, least)) {
      return new NearestValue(least, Place.BELOW);
    }
    if (wanted > number(parameter, greatest)) {
      return new NearestValue(greatest, Place.ABOVE);
    }
    return new NearestValue(inside(parameter, wanted), Place.BETWEEN);
  }

  private static long inside(Parameter parameter, double wanted) {
    if (parameter instanceof RealParameter real) {
      return real.nearest(wanted);
    }
    if (parameter instanceof IntegerParameter integer) {
      return integer.nearest(wanted);
    }
    long best = 0;
    for (long code = 1; code < parameter.cardinality().orElseThrow(); code++) {
      if (distance(parameter, code, wanted) < distance(parameter, best, wanted)) {
        best = code;
      }
    }
    return best;
  }

  /** Half the distance, which unlike the whole cannot overflow. */
  private static double distance(Parameter parameter, long code, double wanted) {
    return Math.abs(number(parameter, code) / 2 - wanted / 2);
  }

  private static double number(Parameter parameter, long code) {
    return ((Number) parameter.value(code)).doubleValue();
  }

  /**
   * Whether the number differs by no more than arithmetic does: other systems add up steps, and
   * have 0.8500000000000001 where 0.85 is meant.
   */
  boolean isRounding(Parameter parameter, double wanted) {
    double value = number(parameter, code);
    return Math.abs(value - wanted) <= ROUNDING * Math.max(Math.abs(value), Math.abs(wanted));
  }

  String text(Parameter parameter) {
    return Parameter.text(parameter.value(code));
  }
}
