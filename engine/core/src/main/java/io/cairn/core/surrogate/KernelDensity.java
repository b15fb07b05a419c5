package io.cairn.core.surrogate;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A density over the unit cube, estimated from points by a product of one kernel an axis.
 * Immutable.
 *
 * <p>The estimator is the one of BOHB (S. Falkner, A. Klein, F. Hutter, "BOHB: Robust and efficient
 * hyperparameter optimization at scale", ICML 2018): bandwidths by the normal reference rule h =
 * 1.06 sigma n^(-1/(d+4)), not below a floor; for categories the kernel of J. Aitchison and C.
 * Aitken ("Multivariate binary discrimination by the kernel method", Biometrika 63, 1976), which
 * leaves 1 - lambda at the category of the datum and divides lambda among the others. Where we
 * differ:
 *
 * <ul>
 *   <li>Spreads are estimated as if one more point had been seen, the uniform distribution. A
 *       handful of good points agree on a coordinate by accident, and without this the bandwidth
 *       collapses, the next proposals agree with them, and the model never looks elsewhere: on 40
 *       shifted spheres with 2 reals and a category the mean best loss after 60 trials was .0130
 *       (random search .0120), with it .0015.
 *   <li>A numeric kernel is a normal truncated to [0, 1] and renormalised, so that no mass is lost
 *       beyond the bounds.
 *   <li>The rule for categories needs a spread that does not depend on their order. It is sqrt((1 -
 *       sum p_k^2) / (1 - 1/K)), 0 when the data agree and 1 when they are uniform, and lambda =
 *       min(1, 1.06 spread n^(-1/(d+4))) (K - 1) / K.
 *   <li>Inactive is a category: of a categorical axis one more, of a numeric axis one beside "has a
 *       value". Nothing is imputed.
 * </ul>
 */
public final class KernelDensity {
  private final List<AxisKernel> kernels;
  private final int size;

  private KernelDensity(List<AxisKernel> kernels, int size) {
    this.kernels = kernels;
    this.size = size;
  }

  /**
   * Estimates the density of some points.
   *
   * @param axes what the coordinates stand for
   * @param points at least one point, each with one coordinate in [0, 1] an axis, or NaN where the
   *     axis is conditional
   * @param minBandwidth floor of every bandwidth, &gt; 0
   * @throws IllegalArgumentException if a rule above is broken
   */
  public static KernelDensity fit(List<Axis> axes, List<double[]> points, double minBandwidth) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("A density needs at least one point; none was given.");
    }
    if (!(minBandwidth > 0)) {
      throw new IllegalArgumentException("minBandwidth = " + minBandwidth + " must be > 0");
    }
    double shrink = 1.06 * Math.pow(points.size(), -1.0 / (axes.size() + 4));
    AxisKernel[] kernels = new AxisKernel[axes.size()];
    for (int a = 0; a < kernels.length; a++) {
      double[] column = column(axes, points, a);
      Axis axis = Objects.requireNonNull(axes.get(a), "axis");
      kernels[a] =
          axis instanceof Axis.Categorical categorical
              ? new CategoricalKernel(categorical, column, shrink, minBandwidth)
              : new NumericKernel(axis.conditional(), column, shrink, minBandwidth);
    }
    return new KernelDensity(List.of(kernels), points.size());
  }

  private static double[] column(List<Axis> axes, List<double[]> points, int axis) {
    double[] column = new double[points.size()];
    for (int i = 0; i < column.length; i++) {
      double[] point = points.get(i);
      if (point.length != axes.size()) {
        throw new IllegalArgumentException(
            "Point "
                + i
                + " has "
                + point.length
                + " coordinates, the space has "
                + axes.size()
                + " axes.");
      }
      double unit = point[axis];
      if (Double.isNaN(unit) ? !axes.get(axis).conditional() : unit < 0 || unit > 1) {
        throw new IllegalArgumentException(
            "Coordinate "
                + axis
                + " of point "
                + i
                + " = "
                + unit
                + " must be in [0, 1], or NaN on a conditional axis.");
      }
      column[i] = unit;
    }
    return column;
  }

  /** The number of points it was estimated from. */
  public int size() {
    return size;
  }

  /**
   * The natural logarithm of the density at a point; never NaN, and finite for every point that the
   * axes allow.
   *
   * @param point one coordinate in [0, 1] or NaN (inactive) an axis
   */
  public double logDensity(double[] point) {
    double[] logs = new double[size];
    for (int a = 0; a < kernels.size(); a++) {
      kernels.get(a).addLogs(point[a], logs);
    }
    double max = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      max = Math.max(max, log);
    }
    if (max == Double.NEGATIVE_INFINITY) {
      return max; // a coordinate that its axis does not allow
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - max);
    }
    return max + Math.log(sum / size);
  }

  /**
   * Draws a point: one of the data, moved by its kernels.
   *
   * @param random where the randomness comes from
   * @param widening factor on the bandwidths of numeric axes, above 1 to look around more boldly
   *     than the density says
   * @return one coordinate in [0, 1] an axis, NaN where the datum was inactive
   */
  public double[] sample(RandomGenerator random, double widening) {
    int datum = random.nextInt(size);
    double[] point = new double[kernels.size()];
    for (int a = 0; a < point.length; a++) {
      point[a] = kernels.get(a).sample(datum, random, widening);
    }
    return point;
  }
}
