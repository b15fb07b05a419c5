package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridAxis;
import io.cairn.core.landscape.grid.GridLandscape;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Landscapes of which the theory knows the figures. */
final class Landscapes {
  private Landscapes() {}

  static Grid grid(int axes, int levels, boolean ordinal) {
    return Grid.of(
        IntStream.range(0, axes)
            .mapToObj(
                axis ->
                    new GridAxis(
                        "p" + axis,
                        IntStream.range(0, levels).mapToObj(level -> "l" + level).toList(),
                        ordinal))
            .toList());
  }

  static GridLandscape of(Grid grid, ToDoubleFunction<int[]> loss) {
    double[] losses = new double[(int) grid.codes()];
    for (int code = 0; code < losses.length; code++) {
      losses[code] = loss.applyAsDouble(grid.levels(code, new int[grid.dimensions()]));
    }
    return GridLandscape.full(grid, losses);
  }

  static GridLandscape line(double... losses) {
    return GridLandscape.full(grid(1, losses.length, true), losses);
  }

  /** The number of zeros: the best has ones only. */
  static GridLandscape oneMax(int bits) {
    return of(grid(bits, 2, true), levels -> bits - IntStream.of(levels).sum());
  }

  /** Losses without any structure. */
  static GridLandscape houseOfCards(Grid grid, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return GridLandscape.full(grid, random.doubles(grid.codes()).toArray());
  }

  /** Kauffman's NK model with adjacent neighbourhoods. */
  static GridLandscape nk(int n, int k, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] tables = new double[n][];
    for (int i = 0; i < n; i++) {
      tables[i] = random.doubles(1L << (k + 1)).toArray();
    }
    return of(
        grid(n, 2, false),
        levels -> {
          double sum = 0;
          for (int i = 0; i < n; i++) {
            int index = 0;
            for (int j = 0; j <= k; j++) {
              index = 2 * index + levels[(i + j) % n];
            }
            sum += tables[i][index];
          }
          return sum / n;
        });
  }
}
