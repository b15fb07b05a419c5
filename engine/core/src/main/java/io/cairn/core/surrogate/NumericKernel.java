package io.cairn.core.surrogate;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import smile.math.special.Erf;

/**
 * Normal kernels truncated to [0, 1]; on a conditional axis times a kernel on "has a value" or not.
 */
final class NumericKernel implements AxisKernel {
  /**
   * Redraws of a truncated normal, before its place is drawn uniformly; reached by very wide
   * kernels alone.
   */
  private static final int REDRAWS = 50;

  private static final double UNIFORM_VARIANCE = 1.0 / 12;
  private static final double LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final boolean conditional;
  private final double[] data;
  private final double bandwidth;
  private final double switching;
  private final double[] logPeaks; // logarithm of the kernel at its datum

  NumericKernel(boolean conditional, double[] column, double shrink, double minBandwidth) {
    this.conditional = conditional;
    this.data = column;
    this.bandwidth = Math.max(minBandwidth, shrink * deviation(column));
    this.switching = conditional ? switching(column, shrink, minBandwidth) : 0;
    this.logPeaks = new double[column.length];
    for (int i = 0; i < column.length; i++) {
      logPeaks[i] =
          Math.log1p(-switching) - LOG_SQRT_TWO_PI - Math.log(bandwidth * mass(column[i]));
    }
  }

  /**
   * The standard deviation of the active coordinates and one more observation, the uniform
   * distribution.
   */
  private static double deviation(double[] column) {
    double[] active = Arrays.stream(column).filter(unit -> !Double.isNaN(unit)).toArray();
    double mean = Arrays.stream(active).average().orElse(0.5);
    double squares = UNIFORM_VARIANCE;
    for (double unit : active) {
      squares += (unit - mean) * (unit - mean);
    }
    return Math.sqrt(squares / (active.length + 1));
  }

  private static double switching(double[] column, double shrink, double minBandwidth) {
    int[] inactive = Arrays.stream(column).mapToInt(unit -> Double.isNaN(unit) ? 1 : 0).toArray();
    return CategoricalKernel.bandwidth(inactive, 2, shrink, minBandwidth);
  }

  /** The mass of the normal around a datum that lies in [0, 1]; of an inactive datum 1. */
  private double mass(double datum) {
    if (Double.isNaN(datum)) {
      return 1;
    }
    double scale = bandwidth * Math.sqrt(2);
    return 0.5 * (Erf.erf((1 - datum) / scale) + Erf.erf(datum / scale));
  }

  @Override
  public void addLogs(double unit, double[] logs) {
    if (Double.isNaN(unit)) {
      addInactive(logs);
    } else {
      addActive(unit, logs);
    }
  }

  private void addInactive(double[] logs) {
    double same = Math.log1p(-switching);
    double other = Math.log(switching);
    for (int i = 0; i < data.length; i++) {
      logs[i] += Double.isNaN(data[i]) ? same : other;
    }
  }

  /** The inner loop of every proposal of a model: no division, no logarithm. */
  private void addActive(double unit, double[] logs) {
    double other = Math.log(switching);
    double precision = 1 / bandwidth;
    for (int i = 0; i < data.length; i++) {
      double distance = (unit - data[i]) * precision;
      double log = logPeaks[i] - 0.5 * distance * distance;
      logs[i] += Double.isNaN(log) ? other : log; // NaN where the datum is inactive
    }
  }

  @Override
  public double sample(int datum, RandomGenerator random, double widening) {
    boolean switched = conditional && random.nextDouble() < switching;
    double centre = data[datum];
    if (Double.isNaN(centre)) {
      return switched ? random.nextDouble() : Double.NaN;
    }
    return switched ? Double.NaN : truncatedNormal(centre, bandwidth * widening, random);
  }

  private static double truncatedNormal(double centre, double deviation, RandomGenerator random) {
    for (int i = 0; i < REDRAWS; i++) {
      double unit = centre + deviation * normal(random);
      if (unit >= 0 && unit <= 1) {
        return unit;
      }
    }
    return random.nextDouble();
  }

  /**
   * Box and Muller, written out for the same reason as the streams of numbers: it must not change
   * with the JDK.
   */
  private static double normal(RandomGenerator random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }
}
