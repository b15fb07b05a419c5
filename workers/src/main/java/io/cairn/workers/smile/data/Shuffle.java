package io.cairn.workers.smile.data;

import java.util.SplittableRandom;

/** Random orders that depend on a seed alone. */
final class Shuffle {

  private Shuffle() {}

  /** A copy of {@code items} in random order (Fisher and Yates). */
  static int[] of(int[] items, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] shuffled = items.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int item = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = item;
    }
    return shuffled;
  }
}
