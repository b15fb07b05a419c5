package io.cairn.core.landscape.map;

import java.util.Arrays;

/**
 * The nearest points of each, exactly, by looking at all pairs; ties go to the smaller number.
 *
 * @param points [point][rank of nearness], the point itself left out
 * @param distances in the same order, as {@link Distances} gives them
 */
record NearestPoints(int[][] points, float[][] distances) {

  /** Finds so many nearest of each, or all others if there are fewer. */
  static NearestPoints of(Distances distances, int count) {
    int size = distances.size();
    int kept = Math.max(0, Math.min(count, size - 1));
    int[][] points = new int[size][kept];
    float[][] found = new float[size][kept];
    if (kept == 0) {
      return new NearestPoints(points, found);
    }
    for (int p = 0; p < size; p++) {
      Arrays.fill(found[p], Float.POSITIVE_INFINITY);
      Arrays.fill(points[p], -1);
    }
    // Block by block, so that a block's coordinates stay in the cache while every point asks.
    for (int b = 0; b < distances.blocks(); b++) {
      float[] row = new float[distances.length(b)];
      for (int p = 0; p < size; p++) {
        distances.block(p, b, row);
        merge(row, b * Distances.BLOCK, p, points[p], found[p]);
      }
    }
    return new NearestPoints(points, found);
  }

  /** Insertion into a short sorted list: most points are turned away by one comparison. */
  private static void merge(float[] row, int from, int self, int[] points, float[] distances) {
    int last = points.length - 1;
    float limit = points[last] < 0 ? Float.NaN : distances[last];
    for (int i = 0; i < row.length; i++) {
      if (row[i] >= limit || from + i == self) {
        continue;
      }
      int at = last;
      while (at > 0 && (points[at - 1] < 0 || row[i] < distances[at - 1])) {
        points[at] = points[at - 1];
        distances[at] = distances[at - 1];
        at--;
      }
      points[at] = from + i;
      distances[at] = row[i];
      limit = points[last] < 0 ? Float.NaN : distances[last];
    }
  }
}
