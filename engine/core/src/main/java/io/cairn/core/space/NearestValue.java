package io.cairn.core.space;

/**
 * The value of a numeric parameter nearest to a number that is none of its values; of two equally
 * near, the one declared first.
 *
 * @param code of the value
 * @param place where the number lies
 */
record NearestValue(long code, Place place) {
  enum Place {
    BELOW,
    ABOVE,
    BETWEEN
  }

  static NearestValue of(Parameter parameter, double number) {
    long code = code(parameter, number);
    double least = number(parameter, code(parameter, Double.NEGATIVE_INFINITY));
    double greatest = number(parameter, code(parameter, Double.POSITIVE_INFINITY));
    return new NearestValue(
        code, number < least ? Place.BELOW : number > greatest ? Place.ABOVE : Place.BETWEEN);
  }

  private static long code(Parameter parameter, double number) {
    if (parameter instanceof RealParameter real) {
      return real.nearest(number);
    }
    if (parameter instanceof IntegerParameter integer) {
      return integer.nearest(number);
    }
    double inside = Math.max(-Double.MAX_VALUE, Math.min(number, Double.MAX_VALUE));
    long best = 0;
    for (long code = 1; code < parameter.cardinality().orElseThrow(); code++) {
      // Halves, since the distance of two doubles may overflow.
      double distance = Math.abs(number(parameter, code) / 2 - inside / 2);
      if (distance < Math.abs(number(parameter, best) / 2 - inside / 2)) {
        best = code;
      }
    }
    return best;
  }

  private static double number(Parameter parameter, long code) {
    return ((Number) parameter.value(code)).doubleValue();
  }

  String text(Parameter parameter) {
    return Parameter.text(parameter.value(code));
  }
}
