package io.cairn.core.landscape.topology;

import java.util.Arrays;

/**
 * Fitness flattening index: whether gains shrink on climbs by best improvement that end at a global
 * optimum. Minus Spearman's correlation between the number of a step and its gain, averaged over
 * the climbs of at least two steps; 1 if every climb flattens out. Climbs whose gains are all equal
 * and climbs from diverged nodes do not count. All climbs if there are few, else evenly chosen
 * ones.
 *
 * @param value NaN if no climb counts
 * @param climbs that counted
 * @param sampled whether only some climbs were looked at
 * @param margin half width of a 95 % interval of the mean over the climbs looked at
 */
record Flattening(double value, long climbs, boolean sampled, double margin) {

  static Flattening of(Terrain terrain, Climbs climbs, Basins basins, int most) {
    boolean[] global = new boolean[basins.count()];
    long eligible = 0;
    for (int i = 0; i < global.length; i++) {
      global[i] = terrain.losses[basins.optimum(i)] == terrain.best;
      eligible += global[i] ? basins.size(i) : 0;
    }
    long every = Math.max(1, (eligible + most - 1) / most);
    int[] starts = new int[(int) Math.min(most, eligible)];
    int chosen = 0;
    long seen = 0;
    for (int row = 0; row < terrain.rows; row++) {
      int basin = basins.basin(row);
      if (basin >= 0 && global[basin] && seen++ % every == 0) {
        starts[chosen++] = row;
      }
    }
    int[] from = Arrays.copyOf(starts, chosen);
    double[] sums =
        Parts.sum(from.length, (first, last) -> sums(terrain, climbs, from, first, last));
    double mean = sums[0] == 0 ? Double.NaN : sums[1] / sums[0];
    double variance = sums[2] / sums[0] - mean * mean;
    double margin = 1.96 * Math.sqrt(Math.max(0, variance) / sums[0]);
    return new Flattening(mean, (long) sums[0], every > 1, margin);
  }

  private static double[] sums(Terrain terrain, Climbs climbs, int[] starts, int from, int to) {
    double[] sums = new double[3];
    double[] gains = new double[64];
    for (int i = from; i < to; i++) {
      int row = starts[i];
      if (!terrain.finite(row)) {
        continue;
      }
      int length = 0;
      while (climbs.goesOn(row)) {
        int next = climbs.next(row);
        if (length == gains.length) {
          gains = Arrays.copyOf(gains, 2 * length);
        }
        gains[length++] = terrain.losses[row] - terrain.losses[next];
        row = next;
      }
      double rho = length < 2 ? Double.NaN : against(gains, length);
      if (!Double.isNaN(rho)) {
        sums[0]++;
        sums[1] -= rho;
        sums[2] += rho * rho;
      }
    }
    return sums;
  }

  /** Spearman's correlation of the first values with their place; quadratic, climbs are short. */
  private static double against(double[] values, int size) {
    double middle = (size + 1) / 2.0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < size; i++) {
      double rank = 1;
      for (int k = 0; k < size; k++) {
        rank += values[k] < values[i] ? 1 : k != i && values[k] == values[i] ? 0.5 : 0;
      }
      double x = i + 1 - middle;
      double y = rank - middle;
      xx += x * x;
      yy += y * y;
      xy += x * y;
    }
    return yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
  }
}
