package io.cairn.core.landscape.map;

import java.util.Arrays;

/**
 * The weighted neighbour graph of UMAP (section 3.1 of its paper): how surely two points belong
 * together, by the nearest of each on a scale of its own.
 *
 * @param heads one end of each edge
 * @param tails the other end; each edge once
 * @param weights in (0, 1]
 */
record FuzzyGraph(int[] heads, int[] tails, float[] weights) {
  private static final int BISECTIONS = 64;
  private static final double LEAST_SCALE = 1e-3;

  /** The graph over the nearest points, their distances Euclidean (not squared). */
  static FuzzyGraph of(int[][] nearest, double[][] distances) {
    int size = nearest.length;
    double overall = Arrays.stream(distances).flatMapToDouble(Arrays::stream).average().orElse(0);
    double[][] members = new double[size][];
    for (int p = 0; p < size; p++) {
      members[p] = memberships(distances[p], overall);
    }
    int most = Arrays.stream(nearest).mapToInt(row -> row.length).sum();
    int[] heads = new int[most];
    int[] tails = new int[most];
    float[] weights = new float[most];
    int edges = 0;
    for (int p = 0; p < size; p++) {
      for (int j = 0; j < nearest[p].length; j++) {
        int q = nearest[p][j];
        double back = back(nearest[q], members[q], p);
        if (back >= 0 && q < p) {
          continue; // seen from q
        }
        double there = members[p][j];
        double both = Math.max(0, back);
        double weight = there + both - there * both;
        if (weight > 0) {
          heads[edges] = p;
          tails[edges] = q;
          weights[edges++] = (float) weight;
        }
      }
    }
    return new FuzzyGraph(
        Arrays.copyOf(heads, edges), Arrays.copyOf(tails, edges), Arrays.copyOf(weights, edges));
  }

  private static double back(int[] nearest, double[] members, int point) {
    for (int j = 0; j < nearest.length; j++) {
      if (nearest[j] == point) {
        return members[j];
      }
    }
    return -1;
  }

  /** exp(-(d - nearest) / scale), the scale such that they sum to log2 of their number. */
  private static double[] memberships(double[] distances, double overall) {
    double nearest = Arrays.stream(distances).filter(d -> d > 0).min().orElse(0);
    double target = StrictMath.log(distances.length + 1) / StrictMath.log(2);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double scale = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double sum = 0;
      for (double d : distances) {
        sum += d > nearest ? StrictMath.exp(-(d - nearest) / scale) : 1;
      }
      if (Math.abs(sum - target) < 1e-5) {
        break;
      }
      if (sum > target) {
        high = scale;
        scale = (low + high) / 2;
      } else {
        low = scale;
        scale = Double.isInfinite(high) ? scale * 2 : (low + high) / 2;
      }
    }
    double mean = Arrays.stream(distances).average().orElse(0);
    double least = LEAST_SCALE * (nearest > 0 ? mean : overall);
    double width = Math.max(Math.max(scale, least), Double.MIN_NORMAL);
    return Arrays.stream(distances)
        .map(d -> d > nearest ? StrictMath.exp(-(d - nearest) / width) : 1)
        .toArray();
  }
}
