package io.cairn.core.landscape.map;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Ranks of losses, and samples stratified by them. */
final class Ranks {
  private final double[] losses;
  private final double[] sorted;

  Ranks(double[] losses) {
    this.losses = losses;
    this.sorted = Arrays.stream(losses).filter(loss -> !Double.isNaN(loss)).sorted().toArray();
  }

  /** The average rank of a loss, from 0 for the best to 1 for the worst. */
  double of(double loss) {
    int from = firstAtLeast(loss);
    int to = firstAtLeast(Math.nextUp(loss));
    to = loss == Double.POSITIVE_INFINITY ? sorted.length : to;
    return sorted.length < 2 ? 0 : (from + to - 1) / 2.0 / (sorted.length - 1);
  }

  private int firstAtLeast(double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The measured rows, or one at random from each of so many groups of neighbouring ranks; the best
   * always. Rising.
   */
  int[] stratified(int most, long seed) {
    int[] order =
        IntStream.range(0, losses.length)
            .filter(i -> !Double.isNaN(losses[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> losses[i]))
            .mapToInt(i -> i)
            .toArray();
    if (order.length > most) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] chosen = new int[most];
      for (int s = 0; s < most; s++) {
        int from = (int) ((long) s * order.length / most);
        int to = (int) ((s + 1L) * order.length / most);
        chosen[s] = order[s == 0 ? 0 : from + random.nextInt(to - from)];
      }
      order = chosen;
    }
    Arrays.sort(order);
    return order;
  }
}
