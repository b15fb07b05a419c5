package io.cairn.core.landscape.advice;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Selection of the best by weight: ties at the cut share what is left in proportion to their
 * weights, so that nothing depends on how a tie is broken. Of equal weights it gives the
 * probability of being selected when ties are broken at random.
 */
final class FractionalSelection {
  private FractionalSelection() {}

  /**
   * @param losses to minimise, no NaN
   * @param weights from 0 to 1, how much of each is there to be selected
   * @param quota total weight to select
   * @return the selected weight of each
   */
  static double[] best(double[] losses, double[] weights, double quota) {
    Integer[] order =
        IntStream.range(0, losses.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> losses[i] + 0.0))
            .toArray(Integer[]::new);
    double[] selected = new double[losses.length];
    double left = quota;
    int from = 0;
    while (from < order.length && left > 0) {
      int to = from;
      double tied = 0;
      while (to < order.length && losses[order[to]] == losses[order[from]]) {
        tied += weights[order[to++]];
      }
      double share = tied <= left ? 1 : left / tied;
      for (int i = from; i < to; i++) {
        selected[order[i]] = share * weights[order[i]];
      }
      left -= Math.min(left, tied);
      from = to;
    }
    return selected;
  }

  /** Everything there with weight 1. */
  static double[] all(int n) {
    double[] weights = new double[n];
    Arrays.fill(weights, 1);
    return weights;
  }
}
