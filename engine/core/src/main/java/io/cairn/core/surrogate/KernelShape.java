package io.cairn.core.surrogate;

import java.util.Arrays;

/**
 * How far likeness reaches: between configurations by a length scale for each coordinate of their
 * {@link Encoding}, between rungs by a decay for each step of the ladder, correlation = exp(-sum of
 * the decays between them).
 */
public final class KernelShape {
  private final double[] lengthScales;
  private final double[] inverse;
  private final double[] decays;
  private final double[][] correlation;

  /**
   * A shape; the arrays are copied.
   *
   * @param lengthScales one for each coordinate, above 0
   * @param decays one for each step from a rung to the next, at least 0
   */
  public KernelShape(double[] lengthScales, double[] decays) {
    this.lengthScales = lengthScales.clone();
    this.inverse = Arrays.stream(lengthScales).map(l -> 1 / l).toArray();
    this.decays = decays.clone();
    int rungs = decays.length + 1;
    this.correlation = new double[rungs][rungs];
    for (int a = 0; a < rungs; a++) {
      double sum = 0;
      correlation[a][a] = 1;
      for (int b = a + 1; b < rungs; b++) {
        sum += decays[b - 1];
        correlation[a][b] = Math.exp(-sum);
        correlation[b][a] = correlation[a][b];
      }
    }
  }

  /** Correlation of two rungs, in (0, 1]. */
  public double correlation(int rungA, int rungB) {
    return correlation[rungA][rungB];
  }

  /** Number of rungs. */
  public int rungs() {
    return correlation.length;
  }

  /** A copy of the length scales. */
  public double[] lengthScales() {
    return lengthScales.clone();
  }

  /** A copy of the decays. */
  public double[] decays() {
    return decays.clone();
  }

  double inverse(int coordinate) {
    return inverse[coordinate];
  }

  double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int p = 0; p < inverse.length; p++) {
      double d = (a[p] - b[p]) * inverse[p];
      sum += d * d;
    }
    return sum;
  }
}
