package io.cairn.core.landscape.advice;

import io.cairn.core.landscape.Landscape;
import java.util.Arrays;

/**
 * Whether those that reached full fidelity were chosen for being good: successive halving finishes
 * the survivors only. By the Mann-Whitney test at every level: do the finished rank better than the
 * unfinished?
 */
final class Survivors {
  private static final double SIGNIFICANT = 2.58;

  /** A finished one is better than an unfinished one with at least this probability. */
  private static final double NOTICEABLE = 0.55;

  private Survivors() {}

  static boolean only(Landscape landscape, int full) {
    for (int level = 0; level < full; level++) {
      if (chosen(landscape.losses(level), landscape.losses(full))) {
        return true;
      }
    }
    return false;
  }

  private static boolean chosen(double[] low, double[] full) {
    double[] sorted = Arrays.stream(low).filter(loss -> !Double.isNaN(loss)).sorted().toArray();
    double finished = 0;
    double ranks = 0;
    for (int i = 0; i < low.length; i++) {
      if (!Double.isNaN(low[i]) && !Double.isNaN(full[i])) {
        finished++;
        ranks += rank(sorted, low[i]);
      }
    }
    double other = sorted.length - finished;
    if (finished == 0 || other == 0) {
      return false;
    }
    double worse = (ranks - finished * (finished + 1) / 2) / (finished * other);
    double error = Math.sqrt((sorted.length + 1) / (12 * finished * other));
    return 1 - worse > NOTICEABLE && (0.5 - worse) / error > SIGNIFICANT;
  }

  /** The average rank from 1 among all that are measured. */
  private static double rank(double[] sorted, double loss) {
    return (edge(sorted, loss, false) + edge(sorted, loss, true) + 1) / 2.0;
  }

  /** How many are less, or not greater. */
  private static int edge(double[] sorted, double loss, boolean equalToo) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < loss || (equalToo && sorted[middle] == loss)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
