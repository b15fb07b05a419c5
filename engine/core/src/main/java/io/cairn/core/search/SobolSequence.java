package io.cairn.core.search;

/**
 * Points of the Sobol sequence, any of them at once (no state), plain or scrambled.
 *
 * <p>Source: I. M. Sobol, "On the distribution of points in a cube and the approximate evaluation
 * of integrals", USSR Computational Mathematics and Mathematical Physics 7, 1967, in the Gray code
 * order of I. Antonov and V. Saleev, 1979, with the direction numbers of S. Joe and F. Kuo, SIAM
 * Journal on Scientific Computing 30, 2008.
 *
 * <p>Scrambling is Owen's nested uniform scrambling (A. Owen, "Randomly permuted (t,m,s)-nets and
 * (t,s)-sequences", 1995): each binary digit is flipped or not by a coin that depends on the seed,
 * the dimension and all digits before it. It keeps the stratification of the sequence, makes every
 * point uniform in [0, 1)^d, and takes away the corner point of the plain sequence. The coins come
 * from a hash of their arguments instead of a stored tree.
 */
final class SobolSequence {
  private static final double UNIT = 0x1p-53;

  private final int dimensions;
  private final boolean scrambled;
  private final long[] seeds;

  private SobolSequence(int dimensions, boolean scrambled, long seed) {
    if (dimensions < 0 || dimensions > maxDimensions()) {
      throw new IllegalArgumentException(
          "A Sobol sequence of "
              + dimensions
              + " dimensions; the table has 0 to "
              + maxDimensions()
              + ".");
    }
    this.dimensions = dimensions;
    this.scrambled = scrambled;
    this.seeds = new long[dimensions];
    for (int d = 0; d < dimensions; d++) {
      seeds[d] = RandomStreams.mix(RandomStreams.mix(seed) + 0x9E3779B97F4A7C15L * (d + 1));
    }
  }

  /** The sequence as published; its first point is the origin. */
  static SobolSequence plain(int dimensions) {
    return new SobolSequence(dimensions, false, 0);
  }

  /** The sequence scrambled by a seed. */
  static SobolSequence scrambled(int dimensions, long seed) {
    return new SobolSequence(dimensions, true, seed);
  }

  /** The largest number of dimensions. */
  static int maxDimensions() {
    return DirectionNumbers.dimensions();
  }

  /**
   * One point of the sequence.
   *
   * @param index which, from 0, below 2^53
   * @return as many coordinates in [0, 1) as the sequence has dimensions
   */
  double[] point(long index) {
    double[] point = new double[dimensions];
    long gray = index ^ (index >>> 1);
    for (int d = 0; d < dimensions; d++) {
      long digits = digits(d, gray);
      point[d] = (scrambled ? scramble(digits, seeds[d]) : digits) * UNIT;
    }
    return point;
  }

  private static long digits(int dimension, long gray) {
    long digits = 0;
    for (long rest = gray; rest != 0; rest &= rest - 1) {
      digits ^= DirectionNumbers.of(dimension, Long.numberOfTrailingZeros(rest));
    }
    return digits;
  }

  private static long scramble(long digits, long seed) {
    long result = digits;
    for (int bit = DirectionNumbers.BITS - 1; bit >= 0; bit--) {
      // The digits above this one, with a mark in front so that prefixes of different lengths
      // differ.
      long prefix = (digits >>> (bit + 1)) | (1L << (DirectionNumbers.BITS - 1 - bit));
      result ^= (RandomStreams.mix(seed ^ RandomStreams.mix(prefix)) >>> 63) << bit;
    }
    return result;
  }
}
