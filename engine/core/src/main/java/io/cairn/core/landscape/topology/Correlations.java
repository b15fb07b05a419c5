package io.cairn.core.landscape.topology;

import java.util.Arrays;

/** Correlation coefficients; NaN where one side does not vary. */
final class Correlations {
  private Correlations() {}

  /** Pearson's coefficient of n pairs by their sums. */
  static double pearson(double n, double x, double y, double xx, double yy, double xy) {
    double varianceX = xx - x * x / n;
    double varianceY = yy - y * y / n;
    // What rounding leaves of nothing is no variance.
    if (!(varianceX > 1e-12 * xx) || !(varianceY > 1e-12 * yy)) {
      return Double.NaN;
    }
    double r = (xy - x * y / n) / Math.sqrt(varianceX * varianceY);
    return Math.max(-1, Math.min(1, r));
  }

  /** Spearman's coefficient with average ranks for ties. */
  static double spearman(double[] x, double[] y) {
    double[] ranksX = ranks(x);
    double[] ranksY = ranks(y);
    double middle = (x.length + 1) / 2.0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      double a = ranksX[i] - middle;
      double b = ranksY[i] - middle;
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }
    return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
  }

  /** Ranks from 1, average for ties. */
  static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      ranks[i] = (first(sorted, values[i]) + last(sorted, values[i])) / 2.0;
    }
    return ranks;
  }

  private static int first(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low + 1;
  }

  private static int last(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
