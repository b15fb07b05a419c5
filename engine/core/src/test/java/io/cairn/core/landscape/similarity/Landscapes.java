package io.cairn.core.landscape.similarity;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Landscapes for the tests of this package. */
final class Landscapes {
  static final Measure LOSS = new Measure("loss", false, "epoch");
  static final Measure SCORE = new Measure("score", true, "epoch");
  static final SearchSpace SQUARE = square("x", "y", 1);

  private Landscapes() {}

  static SearchSpace square(String x, String y, double width) {
    return new SearchSpace(List.of(real(x, width), real(y, width)), Map.of(), List.of());
  }

  static RealParameter real(String name, double width) {
    return new RealParameter(name, 0, width, Scale.LINEAR, OptionalDouble.empty());
  }

  static List<Configuration> random(SearchSpace space, int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Configuration> drawn = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      drawn.add(space.sample(random).orElseThrow());
    }
    return drawn;
  }

  static Landscape of(
      String name,
      SearchSpace space,
      Measure measure,
      List<Configuration> configurations,
      ToDoubleFunction<Configuration> value) {
    LandscapeBuilder builder = new LandscapeBuilder(space, measure, new double[] {1});
    configurations.forEach(one -> builder.add(one, 1, value.applyAsDouble(one), 1));
    return builder.build(Provenance.of("study of " + name, name, Instant.EPOCH, "test"));
  }

  static LossColumn column(
      String name, List<Configuration> configurations, ToDoubleFunction<Configuration> value) {
    return LossColumn.full(of(name, configurations.get(0).space(), LOSS, configurations, value));
  }

  /** Squared distance from a place, by the first two parameters. */
  static ToDoubleFunction<Configuration> bowl(double x, double y) {
    return one -> {
      double dx = (Double) one.value(0) - x;
      double dy = (Double) one.value(1) - y;
      return dx * dx + dy * dy;
    };
  }
}
