package io.cairn.core.surrogate;

import java.util.random.RandomGenerator;

/**
 * The kernel of Aitchison and Aitken on the cells of an axis; inactive is one more category of a
 * conditional axis.
 */
final class CategoricalKernel implements AxisKernel {
  private final Axis.Categorical axis;
  private final int categories;
  private final int[] data;
  private final double lambda;

  CategoricalKernel(Axis.Categorical axis, double[] column, double shrink, double minBandwidth) {
    this.axis = axis;
    this.categories = axis.categories() + (axis.conditional() ? 1 : 0);
    this.data = new int[column.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = index(column[i]);
    }
    this.lambda = bandwidth(data, categories, shrink, minBandwidth);
  }

  /** The mass that leaves the datum's category, in [0, (K - 1) / K]; 0 if there is no other. */
  static double bandwidth(int[] data, int categories, double shrink, double minBandwidth) {
    if (categories == 1) {
      return 0;
    }
    double uniform = (categories - 1.0) / categories;
    int[] counts = new int[categories];
    for (int category : data) {
      counts[category]++;
    }
    double agreement = 0;
    for (int count : counts) {
      double share = (count + 1.0 / categories) / (data.length + 1);
      agreement += share * share;
    }
    double spread = Math.sqrt(Math.max(0, 1 - agreement) / uniform);
    return Math.min(uniform, Math.max(minBandwidth, uniform * shrink * spread));
  }

  private int index(double unit) {
    return Double.isNaN(unit) ? axis.categories() : axis.category(unit);
  }

  @Override
  public void addLogs(double unit, double[] logs) {
    if (categories == 1) {
      return;
    }
    int category = index(unit);
    double same = Math.log1p(-lambda);
    double other = Math.log(lambda / (categories - 1));
    for (int i = 0; i < data.length; i++) {
      logs[i] += data[i] == category ? same : other;
    }
  }

  @Override
  public double sample(int datum, RandomGenerator random, double widening) {
    int category = data[datum];
    if (categories > 1 && random.nextDouble() < lambda) {
      int other = random.nextInt(categories - 1);
      category = other < category ? other : other + 1;
    }
    return category == axis.categories() ? Double.NaN : axis.centre(category);
  }
}
