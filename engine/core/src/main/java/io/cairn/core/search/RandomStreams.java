package io.cairn.core.search;

import java.util.random.RandomGenerator;

/**
 * Named streams of random numbers: each a pure function of (seed, name, index), so that whoever
 * draws in between, or whether anybody does, changes nothing. Replaying a journal needs no recorded
 * generator state.
 *
 * <p>A stream is SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014) started at a mixed key and with a mixed odd increment of its own. It is
 * written out here, because the JDK fixes the figures of no generator but {@link java.util.Random}
 * across its releases, and a study may be resumed on a newer one.
 */
public final class RandomStreams {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private final long root;

  /** Streams of one seed; every long is a good seed. */
  public RandomStreams(long seed) {
    this.root = mix(seed + GOLDEN_GAMMA);
  }

  /**
   * A fresh generator at the start of a stream.
   *
   * @param name what the numbers are for; streams of different names are independent
   * @param index which of the streams of this name, commonly the trial
   */
  public RandomGenerator stream(String name, long index) {
    long key = mix(mix(root ^ hash(name)) + GOLDEN_GAMMA * (index + 1));
    return new Stream(key, oddGamma(key));
  }

  /** The index of a stream for one attempt of one trial; different for every pair. */
  static long index(int trial, int attempt) {
    return ((long) trial << Integer.SIZE) | (attempt & 0xFFFFFFFFL);
  }

  /** Stafford's variant 13 of the MurmurHash3 finaliser, a bijection of 64 bits. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static long hash(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  /** An odd increment without long runs of equal bits, which would make a weak counter. */
  private static long oddGamma(long key) {
    long gamma = mix(key ^ GOLDEN_GAMMA) | 1L;
    return Long.bitCount(gamma ^ (gamma >>> 1)) < 24 ? gamma ^ 0xAAAAAAAAAAAAAAAAL : gamma;
  }

  private static final class Stream implements RandomGenerator {
    private final long gamma;
    private long state;

    Stream(long state, long gamma) {
      this.state = state;
      this.gamma = gamma;
    }

    @Override
    public long nextLong() {
      state += gamma;
      return mix(state);
    }
  }
}
