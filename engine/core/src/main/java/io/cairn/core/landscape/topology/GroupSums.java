package io.cairn.core.landscape.topology;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Sums over nodes or directed pairs, kept by groups of nodes, so that a ratio of sums has an
 * interval on samples: the delete-a-group jackknife (J. Shao, D. Tu, The Jackknife and Bootstrap,
 * 1995) with 20 groups by a hash of the code. Leaving out a group leaves out its nodes and every
 * pair that one of them belongs to: the sums of its outgoing pairs, twice for both directions, with
 * those inside the group counted once. On complete landscapes there is one group and no interval.
 */
final class GroupSums {
  private static final int GROUPS = 20;

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
    this.groups = terrain.landscape.complete() ? 1 : GROUPS;
    this.width = width;
    this.salt = seed * 0x9E3779B97F4A7C15L;
    double coverage = terrain.landscape.coverage();
    this.unseen = Double.isNaN(coverage) ? 1 : Math.max(0, 1 - coverage);
  }

  int width() {
    return width;
  }

  /** A new array of sums: by group all, then by group those inside. */
  double[] blank() {
    return new double[2 * groups * width];
  }

  int group(long code) {
    if (groups == 1) {
      return 0;
    }
    long mixed = (code ^ salt) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
    return (int) ((mixed >>> 33) % GROUPS);
  }

  /** Where the sums of a group start. */
  int at(int group) {
    return group * width;
  }

  /** Where the sums of the pairs inside a group start. */
  int inside(int group) {
    return (groups + group) * width;
  }

  boolean grouped() {
    return groups > 1;
  }

  double[] total(double[] sums) {
    double[] total = new double[width];
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < width; i++) {
        total[i] += sums[at(group) + i];
      }
    }
    return total;
  }

  /**
   * @param pairs whether the sums run over directed pairs, not over nodes
   */
  Interval interval(
      double[] sums, boolean pairs, ToDoubleFunction<double[]> of, double least, double most) {
    if (groups == 1) {
      return Interval.NONE;
    }
    double[] total = total(sums);
    double[] left = new double[groups];
    double[] rest = new double[width];
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < width; i++) {
        double of1 = sums[at(group) + i];
        rest[i] = total[i] - (pairs ? 2 * of1 - sums[inside(group) + i] : of1);
      }
      left[group] = of.applyAsDouble(rest);
    }
    double mean = Arrays.stream(left).sum() / groups;
    double squares = Arrays.stream(left).map(one -> (one - mean) * (one - mean)).sum();
    double error = Math.sqrt(squares * (groups - 1) / groups * unseen);
    return Interval.around(of.applyAsDouble(total), T * error, least, most);
  }
}
