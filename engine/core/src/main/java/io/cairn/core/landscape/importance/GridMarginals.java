package io.cairn.core.landscape.importance;

import java.util.Arrays;

/**
 * Mean losses of a full grid over all axes but one or two, every level weighted alike: the exact
 * marginals of functional ANOVA, each in one pass over the losses.
 */
public final class GridMarginals {
  private final int[] levels;
  private final double[] losses;
  private final double mean;
  private final double variance;

  /**
   * @param levels number of levels of each axis, at least 1
   * @param losses finite, one a grid point; the last axis varies fastest
   * @throws IllegalArgumentException if there is not exactly one finite loss a grid point
   */
  public GridMarginals(int[] levels, double[] losses) {
    this(levels, losses, true);
  }

  private GridMarginals(int[] levels, double[] losses, boolean copy) {
    long points = 1;
    for (int count : levels) {
      points *= count;
    }
    if (points != losses.length || losses.length == 0) {
      throw new IllegalArgumentException(
          "A full grid of levels "
              + Arrays.toString(levels)
              + " has "
              + points
              + " losses, at least 1, not "
              + losses.length);
    }
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    if (!Double.isFinite(sum)) {
      throw new IllegalArgumentException(
          "The losses of a full grid must be finite: clip diverged ones, and analyse a grid with"
              + " gaps as a sample.");
    }
    this.levels = levels.clone();
    this.losses = copy ? losses.clone() : losses;
    this.mean = sum / losses.length;
    double squares = 0;
    for (double loss : losses) {
      squares += (loss - mean) * (loss - mean);
    }
    this.variance = squares / losses.length;
  }

  /** Marginals over an array that nobody else will change. */
  static GridMarginals over(int[] levels, double[] losses) {
    return new GridMarginals(levels, losses, false);
  }

  /** The mean loss of the grid. */
  public double mean() {
    return mean;
  }

  /** The variance of the losses over the grid. */
  public double variance() {
    return variance;
  }

  /** The mean loss at each level of an axis. */
  public double[] single(int axis) {
    double[] means = effect(axis);
    for (int i = 0; i < means.length; i++) {
      means[i] += mean;
    }
    return means;
  }

  /** The mean loss at each pair of levels of two axes, [level of first][level of second]. */
  public double[][] pair(int first, int second) {
    double[][] means = deviations(Math.min(first, second), Math.max(first, second));
    double[][] result = new double[levels[first]][levels[second]];
    for (int i = 0; i < levels[first]; i++) {
      for (int j = 0; j < levels[second]; j++) {
        result[i][j] = mean + (first < second ? means[i][j] : means[j][i]);
      }
    }
    return result;
  }

  /** What each level of an axis adds to the mean. */
  double[] effect(int axis) {
    int inner = product(axis + 1, levels.length);
    int count = levels[axis];
    double[] sums = new double[count];
    int at = 0;
    while (at < losses.length) {
      for (int level = 0; level < count; level++) {
        double sum = 0;
        for (int end = at + inner; at < end; at++) {
          sum += losses[at] - mean;
        }
        sums[level] += sum;
      }
    }
    double share = (double) count / losses.length;
    for (int level = 0; level < count; level++) {
      sums[level] *= share;
    }
    return sums;
  }

  /** Mean deviation from the grid's mean at each pair of levels, first axis before second. */
  private double[][] deviations(int first, int second) {
    int rest = product(second + 1, levels.length);
    int between = product(first + 1, second);
    double[][] sums = new double[levels[first]][levels[second]];
    int at = 0;
    while (at < losses.length) {
      for (double[] row : sums) {
        for (int b = 0; b < between; b++) {
          for (int j = 0; j < row.length; j++) {
            double sum = 0;
            for (int end = at + rest; at < end; at++) {
              sum += losses[at] - mean;
            }
            row[j] += sum;
          }
        }
      }
    }
    double share = (double) levels[first] * levels[second] / losses.length;
    for (double[] row : sums) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= share;
      }
    }
    return sums;
  }

  /** The variance that an axis decides alone. */
  double singleVariance(int axis) {
    return Arrays.stream(effect(axis)).map(e -> e * e).sum() / levels[axis];
  }

  /** The variance that two axes decide together beyond what each decides alone. */
  double pairVariance(int first, int second) {
    double[][] means = deviations(first, second);
    double[] rows = new double[levels[first]];
    double[] columns = new double[levels[second]];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        rows[i] += means[i][j] / columns.length;
        columns[j] += means[i][j] / rows.length;
      }
    }
    double squares = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        double together = means[i][j] - rows[i] - columns[j];
        squares += together * together;
      }
    }
    return squares / rows.length / columns.length;
  }

  private int product(int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= levels[axis];
    }
    return product;
  }
}
