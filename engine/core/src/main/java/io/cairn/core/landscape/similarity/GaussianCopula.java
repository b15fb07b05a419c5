package io.cairn.core.landscape.similarity;

import smile.math.special.Erf;

/**
 * What the agreement of a whole ranking promises for its top, if the two rankings differ by the
 * same noise everywhere: the Gaussian copula.
 *
 * <p>Of two standard normal variables with correlation r, P(X &lt; h, Y &lt; h) = F(h)^2 + 1/(2 pi)
 * times the integral of exp(-h^2 / (1 + sin t)) for t from 0 to asin r: R. Plackett, "A reduction
 * formula for normal multivariate integrals", Biometrika 41, 1954, for equal limits, where the
 * integrand has no singularity. Spearman's rho of a Gaussian copula is 6/pi asin(r/2): K. Pearson,
 * 1907.
 */
public final class GaussianCopula {
  private static final double SQRT_2 = Math.sqrt(2);

  /** Composite Gauss-Legendre: 8 panels of 5 nodes leave errors below 1e-12 for every limit. */
  private static final int PANELS = 8;

  private static final double[] NODES = {
    -0.906179845938664, -0.5384693101056831, 0, 0.5384693101056831, 0.906179845938664
  };
  private static final double[] WEIGHTS = {
    0.23692688505618908,
    0.47862867049936647,
    0.5688888888888889,
    0.47862867049936647,
    0.23692688505618908
  };

  private GaussianCopula() {}

  /**
   * The share of the best gamma of one ranking that is also in the best gamma of the other, when
   * their Spearman correlation is rho.
   *
   * @param rho in [-1, 1]
   * @param gamma in (0, 1)
   * @return from 0 to 1; gamma at rho 0
   */
  public static double overlap(double rho, double gamma) {
    if (!(gamma > 0 && gamma < 1) || !(Math.abs(rho) <= 1)) {
      throw new IllegalArgumentException(
          "rho = " + rho + " must be in [-1, 1] and gamma = " + gamma + " in (0, 1)");
    }
    double correlation = 2 * Math.sin(Math.PI * rho / 6);
    double joint = lowerOrthant(quantile(gamma), correlation) / gamma;
    return Math.max(0, Math.min(1, joint));
  }

  /** P(X &lt; limit, Y &lt; limit) of two standard normal variables of a correlation in [-1, 1]. */
  static double lowerOrthant(double limit, double correlation) {
    double end = Math.asin(Math.max(-1, Math.min(1, correlation)));
    double half = end / (2 * PANELS);
    double sum = 0;
    for (int panel = 0; panel < PANELS; panel++) {
      double middle = (2 * panel + 1) * half;
      for (int k = 0; k < NODES.length; k++) {
        double angle = middle + half * NODES[k];
        sum += WEIGHTS[k] * Math.exp(-limit * limit / (1 + Math.sin(angle)));
      }
    }
    double below = cdf(limit);
    return below * below + sum * half / (2 * Math.PI);
  }

  /** The standard normal distribution function. */
  static double cdf(double z) {
    return 0.5 * Erf.erfc(-z / SQRT_2);
  }

  /** Its inverse. */
  static double quantile(double p) {
    return -SQRT_2 * Erf.inverfc(2 * p);
  }
}
