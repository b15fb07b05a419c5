package io.cairn.core.transfer;

import io.cairn.core.landscape.Landscape;

/**
 * When full evaluations speak for a whole landscape. Halving brings the best few to the top: their
 * median says nothing of the others.
 */
final class MeasuredInFull {
  /** Fewer tell nothing. */
  static final int LEAST = 10;

  private MeasuredInFull() {}

  /** Whether ten configurations of a landscape, and half of them, were measured in full. */
  static boolean isEnough(Landscape landscape) {
    return isEnough(landscape.measured(landscape.top()), landscape.size());
  }

  /** Whether some of all are ten and half of them. */
  static boolean isEnough(int some, int all) {
    return some >= LEAST && 2 * some >= all;
  }
}
