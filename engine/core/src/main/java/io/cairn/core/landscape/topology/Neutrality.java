package io.cairn.core.landscape.topology;

/**
 * The share of a node's neighbours whose loss is within a tolerance, averaged over the nodes, and
 * how it goes with the distance to the nearest global optimum.
 *
 * <p>Over nodes with a finite loss and at least one measured neighbour; a diverged neighbour counts
 * and is not neutral. The neutrality-distance correlation is minus Pearson's between the share and
 * the distance: 1 if flatter near the optimum. It is undefined if the share is the same everywhere.
 */
final class Neutrality {
  private static final int COUNT = 0;
  private static final int SHARE = 1;
  private static final int DISTANCE = 2;
  private static final int SHARE_SQUARE = 3;
  private static final int DISTANCE_SQUARE = 4;
  private static final int PRODUCT = 5;
  private static final int WIDTH = 6;

  private final GroupSums groups;
  private final double[] sums;
  private final double[] total;

  /** Whether two losses are as good as equal. */
  @FunctionalInterface
  interface Within {
    /** Whether the difference of two neighbours is within the tolerance. */
    boolean neutral(int row, int other, double difference);
  }

  Neutrality(Terrain terrain, int[] distances, Within within, long seed) {
    this.groups = new GroupSums(terrain, WIDTH, seed);
    this.sums = Parts.sum(terrain.rows, (from, to) -> sums(terrain, distances, within, from, to));
    this.total = groups.total(sums);
  }

  private double[] sums(Terrain terrain, int[] distances, Within within, int start, int end) {
    double[] into = groups.blank();
    Adjacency.Sweep sweep = terrain.adjacency.sweep();
    int[] near = terrain.buffer();
    boolean[] neutral = new boolean[near.length];
    for (int row = start; row < end; row++) {
      if (!terrain.finite(row)) {
        continue;
      }
      int count = sweep.neighbours(row, near);
      if (count == 0) {
        continue;
      }
      double loss = terrain.losses[row];
      int flat = 0;
      for (int i = 0; i < count; i++) {
        double difference = Math.abs(terrain.losses[near[i]] - loss);
        neutral[i] = within.neutral(row, near[i], difference);
        flat += neutral[i] ? 1 : 0;
      }
      double share = (double) flat / count;
      add(into, GroupSums.TOTAL, share, distances[row], 1);
      if (groups.grouped()) {
        int own = groups.group(terrain.landscape.code(row));
        add(into, groups.at(own), share, distances[row], 1);
        without(into, terrain, own, distances[row], near, neutral, count);
      }
    }
    return into;
  }

  private static void add(double[] into, int at, double share, double distance, int sign) {
    into[at + COUNT] += sign;
    into[at + SHARE] += sign * share;
    into[at + DISTANCE] += sign * distance;
    into[at + SHARE_SQUARE] += sign * share * share;
    into[at + DISTANCE_SQUARE] += sign * distance * distance;
    into[at + PRODUCT] += sign * share * distance;
  }

  /** Notes how a node's share would change without the neighbours of each other group. */
  private void without(
      double[] into,
      Terrain terrain,
      int own,
      double distance,
      int[] near,
      boolean[] neutral,
      int count) {
    int[] all = new int[GroupSums.GROUPS];
    int[] flat = new int[GroupSums.GROUPS];
    int flats = 0;
    for (int i = 0; i < count; i++) {
      int group = groups.group(terrain.landscape.code(near[i]));
      all[group]++;
      flat[group] += neutral[i] ? 1 : 0;
      flats += neutral[i] ? 1 : 0;
    }
    for (int group = 0; group < all.length; group++) {
      if (all[group] > 0 && group != own) {
        add(into, groups.at(group), (double) flats / count, distance, 1);
        if (all[group] < count) {
          double left = (double) (flats - flat[group]) / (count - all[group]);
          add(into, groups.at(group), left, distance, -1);
        }
      }
    }
  }

  /** {@code |dL| <= eps}. */
  static Within absolute(double eps) {
    return (row, other, difference) -> difference <= eps;
  }

  /** {@code |dL| <= eps * max(|L_u|, |L_v|)}; a diverged neighbour is never within. */
  static Within relative(Terrain terrain, double eps) {
    double[] losses = terrain.losses;
    return (row, other, difference) ->
        difference <= eps * Math.max(Math.abs(losses[row]), Math.abs(losses[other]))
            && difference < Double.POSITIVE_INFINITY;
  }

  /** Within z standard errors of the difference. */
  static Within noise(Noise noise, double z) {
    return (row, other, difference) -> difference <= noise.difference(row, other, z);
  }

  long nodes() {
    return (long) total[COUNT];
  }

  double mean() {
    return mean(total);
  }

  private static double mean(double[] of) {
    return of[SHARE] / of[COUNT];
  }

  Interval meanInterval() {
    return groups.interval(sums, Neutrality::mean, 0, 1);
  }

  double distanceCorrelation() {
    return correlation(total);
  }

  private static double correlation(double[] of) {
    return -Correlations.pearson(
        of[COUNT], of[SHARE], of[DISTANCE], of[SHARE_SQUARE], of[DISTANCE_SQUARE], of[PRODUCT]);
  }

  Interval distanceInterval() {
    return groups.interval(sums, Neutrality::correlation, -1, 1);
  }
}
