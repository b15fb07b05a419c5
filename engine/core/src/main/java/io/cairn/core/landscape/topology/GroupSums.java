package io.cairn.core.landscape.topology;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Sums over a landscape, kept by groups of nodes on samples, so that what is computed of them has
 * an interval: the delete-a-group jackknife (J. Shao, D. Tu, The Jackknife and Bootstrap, 1995), 20
 * groups by a hash of the code. A term is added to the total and to every group without whose nodes
 * it would not be there: a pair to the groups of both its nodes, a square to those of its four. The
 * error shrinks with what is left to see, by the square root of one less the coverage.
 *
 * <p>On complete landscapes there are no groups and no interval.
 */
final class GroupSums {
  /** The number of groups on samples. */
  static final int GROUPS = 20;

  /** Where the total starts. */
  static final int TOTAL = 0;

  /** Student's t for 95 % and 19 degrees of freedom. */
  private static final double T = 2.093;

  private final int groups;
  private final int width;
  private final long salt;
  private final double unseen;

  /**
   * @param width numbers to be summed
   */
  GroupSums(Terrain terrain, int width, long seed) {
    this.groups = terrain.landscape.complete() ? 0 : GROUPS;
    this.width = width;
    this.salt = seed * 0x9E3779B97F4A7C15L;
    double coverage = terrain.landscape.coverage();
    this.unseen = Double.isNaN(coverage) ? 1 : Math.max(0, 1 - coverage);
  }

  /** A new array of sums: the total, then the groups. */
  double[] blank() {
    return new double[(1 + groups) * width];
  }

  /** Whether groups are kept. */
  boolean grouped() {
    return groups > 0;
  }

  /** The group of a node. */
  int group(long code) {
    long mixed = (code ^ salt) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
    return (int) ((mixed >>> 33) % GROUPS);
  }

  /** Where the sums of a group start. */
  int at(int group) {
    return (1 + group) * width;
  }

  double[] total(double[] sums) {
    return Arrays.copyOf(sums, width);
  }

  /** Around what is computed of the total, cut to the range that it can have. */
  Interval interval(double[] sums, ToDoubleFunction<double[]> of, double least, double most) {
    if (groups == 0) {
      return Interval.NONE;
    }
    double[] left = new double[groups];
    double[] rest = new double[width];
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < width; i++) {
        rest[i] = sums[i] - sums[at(group) + i];
      }
      left[group] = of.applyAsDouble(rest);
    }
    double mean = Arrays.stream(left).sum() / groups;
    double squares = Arrays.stream(left).map(one -> (one - mean) * (one - mean)).sum();
    double error = Math.sqrt(squares * (groups - 1) / groups * unseen);
    return Interval.around(of.applyAsDouble(total(sums)), T * error, least, most);
  }
}
