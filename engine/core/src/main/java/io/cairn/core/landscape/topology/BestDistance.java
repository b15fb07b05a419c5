package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.Grid;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far every row is from the nearest global optimum, all tied best nodes being global optima.
 *
 * <p>On plain grids that fit: a distance transform from all of them at once, axis by axis, since
 * the distance is a sum over axes (P. Felzenszwalb, D. Huttenlocher, Distance transforms of sampled
 * functions, 2012; for absolute differences two sweeps an axis). Otherwise against each of them.
 */
final class BestDistance {
  private static final long LARGEST_TRANSFORM = 1L << 26;
  private static final int FAR = Integer.MAX_VALUE / 2;

  private BestDistance() {}

  /** Rows of the least loss; none if nothing finite was measured. */
  static int[] globalOptima(Terrain terrain) {
    return IntStream.range(0, terrain.rows)
        .filter(row -> terrain.finite(row) && terrain.losses[row] == terrain.best)
        .toArray();
  }

  /** By row; meaningless where not measured or without global optimum. */
  static int[] of(Terrain terrain, int[] optima) {
    Grid grid = terrain.grid;
    boolean fits =
        grid.plain()
            && grid.codes() <= LARGEST_TRANSFORM
            && (terrain.landscape.fullForm() || grid.codes() <= 64L * terrain.rows);
    if (!fits) {
      return pairwise(terrain, optima);
    }
    int[] byCode = new int[(int) grid.codes()];
    Arrays.fill(byCode, FAR);
    for (int row : optima) {
      byCode[(int) terrain.landscape.code(row)] = 0;
    }
    for (int axis = 0; axis < grid.dimensions(); axis++) {
      if (grid.ordinal(axis)) {
        path(byCode, (int) grid.stride(axis), grid.radix(axis));
      } else {
        clique(byCode, (int) grid.stride(axis), grid.radix(axis));
      }
    }
    if (terrain.landscape.fullForm()) {
      return byCode;
    }
    int[] byRow = new int[terrain.rows];
    Arrays.setAll(byRow, row -> byCode[(int) terrain.landscape.code(row)]);
    return byRow;
  }

  private static void path(int[] distances, int stride, int radix) {
    int block = stride * radix;
    for (int start = 0; start < distances.length; start += block) {
      for (int i = start + stride; i < start + block; i++) {
        distances[i] = Math.min(distances[i], distances[i - stride] + 1);
      }
      for (int i = start + block - stride - 1; i >= start; i--) {
        distances[i] = Math.min(distances[i], distances[i + stride] + 1);
      }
    }
  }

  private static void clique(int[] distances, int stride, int radix) {
    int block = stride * radix;
    for (int start = 0; start < distances.length; start += block) {
      for (int line = start; line < start + stride; line++) {
        int least = FAR;
        for (int i = line; i < line + block; i += stride) {
          least = Math.min(least, distances[i]);
        }
        for (int i = line; i < line + block; i += stride) {
          distances[i] = Math.min(distances[i], least + 1);
        }
      }
    }
  }

  private static int[] pairwise(Terrain terrain, int[] optima) {
    long[] codes = Arrays.stream(optima).mapToLong(terrain.landscape::code).toArray();
    int[] distances = new int[terrain.rows];
    Parts.each(
        terrain.rows,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            distances[row] = nearest(terrain, row, codes);
          }
        });
    return distances;
  }

  private static int nearest(Terrain terrain, int row, long[] optima) {
    long code = terrain.landscape.code(row);
    if (terrain.losses[row] == terrain.best) {
      return 0;
    }
    int least = FAR;
    for (int i = 0; i < optima.length && least > 1; i++) {
      least = Math.min(least, terrain.grid.distance(code, optima[i]));
    }
    return least;
  }
}
