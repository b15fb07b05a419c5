package io.cairn.core.landscape.similarity;

import smile.math.special.Beta;
import smile.math.special.Gamma;

/**
 * How many of the best configurations of one ranking are also among the best of another: a count
 * out of {@code top}, expected over random tie breaks at both cuts.
 *
 * @param n configurations
 * @param top size of both sets
 * @param count expected size of their intersection, a fraction if there are ties at a cut
 */
record SharedTop(int n, int top, double count) {
  private static final double ROUNDING = 1e-9;
  private static final int BISECTIONS = 26; // to 1.5e-8

  /** Beyond, the continued fraction of the beta function is slow and Wilson's interval as good. */
  private static final int MOST_EXACT = 20_000;

  static SharedTop of(Ranking a, Ranking b, int top) {
    double[] inA = a.inclusion(top);
    double[] inB = b.inclusion(top);
    int n = a.count();
    double count = 0;
    for (int i = 0; i < n; i++) {
      count += inA[a.group(i)] * inB[b.group(i)];
    }
    return new SharedTop(n, top, Math.min(top, count));
  }

  double share() {
    return count / top;
  }

  /** The share to expect of unrelated rankings. */
  double chance() {
    return (double) top / n;
  }

  /**
   * The interval of the share, C. Clopper and E. Pearson, "The use of confidence or fiducial
   * limits", Biometrika 26, 1934, as if the members of one top were drawn independently. They are
   * not: both cuts are estimated from the same configurations. That lowers the variance of the
   * share: under a Gaussian copula it is (1 - gamma) times the binomial one at independence, 2/3 of
   * it at a share of one half, and vanishes faster towards 1. So the interval errs on the wide
   * side, and it needs no knowledge of the dependence. A bootstrap would do worse: a resampled
   * configuration is in both copies of its set, and at a share of 1 its interval has no width.
   */
  Estimate interval(double tail) {
    if (top > MOST_EXACT) {
      return wilson(GaussianCopula.quantile(1 - tail));
    }
    double low = count <= 0 ? 0 : betaQuantile(count, top - count + 1, tail);
    double high = count >= top ? 1 : betaQuantile(count + 1, top - count, 1 - tail);
    return Estimate.within(0, 1, share(), low, high);
  }

  private Estimate wilson(double z) {
    double share = share();
    double denominator = 1 + z * z / top;
    double centre = (share + z * z / (2.0 * top)) / denominator;
    double half =
        z / denominator * Math.sqrt(share * (1 - share) / top + z * z / (4.0 * top * top));
    return Estimate.within(0, 1, share, centre - half, centre + half);
  }

  /**
   * By bisection, because Smile's Newton steps may leave a steep quantile before they are there.
   */
  private static double betaQuantile(double alpha, double beta, double p) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (Beta.regularizedIncompleteBetaFunction(alpha, beta, middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * The probability that unrelated rankings share at least as many: the upper tail of the
   * hypergeometric distribution. A fractional count is rounded down, which errs on the side of
   * chance.
   */
  double chanceOfAsMany() {
    int least = (int) Math.floor(count + ROUNDING);
    int first = Math.max(0, 2 * top - n);
    if (least <= first) {
      return 1;
    }
    double term =
        Math.exp(logChoose(top, least) + logChoose(n - top, top - least) - logChoose(n, top));
    double sum = 0;
    for (int k = least; k <= top; k++) {
      sum += term;
      term *= (double) (top - k) * (top - k) / ((k + 1.0) * (n - 2.0 * top + k + 1.0));
    }
    return Math.min(1, sum);
  }

  private static double logChoose(int n, int k) {
    return Gamma.lgamma(n + 1.0) - Gamma.lgamma(k + 1.0) - Gamma.lgamma(n - k + 1.0);
  }
}
