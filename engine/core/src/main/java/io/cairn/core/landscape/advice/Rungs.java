package io.cairn.core.landscape.advice;

import java.util.ArrayList;
import java.util.List;

/** Which levels a ladder of halvings would stop at. */
final class Rungs {
  /** Levels are often rounded: 0.33 counts as three times 0.111. */
  private static final double ROUNDED = 0.98;

  private Rungs() {}

  /**
   * The lowest level and from each the lowest that is eta times as much, below full fidelity.
   *
   * @param resources of the levels, rising
   * @param lowest index of the first rung
   * @param full index of full fidelity
   */
  static List<Integer> of(double[] resources, int lowest, int full, double eta) {
    List<Integer> rungs = new ArrayList<>();
    double next = Double.NEGATIVE_INFINITY;
    for (int level = lowest; level < full; level++) {
      if (resources[level] >= next * ROUNDED || next <= 0) {
        rungs.add(level);
        next = resources[level] * eta;
      }
    }
    return rungs;
  }
}
