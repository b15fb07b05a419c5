package io.cairn.core.transfer;

import io.cairn.core.landscape.Landscape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The losses of a prior on a scale that is the same for all priors: near 0 for the best
 * configuration, 0.5 for the median, 1 for what diverged.
 *
 * <p>Where {@linkplain MeasuredInFull enough} were measured in full: z = (L - best) / (median -
 * best) of the full losses, warped to z / (1 + z). A landscape that halving made has full losses of
 * the best few alone; there the order counts: who came to a higher level is better, at the same
 * level who had the lower loss, and z = 2 rank / n.
 *
 * <p>Few measurements are weak evidence: scores are pulled to 0.5 by the factor (n - 1) / (n + 1).
 * So the only configuration of a prior has 0.5, as has every one where all losses are equal:
 * nothing is known of them.
 */
final class PriorScores {
  /** The score of a configuration of which nothing is known. */
  static final double UNKNOWN = 0.5;

  private PriorScores() {}

  /** A score for each configuration of a landscape. */
  static double[] of(Landscape landscape) {
    int size = landscape.size();
    double[] scores =
        MeasuredInFull.isEnough(landscape)
            ? byLoss(landscape.losses(landscape.top()))
            : byOrder(landscape);
    double evidence = (size - 1.0) / (size + 1.0);
    for (int i = 0; i < size; i++) {
      scores[i] = UNKNOWN + evidence * (scores[i] - UNKNOWN);
    }
    return scores;
  }

  private static double[] byLoss(double[] losses) {
    double[] finite = Arrays.stream(losses).filter(Double::isFinite).sorted().toArray();
    double best = finite.length == 0 ? 0 : finite[0];
    double scale = scale(finite);
    double[] scores = new double[losses.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(losses[i], best, scale);
    }
    return scores;
  }

  private static double score(double loss, double best, double scale) {
    if (Double.isNaN(loss)) {
      return UNKNOWN; // not measured in full
    }
    if (Double.isInfinite(loss)) {
      return 1; // diverged
    }
    return scale == 0 ? UNKNOWN : warped((loss - best) / scale);
  }

  /**
   * Median above best; where more than half are as good as the best, the mean excess of the others;
   * 0 if there are none.
   */
  private static double scale(double[] sorted) {
    if (sorted.length == 0) {
      return 0;
    }
    double scale = sorted[sorted.length / 2] - sorted[0];
    return scale > 0
        ? scale
        : Arrays.stream(sorted)
            .map(loss -> loss - sorted[0])
            .filter(d -> d > 0)
            .average()
            .orElse(0);
  }

  private static double[] byOrder(Landscape landscape) {
    int size = landscape.size();
    int[] level = new int[size];
    double[] loss = new double[size];
    for (int i = 0; i < size; i++) {
      level[i] = highest(landscape, i);
      loss[i] = landscape.loss(level[i], i);
    }
    Comparator<Integer> order =
        Comparator.<Integer>comparingInt(i -> -level[i]).thenComparingDouble(i -> loss[i]);
    Integer[] sorted = IntStream.range(0, size).boxed().sorted(order).toArray(Integer[]::new);
    double[] scores = new double[size];
    for (int from = 0, to = 0; from < size; from = to) {
      while (to < size && order.compare(sorted[from], sorted[to]) == 0) {
        to++;
      }
      // Equal ones share the mean of their ranks; the middle one of all has z = 1.
      double rank = size == 1 ? 0.5 : (from + to - 1) / 2.0 / (size - 1);
      for (int k = from; k < to; k++) {
        scores[sorted[k]] = Double.isInfinite(loss[sorted[k]]) ? 1 : warped(2 * rank);
      }
    }
    return scores;
  }

  private static int highest(Landscape landscape, int configuration) {
    int level = landscape.top();
    while (level > 0 && Double.isNaN(landscape.value(level, configuration))) {
      level--;
    }
    return level;
  }

  private static double warped(double z) {
    return z / (1 + z);
  }
}
