package io.cairn.core.halving;

import java.util.Arrays;

/**
 * Whether two rungs rank the same trials alike, up to an epsilon within which losses count as
 * equal.
 *
 * <p>The soft ranking of PASHA (Bohdal et al., ICLR 2023): sort the trials by their loss at the
 * lower rung; the trial at a position of the higher rung's ranking may differ by at most epsilon,
 * at the lower rung, from the one at the same position there.
 *
 * <p>Epsilon is fixed, or learned as the paper does from pairs whose order criss-crosses: a pair
 * that changes its order twice on the way up differs by noise only. Epsilon is the 90th percentile
 * of the differences of such pairs at the top.
 */
final class SoftRanking {

  private static final double PERCENTILE = 0.9;
  private static final int INITIAL_DIFFERENCES = 16;

  private final boolean learns;
  private double epsilon;

  private SoftRanking(boolean learns, double epsilon) {
    this.learns = learns;
    this.epsilon = epsilon;
  }

  static SoftRanking learning() {
    return new SoftRanking(true, 0);
  }

  static SoftRanking fixed(double epsilon) {
    if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          "pasha: epsilon = "
              + epsilon
              + " must be a finite number of at least 0; it is in units of the loss");
    }
    return new SoftRanking(false, epsilon);
  }

  double epsilon() {
    return epsilon;
  }

  /**
   * Whether the two highest rungs agree; learns epsilon first where it is not fixed.
   *
   * @param curves losses of each trial by rung, NaN where it has none; all equally long, with at
   *     least two rungs, finite at the two highest, sorted by the last
   */
  boolean agrees(double[][] curves) {
    if (curves.length < 2) {
      return true;
    }
    if (learns) {
      learn(curves);
    }
    int below = curves[0].length - 2;
    double[] actual = Arrays.stream(curves).mapToDouble(curve -> curve[below]).toArray();
    double[] sorted = actual.clone();
    Arrays.sort(sorted);
    for (int position = 0; position < actual.length; position++) {
      if (Math.abs(actual[position] - sorted[position]) > epsilon) {
        return false;
      }
    }
    return true;
  }

  private void learn(double[][] curves) {
    double[] differences = new double[INITIAL_DIFFERENCES];
    int count = 0;
    for (int a = 0; a < curves.length; a++) {
      for (int b = a + 1; b < curves.length; b++) {
        if (crissCrosses(curves[a], curves[b])) {
          if (count == differences.length) {
            differences = Arrays.copyOf(differences, 2 * count);
          }
          int top = curves[a].length - 1;
          differences[count++] = Math.abs(curves[a][top] - curves[b][top]);
        }
      }
    }
    if (count > 0) {
      epsilon = percentile(Arrays.copyOf(differences, count));
    }
  }

  /** Going down from the top, the order turns round and then back again. */
  private static boolean crissCrosses(double[] a, double[] b) {
    int rung = a.length - 1;
    double order = Math.signum(a[rung] - b[rung]);
    if (order == 0) {
      return false;
    }
    boolean turned = false;
    for (rung--; rung >= 0; rung--) {
      double here = Math.signum(a[rung] - b[rung]);
      if (turned && here == order) {
        return true;
      }
      turned |= here == -order;
    }
    return false;
  }

  /** With linear interpolation between the two nearest, as numpy does by default. */
  private static double percentile(double[] values) {
    Arrays.sort(values);
    double position = PERCENTILE * (values.length - 1);
    int lower = (int) position;
    int upper = Math.min(lower + 1, values.length - 1);
    return values[lower] + (position - lower) * (values[upper] - values[lower]);
  }
}
