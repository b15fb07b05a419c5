package io.cairn.core.landscape.similarity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A random order of measured points that does not depend on the order in which they came: sorted by
 * their coordinates and losses, then shuffled. Seeded subsamples, folds and tie breaks start from
 * it, so that the same measurements in another order give the same result.
 */
public final class CanonicalOrder {
  private CanonicalOrder() {}

  /**
   * @param points a coordinate for every axis; NaN sorts last
   * @param losses one for each point
   * @param random of the shuffle
   * @return the indices of all points
   */
  public static int[] shuffled(double[][] points, double[] losses, RandomGenerator random) {
    Comparator<Integer> byPoint = (i, j) -> Arrays.compare(points[i], points[j]);
    int[] order =
        IntStream.range(0, points.length)
            .boxed()
            .sorted(byPoint.thenComparingDouble(i -> losses[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }
}
