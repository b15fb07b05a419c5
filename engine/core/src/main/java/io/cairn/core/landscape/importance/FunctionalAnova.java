package io.cairn.core.landscape.importance;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.GridPoints;
import io.cairn.core.surrogate.Axis;
import io.cairn.core.surrogate.ForestSettings;
import io.cairn.core.surrogate.UnitAxes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Functional analysis of variance of a landscape: F. Hutter, H. Hoos, K. Leyton-Brown, "An
 * Efficient Approach for Assessing Hyperparameter Importance", ICML 2014.
 *
 * <p>The variance of the loss over the space, every point of the unit cube or every level of a grid
 * weighted alike, is split into what single parameters decide, what pairs decide beyond that, and
 * the rest. An inactive parameter is a value of its own: its weight is the share of the sample in
 * which it is inactive, and it is weighted as if it were independent of its parent, so parent and
 * child share what switching decides. Diverged points count as the worst finite loss.
 */
public final class FunctionalAnova {

  private FunctionalAnova() {}

  /**
   * The exact analysis of a full grid.
   *
   * @param names of the axes
   * @param levels number of levels of each axis
   * @param losses one a grid point, the last axis varying fastest; infinite where diverged
   * @throws IllegalArgumentException if the lengths do not fit, or a loss is NaN: a grid with gaps
   *     is a sample
   */
  public static Importance exact(List<String> names, int[] levels, double[] losses, Focus focus) {
    if (names.size() != levels.length) {
      throw new IllegalArgumentException(
          "A grid needs one name an axis, not "
              + names.size()
              + " names for "
              + levels.length
              + " axes");
    }
    for (double loss : losses) {
      if (Double.isNaN(loss)) {
        throw new IllegalArgumentException(
            "The grid has points that were not measured (NaN), so its marginals are not exact;"
                + " analyse the measured points as a sample.");
      }
    }
    ClippedLosses clipped = ClippedLosses.of(losses, focus);
    GridMarginals marginals = GridMarginals.over(levels, clipped.values());
    double total = marginals.variance();
    List<String> warnings = new ArrayList<>(clipped.warnings());
    if (clipped.constant()) {
      total = 0;
      warnings.add(nothing(losses.length));
    }
    List<Effect> singles = new ArrayList<>();
    List<Effect> pairs = new ArrayList<>();
    double explained = 0;
    for (int i = 0; i < levels.length; i++) {
      double single = share(levels[i] < 2 ? 0 : marginals.singleVariance(i), total);
      singles.add(Effect.exact(List.of(names.get(i)), single));
      explained += single;
      for (int j = i + 1; j < levels.length; j++) {
        boolean vary = levels[i] > 1 && levels[j] > 1;
        double pair = share(vary ? marginals.pairVariance(i, j) : 0, total);
        pairs.add(Effect.exact(List.of(names.get(i), names.get(j)), pair));
        explained += pair;
      }
    }
    return new Importance(
        focus,
        new Evidence.FullGrid(),
        losses.length,
        clipped.diverged(),
        total,
        ranked(singles),
        ranked(pairs),
        total > 0 ? Math.max(0, 1 - explained) : 0,
        warnings);
  }

  /**
   * The analysis of a sample through a random forest.
   *
   * @param names of the axes
   * @param axes what the coordinates stand for
   * @param points each a coordinate in [0, 1] an axis, NaN where inactive
   * @param losses one a point; infinite where diverged; points of loss NaN are left out
   * @param settings of the forest
   * @param seed every long is a good seed; the same seed gives the same figures
   */
  public static Importance sampled(
      List<String> names,
      List<Axis> axes,
      double[][] points,
      double[] losses,
      Focus focus,
      ForestSettings settings,
      long seed) {
    int[] measured =
        IntStream.range(0, losses.length).filter(i -> !Double.isNaN(losses[i])).toArray();
    double[][] rows = IntStream.of(measured).mapToObj(i -> points[i]).toArray(double[][]::new);
    double[] values = IntStream.of(measured).mapToDouble(i -> losses[i]).toArray();
    return ForestAnova.of(names, axes, rows, ClippedLosses.of(values, focus), settings, seed)
        .importance(focus);
  }

  /** The analysis of one level of a landscape as a sample of its space. */
  public static Importance sampled(
      Landscape landscape, int level, Focus focus, ForestSettings settings, long seed) {
    UnitAxes axes = UnitAxes.of(landscape.space());
    List<String> names =
        landscape.space().parameters().stream()
            .filter(p -> p.cardinality().orElse(Long.MAX_VALUE) > 1)
            .map(p -> p.name())
            .toList();
    double[][] points =
        landscape.configurations().stream().map(axes::point).toArray(double[][]::new);
    return sampled(names, axes.axes(), points, landscape.losses(level), focus, settings, seed);
  }

  /**
   * The analysis of a landscape on a grid: exact where every node of a grid without conditions and
   * constraints was measured, else as a sample of its levels.
   *
   * @param settings of the forest, if it takes one
   * @param seed of the forest
   */
  public static Importance of(
      GridLandscape landscape, Focus focus, ForestSettings settings, long seed) {
    Grid grid = landscape.grid();
    List<String> names = grid.axes().stream().map(axis -> axis.name()).toList();
    if (grid.plain() && landscape.fullForm() && landscape.complete()) {
      int[] levels = IntStream.range(0, grid.dimensions()).map(grid::radix).toArray();
      return exact(names, levels, landscape.losses(), focus);
    }
    double[][] points = new double[landscape.rows()][];
    for (int row = 0; row < points.length; row++) {
      points[row] = GridPoints.point(grid, landscape.code(row));
    }
    return sampled(names, GridPoints.axes(grid), points, landscape.losses(), focus, settings, seed);
  }

  static double share(double part, double total) {
    return total > 0 ? Math.min(1, part / total) : 0;
  }

  static List<Effect> ranked(List<Effect> effects) {
    return effects.stream().sorted(Comparator.comparingDouble(Effect::share).reversed()).toList();
  }

  static String nothing(int points) {
    return points < 2
        ? "There are " + points + " measured configurations; importance needs at least 2."
        : "All losses are equal within the focus: there is no variance to explain.";
  }
}
