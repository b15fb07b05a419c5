package io.cairn.core.transfer;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Landscapes for the tests of this package. */
final class Priors {
  static final SearchSpace SQUARE =
      new SearchSpace(
          List.of(
              new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
              new RealParameter("y", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
          Map.of(),
          List.of());

  private static final Measure LOSS = new Measure("loss", false, "epoch");

  private Priors() {}

  static Provenance provenance(String name) {
    return Provenance.of("study of " + name, name, Instant.EPOCH, "test");
  }

  /** Losses by level, then by configuration 1, 2, ...; NaN is not measured. */
  static Landscape line(double[]... losses) {
    SearchSpace space =
        new SearchSpace(
            List.of(new IntegerParameter("n", 1, 1000, Scale.LINEAR, 1)), Map.of(), List.of());
    double[] levels = new double[losses.length];
    for (int level = 0; level < levels.length; level++) {
      levels[level] = level + 1;
    }
    LandscapeBuilder builder = new LandscapeBuilder(space, LOSS, levels);
    for (int i = 0; i < losses[0].length; i++) {
      for (int level = 0; level < levels.length; level++) {
        if (!Double.isNaN(losses[level][i])) {
          builder.add(space.configuration(Map.of("n", i + 1)), level + 1, losses[level][i], 1);
        }
      }
    }
    return builder.build(provenance("line"));
  }

  /** A prior on the unit square, measured in full on a grid. */
  static PriorLandscape onSquare(String name, int levels, ToDoubleFunction<Configuration> loss) {
    return of(name, SQUARE, levels, loss);
  }

  /** A prior measured in full on a grid of its space. */
  static PriorLandscape of(
      String name, SearchSpace space, int levels, ToDoubleFunction<Configuration> loss) {
    LandscapeBuilder builder = new LandscapeBuilder(space, LOSS, new double[] {1, 9});
    space
        .grid(levels)
        .forEachRemaining(
            configuration -> builder.add(configuration, 9, loss.applyAsDouble(configuration), 1));
    return new PriorLandscape("id of " + name, name, builder.build(provenance(name)));
  }

  /** Squared distance from a place on the unit square. */
  static ToDoubleFunction<Configuration> bowl(double x, double y) {
    return configuration -> {
      double dx = (Double) configuration.value("x").orElseThrow() - x;
      double dy = (Double) configuration.value("y").orElseThrow() - y;
      return dx * dx + dy * dy;
    };
  }
}
