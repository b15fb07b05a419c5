package io.cairn.server.picture;

import java.util.ArrayList;
import java.util.List;

/** Round values along an axis. */
final class Ticks {
  private Ticks() {}

  /** Multiples of 1, 2 or 5 times a power of ten within a range, about as many as wanted. */
  static List<Double> linear(double low, double high, int wanted) {
    List<Double> ticks = new ArrayList<>();
    double range = high - low;
    if (!(range > 0) || Double.isInfinite(range)) {
      ticks.add(low);
      return ticks;
    }
    double power = Math.pow(10, Math.floor(Math.log10(range / wanted)));
    double step = 10 * power;
    for (double factor : new double[] {1, 2, 5}) {
      if (range / (factor * power) <= wanted + 0.5) {
        step = factor * power;
        break;
      }
    }
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * range; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Powers of ten, thinned out where there are many; 2 and 5 times them where there are few. */
  static List<Double> logarithmic(double low, double high, int wanted) {
    int first = (int) Math.floor(Math.log10(low) + 1e-9);
    int last = (int) Math.ceil(Math.log10(high) - 1e-9);
    double decades = Math.log10(high) - Math.log10(low);
    double[] factors =
        decades < 1.2 ? new double[] {1, 2, 5} : decades < 2.5 ? new double[] {1, 3} : one();
    int every = Math.max(1, (int) Math.ceil(decades / wanted));
    List<Double> ticks = new ArrayList<>();
    for (int e = first; e <= last; e++) {
      for (double factor : factors) {
        double tick = factor * Math.pow(10, e);
        boolean kept = Math.floorMod(e, every) == 0;
        if (kept && tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks.size() < 2 ? linear(low, high, wanted) : ticks;
  }

  private static double[] one() {
    return new double[] {1};
  }
}
