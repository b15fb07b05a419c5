package io.cairn.core.space;

import java.math.BigDecimal;

/** What bounds and step of a real must obey, in sentences with the way out. */
final class RealRules {
  private RealRules() {}

  static void requireRange(double min, double max, Scale scale) {
    requireFinite("min", min);
    requireFinite("max", max);
    require(
        min <= max,
        "min = " + NumberText.of(min) + " must be <= max = " + NumberText.of(max) + "; swap them");
    if (scale == Scale.LOG) {
      require(
          min > 0,
          "min = "
              + NumberText.of(min)
              + " must be > 0 on a log scale; set scale = linear or raise min");
    }
    if (scale == Scale.REVERSE_LOG) {
      require(
          min >= 0,
          "min = "
              + NumberText.of(min)
              + " must be >= 0 on a reverse-log scale; set scale = linear or raise min");
      require(
          max < 1,
          "max = "
              + NumberText.of(max)
              + " must be < 1 on a reverse-log scale; set scale = linear or lower max");
    }
  }

  static void requireStep(double min, double max, double step) {
    requireFinite("step", step);
    require(
        step > 0,
        "step = " + NumberText.of(step) + " must be > 0; leave it out for a continuous parameter");
    // In decimals: as doubles, 0.3 - 0.1 is less than 0.2.
    BigDecimal width = NumberText.decimal(max).subtract(NumberText.decimal(min));
    require(
        min == max || NumberText.decimal(step).compareTo(width) <= 0,
        "step = "
            + NumberText.of(step)
            + " must be <= max - min = "
            + PlainValue.text(width.doubleValue())
            + "; lower it or set type = constant");
    double finest =
        Math.max(Math.ulp(Math.max(Math.abs(min), Math.abs(max))), (max / 2 - min / 2) * 0x1p-51);
    require(
        step >= finest,
        "step = "
            + NumberText.of(step)
            + " is finer than a double can tell in this range ("
            + NumberText.of(finest)
            + "); leave it out");
  }

  private static void requireFinite(String key, double value) {
    require(
        Double.isFinite(value), key + " = " + value + " must be a finite number; give it a bound");
  }

  private static void require(boolean rule, String message) {
    if (!rule) {
      throw new IllegalArgumentException(message);
    }
  }
}
