package io.cairn.core.simulate.rehearsal;

import io.cairn.core.landscape.similarity.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Curves of regret over budget, and what they say with which certainty. Intervals are 95 %
 * percentile intervals over resamples of the curves (B. Efron, 1979), pairs kept together; with one
 * curve there is none and anything is possible.
 *
 * @param curves [curve][budget - 1], one a run or one a target
 */
public record RegretCurves(double[][] curves) {
  private static final int RESAMPLES = 1_000;
  private static final long SEED = 7;
  private static final double MOST_REGRET = 2;

  /** The mean regret at a budget. */
  public Estimate at(int budget) {
    int n = curves.length;
    double value = mean(identity(n), budget);
    if (n < 2) {
      return Estimate.within(0, MOST_REGRET, value, 0, MOST_REGRET);
    }
    double[] drawn = new double[RESAMPLES];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RESAMPLES; i++) {
      drawn[i] = mean(draw(random, n), budget);
    }
    return interval(value, drawn, 0, MOST_REGRET);
  }

  /** The mean over the curves: one curve. */
  public double[] mean() {
    int[] all = identity(curves.length);
    double[] mean = new double[curves.length == 0 ? 0 : curves[0].length];
    for (int b = 0; b < mean.length; b++) {
      mean[b] = mean(all, b + 1);
    }
    return mean;
  }

  /**
   * The share of the cost that these curves save against others: 1 - b / c, where c is the least
   * budget at which the others' mean regret is what it is at the end, and b the least one at which
   * that of these is no more. 0 where they take as long or longer.
   *
   * @param others as many, one for each of these
   */
  public Estimate savingAgainst(RegretCurves others) {
    int n = curves.length;
    if (others.curves.length != n || n == 0) {
      throw new IllegalArgumentException(
          n + " curves cannot be compared with " + others.curves.length + "; pairs are needed");
    }
    double value = saving(others, identity(n));
    if (n < 2) {
      return new Estimate(value, 0, 1);
    }
    double[] drawn = new double[RESAMPLES];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RESAMPLES; i++) {
      drawn[i] = saving(others, draw(random, n));
    }
    return interval(value, drawn, 0, 1);
  }

  private double saving(RegretCurves others, int[] rows) {
    double goal = others.mean(rows, curves[0].length);
    double own = first(rows, goal);
    return Math.max(0, 1 - own / others.first(rows, goal));
  }

  /** The least budget at which the mean regret is at most so much; infinite if there is none. */
  private double first(int[] rows, double goal) {
    for (int b = 1; b <= curves[0].length; b++) {
      if (mean(rows, b) <= goal) {
        return b;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private double mean(int[] rows, int budget) {
    return Arrays.stream(rows).mapToDouble(row -> curves[row][budget - 1]).average().orElse(1);
  }

  private static int[] identity(int n) {
    int[] rows = new int[n];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  private static int[] draw(SplittableRandom random, int n) {
    int[] rows = new int[n];
    Arrays.setAll(rows, i -> random.nextInt(n));
    return rows;
  }

  private static Estimate interval(double value, double[] drawn, double least, double most) {
    Arrays.sort(drawn);
    return Estimate.within(
        least,
        most,
        value,
        drawn[(int) (0.025 * (drawn.length - 1))],
        drawn[(int) (0.975 * (drawn.length - 1))]);
  }
}
