package io.cairn.core.landscape.map;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Computes {@link MapQuality} from two ways to measure distance between the same points. */
final class NeighbourhoodCheck {
  private static final int MOST_EVALUATED = 2_000;

  private final Distances space;
  private final Distances map;
  private final int k;

  private NeighbourhoodCheck(Distances space, Distances map, int k) {
    this.space = space;
    this.map = map;
    this.k = k;
  }

  /** The figures for k neighbours, fewer where there are too few points for the formula. */
  static MapQuality of(Distances space, Distances map, int neighbours, long seed) {
    int size = space.size();
    int k = Math.min(neighbours, (size - 1) / 2);
    if (k < 1) {
      return new MapQuality(Double.NaN, Double.NaN, 0, 0);
    }
    return new NeighbourhoodCheck(space, map, k).measure(seed);
  }

  private MapQuality measure(long seed) {
    int size = space.size();
    int[] chosen = chosen(size, seed);
    float[] near = new float[size];
    float[] drawn = new float[size];
    double intruding = 0;
    double missing = 0;
    for (int point : chosen) {
      space.row(point, near);
      map.row(point, drawn);
      // The point itself is nearest of all, whatever else lies at its place.
      near[point] = Float.NEGATIVE_INFINITY;
      drawn[point] = Float.NEGATIVE_INFINITY;
      float[] nearOrder = near.clone();
      float[] drawnOrder = drawn.clone();
      Arrays.sort(nearOrder);
      Arrays.sort(drawnOrder);
      intruding += penalty(drawn, drawnOrder, near, nearOrder);
      missing += penalty(near, nearOrder, drawn, drawnOrder);
    }
    double scale = 2.0 / ((double) chosen.length * k * (2.0 * size - 3 * k - 1));
    return new MapQuality(1 - scale * intruding, 1 - scale * missing, k, chosen.length);
  }

  /** By how many places the k nearest of one are too far in the other. */
  private double penalty(float[] from, float[] fromOrder, float[] to, float[] toOrder) {
    float last = fromOrder[k];
    int nearer = firstAtLeast(fromOrder, last); // the point itself among them
    int tied = firstAtLeast(fromOrder, Math.nextUp(last)) - nearer;
    double chance = (k - (nearer - 1.0)) / tied;
    float edge = toOrder[k];
    double sum = 0;
    for (int i = 0; i < from.length; i++) {
      if (from[i] <= last && to[i] > edge && from[i] > Float.NEGATIVE_INFINITY) {
        int rank = firstAtLeast(toOrder, to[i]); // places before it, the point itself for its own
        sum += (rank - k) * (from[i] < last ? 1 : chance);
      }
    }
    return sum;
  }

  private static int firstAtLeast(float[] sorted, float value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int[] chosen(int size, long seed) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    int count = Math.min(size, MOST_EVALUATED);
    if (count < size) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < count; i++) {
        int j = i + random.nextInt(size - i);
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
    }
    return Arrays.copyOf(order, count);
  }
}
