package io.cairn.core.transfer;

import java.util.Arrays;

/**
 * Whether priors order what the study has seen better than chance: a Bayes factor of ranks, which
 * needs no location, scale, noise or length scale of the new landscape.
 *
 * <p>Normal scores of both sides are taken as draws of a bivariate normal of correlation r against
 * correlation 0: log BF = -n/2 log(1 - r^2) - (r^2 (a.a + b.b) - 2 r a.b) / (2 (1 - r^2)). Equal
 * values count by the share of the squares that they keep: scores that are all equal prove nothing,
 * neither for nor against.
 */
public final class Evidence {
  /** The agreement of the mean of the priors that is tested for. */
  private static final double MEAN_CORRELATION = 0.6;

  /** The agreement of a single prior that is tested for. */
  private static final double SINGLE_CORRELATION = 0.5;

  /** The scores of a constant side are zero but for rounding. */
  private static final double NOTHING = 1e-12;

  /** What the mean and the single priors are worth turned over, against as they are. */
  static final double CONTRARY = 0.25;

  private final double[] all; // as they are, turned over
  private final double[] single; // log Bayes factors of the priors as they are
  private final double[] contrary; // and turned over

  private Evidence(double[] all, double[] single, double[] contrary) {
    this.all = all;
    this.single = single;
    this.contrary = contrary;
  }

  /**
   * The evidence of some observations at one rung.
   *
   * @param expectations [prior][observation]
   * @param losses [observation], finite or not
   */
  public static Evidence of(double[][] expectations, double[] losses) {
    int n = losses.length;
    double[] own = RankScores.normal(losses);
    double squares = RankScores.normalSquares(n);
    double[] mean = new double[n];
    double[] single = new double[expectations.length];
    double[] contrary = new double[expectations.length];
    for (int k = 0; k < expectations.length; k++) {
      for (int i = 0; i < n; i++) {
        mean[i] += expectations[k][i] / expectations.length;
      }
      double[] scores = RankScores.normal(expectations[k]);
      single[k] = logBayesFactor(scores, own, squares, SINGLE_CORRELATION);
      contrary[k] = logBayesFactor(scores, own, squares, -SINGLE_CORRELATION);
    }
    double[] scores = RankScores.normal(mean);
    double[] all = {
      logBayesFactor(scores, own, squares, MEAN_CORRELATION),
      logBayesFactor(scores, own, squares, -MEAN_CORRELATION)
    };
    return new Evidence(all, single, contrary);
  }

  /**
   * Log Bayes factor of a correlation.
   *
   * @param squares of the scores of one side if no two were equal
   */
  static double logBayesFactor(double[] a, double[] b, double squares, double correlation) {
    double products = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      products += a[i] * b[i];
      squaresA += a[i] * a[i];
      squaresB += b[i] * b[i];
    }
    double told = a.length < 2 ? 0 : Math.min(1, Math.min(squaresA, squaresB) / squares);
    if (told < NOTHING) {
      return 0;
    }
    double rest = 1 - correlation * correlation;
    return -0.5 * told * a.length * Math.log(rest)
        - (correlation * correlation * 2 * told * squares - 2 * correlation * products)
            / (2 * rest);
  }

  /**
   * Log Bayes factor that the priors help: half the belief on their mean, half spread over the
   * single ones.
   */
  public double log() {
    if (single.length == 0) {
      return 0;
    }
    double each = Math.log(single.length);
    double[] logs = {all[0], all[1], logSumExp(single) - each, logSumExp(contrary) - each};
    double most = Arrays.stream(logs).max().orElseThrow();
    double sum = 0; // the shares add up to 1 exactly: where nothing is told, the log is 0
    for (int i = 0; i < logs.length; i++) {
      sum += (i % 2 == 0 ? 1 - CONTRARY : CONTRARY) / 2 * Math.exp(logs[i] - most);
    }
    return most + Math.log(sum);
  }

  /** Log Bayes factor of each prior. */
  public double[] ofEach() {
    return single.clone();
  }

  /** Log Bayes factor of each prior turned over: good where it says bad. */
  public double[] ofEachContrary() {
    return contrary.clone();
  }

  static double logSumExp(double[] logs) {
    double most = Arrays.stream(logs).max().orElse(Double.NEGATIVE_INFINITY);
    return most + Math.log(Arrays.stream(logs).map(l -> Math.exp(l - most)).sum());
  }
}
