package io.cairn.core.surrogate;

import java.util.random.RandomGenerator;
import smile.math.special.Erf;

/** The standard normal distribution, and what is expected to be gained under it. */
public final class Normal {
  private static final double SQRT_2 = Math.sqrt(2);
  private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

  private Normal() {}

  /** The density. */
  public static double density(double z) {
    return DENSITY_AT_0 * Math.exp(-z * z / 2);
  }

  /** The distribution function. */
  public static double cdf(double z) {
    return 0.5 * Erf.erfc(-z / SQRT_2);
  }

  /**
   * The inverse of {@link #cdf}.
   *
   * @param p in (0, 1)
   */
  public static double quantile(double p) {
    return -SQRT_2 * Erf.inverfc(2 * p);
  }

  /**
   * A draw, by the inverse of the distribution function: the JDK fixes the figures of its own
   * gaussian generator across releases for no algorithm.
   */
  public static double draw(RandomGenerator random) {
    double unit = random.nextDouble();
    while (unit == 0) {
      unit = random.nextDouble();
    }
    return quantile(unit);
  }

  /**
   * The expectation of max(0, X) for X normal: with mean = best - predicted loss, the expected
   * improvement (J. Mockus, 1978; D. Jones, M. Schonlau, W. Welch, 1998).
   *
   * @param deviation standard deviation, at least 0
   */
  public static double positivePart(double mean, double deviation) {
    if (!(deviation > 0)) {
      return Math.max(0, mean);
    }
    double z = mean / deviation;
    if (z < -30) {
      return 0;
    }
    return Math.max(0, deviation * (z * cdf(z) + density(z)));
  }
}
