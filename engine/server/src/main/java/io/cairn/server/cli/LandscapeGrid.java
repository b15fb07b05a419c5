package io.cairn.server.cli;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.GridLandscapeBuilder;
import io.cairn.core.landscape.sample.LandscapeSample;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Parameter;
import io.cairn.core.surrogate.UnitAxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The grid that a landscape lies on, where its space declares one. */
final class LandscapeGrid {

  private LandscapeGrid() {}

  /** The landscape on the grid of its space; empty if a parameter has no declared levels. */
  static Optional<GridLandscape> of(LandscapeOperand landscape) {
    return Grid.ofDeclaredLevels(landscape.landscape().space()).map(grid -> on(grid, landscape));
  }

  private static GridLandscape on(Grid grid, LandscapeOperand landscape) {
    GridLandscapeBuilder builder = new GridLandscapeBuilder(grid);
    double[] losses = landscape.losses();
    var configurations = landscape.landscape().configurations();
    for (int i = 0; i < losses.length; i++) {
      if (Double.isNaN(losses[i])) {
        continue;
      }
      OptionalLong code = grid.codeOf(configurations.get(i));
      if (code.isPresent()) {
        builder.addMean(
            code.getAsLong(),
            losses[i],
            landscape.landscape().repeats(landscape.level(), i),
            landscape.landscape().standardError(landscape.level(), i));
      } else {
        builder.countOffGrid();
      }
    }
    return builder.build();
  }

  /** The measured configurations as points of the unit cube. */
  static LandscapeSample sample(LandscapeOperand landscape) {
    UnitAxes axes = UnitAxes.of(landscape.landscape().space());
    double[][] points =
        landscape.landscape().configurations().stream().map(axes::point).toArray(double[][]::new);
    return LandscapeSample.of(axes, points, landscape.losses());
  }

  /** A configuration in words: "depth=3, booster=dart". */
  static String name(Configuration configuration) {
    List<String> words = new ArrayList<>();
    configuration
        .values()
        .forEach(
            (name, value) ->
                words.add(
                    name
                        + "="
                        + (value instanceof Double d ? Numbers.brief(d) : Parameter.text(value))));
    return String.join(", ", words);
  }
}
