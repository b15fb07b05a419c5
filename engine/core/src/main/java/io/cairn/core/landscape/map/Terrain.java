package io.cairn.core.landscape.map;

import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.GridPoints;
import io.cairn.core.surrogate.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a map is drawn of: losses over the points of a grid, or over any points of a unit cube.
 *
 * <p>Losses are to be minimised; NaN means not measured, positive infinity diverged.
 */
public sealed interface Terrain {
  /** A grid measured more sparsely has too few measured neighbours to step between. */
  double LEAST_COVERAGE = 0.5;

  /** The loss of each configuration. */
  double[] losses();

  /**
   * The terrain of a landscape on a grid: the grid, if it has neither conditions nor constraints
   * and most of its nodes were measured; else its measured nodes as points, by row, for steps
   * between measured neighbours would be few.
   */
  static Terrain of(GridLandscape landscape) {
    io.cairn.core.landscape.grid.Grid grid = landscape.grid();
    if (grid.plain() && landscape.fullForm() && landscape.coverage() >= LEAST_COVERAGE) {
      boolean[] categorical = new boolean[grid.dimensions()];
      for (int axis = 0; axis < categorical.length; axis++) {
        categorical[axis] = !grid.ordinal(axis);
      }
      int[] levels = IntStream.range(0, grid.dimensions()).map(grid::radix).toArray();
      return new Grid(levels, categorical, landscape.losses());
    }
    double[][] points = new double[landscape.rows()][];
    for (int row = 0; row < points.length; row++) {
      points[row] = GridPoints.point(grid, landscape.code(row));
    }
    return new Sample(GridPoints.axes(grid), points, landscape.losses());
  }

  /**
   * A grid; the last axis varies fastest.
   *
   * @param levels number of levels of each axis
   * @param categorical whether all levels of an axis are neighbours, instead of those next to each
   *     other
   * @param losses one a grid point
   */
  record Grid(int[] levels, boolean[] categorical, double[] losses) implements Terrain {
    public Grid {
      long points = 1;
      for (int count : levels) {
        points = Math.multiplyExact(points, count);
      }
      if (levels.length != categorical.length || points != losses.length) {
        throw new IllegalArgumentException(
            "A grid of levels "
                + Arrays.toString(levels)
                + " needs "
                + points
                + " losses and "
                + levels.length
                + " kinds of axes, not "
                + losses.length
                + " and "
                + categorical.length);
      }
      levels = levels.clone();
      categorical = categorical.clone();
      losses = losses.clone();
    }

    @Override
    public double[] losses() {
      return losses.clone();
    }

    @Override
    public int[] levels() {
      return levels.clone();
    }

    @Override
    public boolean[] categorical() {
      return categorical.clone();
    }
  }

  /**
   * Points of a unit cube.
   *
   * @param axes what the coordinates stand for
   * @param points a coordinate in [0, 1] an axis, NaN where inactive
   * @param losses one a point
   */
  record Sample(List<Axis> axes, double[][] points, double[] losses) implements Terrain {
    public Sample {
      axes = List.copyOf(axes);
      Objects.requireNonNull(points, "points");
      if (points.length != losses.length) {
        throw new IllegalArgumentException(
            "A sample needs one loss a point, not "
                + losses.length
                + " losses for "
                + points.length
                + " points");
      }
      points = Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
      losses = losses.clone();
    }

    @Override
    public double[] losses() {
      return losses.clone();
    }

    @Override
    public double[][] points() {
      return IntStream.range(0, points.length)
          .mapToObj(i -> points[i].clone())
          .toArray(double[][]::new);
    }
  }
}
