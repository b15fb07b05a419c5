package io.cairn.core.landscape.map;

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

  /** The loss of each configuration. */
  double[] losses();

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
