package io.cairn.core.transfer;

import io.cairn.core.surrogate.Normal;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks and what is made of them; equal values share the mean of their ranks. */
final class RankScores {
  private RankScores() {}

  /** Ranks from 1 to n. */
  static double[] ranks(double[] values) {
    int n = values.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] ranks = new double[n];
    for (int from = 0, to = 0; from < n; from = to) {
      while (to < n && Double.compare(values[order[from]], values[order[to]]) == 0) {
        to++;
      }
      for (int k = from; k < to; k++) {
        ranks[order[k]] = (from + to + 1) / 2.0;
      }
    }
    return ranks;
  }

  /**
   * Normal scores: the quantiles of (rank - 3/8) / (n + 1/4) (G. Blom, "Statistical estimates and
   * transformed beta-variables", 1958).
   */
  static double[] normal(double[] values) {
    double[] scores = ranks(values);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = blom(scores[i], scores.length);
    }
    return scores;
  }

  /** Sum of the squares of the normal scores of n values of which no two are equal. */
  static double normalSquares(int n) {
    return IntStream.rangeClosed(1, n).mapToDouble(rank -> blom(rank, n)).map(z -> z * z).sum();
  }

  private static double blom(double rank, int n) {
    return Normal.quantile((rank - 0.375) / (n + 0.25));
  }

  /** Spearman's rho; 0 where either side is constant or there are fewer than two values. */
  static double spearman(double[] a, double[] b) {
    return pearson(ranks(a), ranks(b));
  }

  /**
   * Pearson's correlation of ranks, whose mean is (n + 1) / 2 exactly: a mean that is off by a
   * rounding error would correlate two constant sides perfectly.
   */
  private static double pearson(double[] a, double[] b) {
    double mean = (a.length + 1) / 2.0;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      double x = a[i] - mean;
      double y = b[i] - mean;
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
    return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
  }
}
