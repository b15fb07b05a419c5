package io.cairn.workers.smile;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * At which stages an evaluation reports on its way: at its end; at the lowest rung times every
 * power of 2 to 10 that falls between, which are the rungs of all usual reduction factors; and
 * about evenly in between for a smooth curve. Never at more than about {@value #EVENLY} + 100
 * stages.
 */
final class ReportLevels {

  private static final int EVENLY = 32;

  private ReportLevels() {}

  /**
   * Stages to report at, ascending.
   *
   * @param from last stage already reported, 0 for none
   * @param to last stage, always reported
   * @param min lowest rung of the sweep
   */
  static NavigableSet<Integer> between(int from, int to, int min) {
    NavigableSet<Integer> levels = new TreeSet<>();
    for (int factor = 2; factor <= 10; factor++) {
      for (long level = min; level < to; level *= factor) {
        if (level > from) {
          levels.add((int) level);
        }
      }
    }
    long step = Math.max(1, ((long) to - from + EVENLY - 1) / EVENLY);
    for (long level = from + step; level < to; level += step) {
      levels.add((int) level);
    }
    levels.add(to);
    return levels;
  }
}
