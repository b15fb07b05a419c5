package io.cairn.workers.smile.model;

import java.util.SplittableRandom;
import smile.math.MathEx;

/**
 * Seeds out of one seed.
 *
 * <p>Smile draws from a generator of the current thread. Setting its seed at each fold, tree and
 * epoch makes what follows a function of that place alone: not of what ran on the thread before,
 * nor of what runs on others, nor of whether training started there or went on from a checkpoint.
 */
public final class Seeds {

  private Seeds() {}

  /** The seed for part {@code index} of what {@code seed} is for. */
  public static long derive(long seed, long index) {
    // SplittableRandom is SplitMix64: neighbouring inputs give unrelated outputs.
    return new SplittableRandom(new SplittableRandom(seed).nextLong() + index).nextLong();
  }

  /** Makes the random numbers that Smile draws next on this thread those of a place. */
  static void use(long seed, long index) {
    MathEx.setSeed(derive(seed, index));
  }
}
