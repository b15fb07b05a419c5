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
    for (int row = start; row < end; row++) {
      if (!terrain.finite(row)) {
        continue;
      }
      int count = sweep.neighbours(row, near);
      if (count == 0) {
        continue;
      }
      double loss = terrain.losses[row];
      int neutral = 0;
      for (int i = 0; i < count; i++) {
        double difference = Math.abs(terrain.losses[near[i]] - loss);
        neutral += within.neutral(row, near[i], difference) ? 1 : 0;
      }
      double share = (double) neutral / count;
      double distance = distances[row];
      int at = groups.at(groups.group(terrain.landscape.code(row)));
      into[at + COUNT]++;
      into[at + SHARE] += share;
      into[at + DISTANCE] += distance;
      into[at + SHARE_SQUARE] += share * share;
      into[at + DISTANCE_SQUARE] += distance * distance;
      into[at + PRODUCT] += share * distance;
    }
    return into;
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
    return groups.interval(sums, false, Neutrality::mean, 0, 1);
  }

  double distanceCorrelation() {
    return correlation(total);
  }

  private static double correlation(double[] of) {
    return -Correlations.pearson(
        of[COUNT], of[SHARE], of[DISTANCE], of[SHARE_SQUARE], of[DISTANCE_SQUARE], of[PRODUCT]);
  }

  Interval distanceInterval() {
    return groups.interval(sums, false, Neutrality::correlation, -1, 1);
  }
}
