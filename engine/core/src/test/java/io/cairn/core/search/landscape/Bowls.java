package io.cairn.core.search.landscape;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.surrogate.LandscapePoint;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorFitter;
import io.cairn.core.transfer.PriorLandscape;
import io.cairn.core.transfer.SurfaceBasis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Small analytic landscapes on the unit square, and priors of their kind. */
final class Bowls {
  static final SearchSpace SQUARE =
      new SearchSpace(List.of(real("x"), real("y")), Map.of(), List.of());
  static final RungLadder EPOCHS = ladder(true);
  static final RungLadder SCRATCH = ladder(false);
  static final SurfaceBasis BASIS = LandscapeMethod.basis(SQUARE, EPOCHS);

  private static final int POINTS = 80;

  private Bowls() {}

  static RealParameter real(String name) {
    return new RealParameter(name, 0, 1, Scale.LINEAR, OptionalDouble.empty());
  }

  /** Rungs 1, 3, 9. */
  private static RungLadder ladder(boolean checkpoints) {
    return RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(9), 3, checkpoints));
  }

  static Configuration at(double x, double y) {
    return SQUARE.configuration(Map.of("x", x, "y", y));
  }

  static double x(Configuration configuration) {
    return (Double) configuration.value("x").orElseThrow();
  }

  static double y(Configuration configuration) {
    return (Double) configuration.value("y").orElseThrow();
  }

  /** Squared distance from a place. */
  static ToDoubleFunction<Configuration> bowl(double x, double y) {
    return c -> (x(c) - x) * (x(c) - x) + (y(c) - y) * (y(c) - y);
  }

  static List<Configuration> samples(SearchSpace space, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Configuration> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(space.sample(random).orElseThrow());
    }
    return all;
  }

  /** A prior measured at every rung at random places; more epochs bring the loss down. */
  static FittedPrior prior(RungLadder ladder, long seed, ToDoubleFunction<Configuration> loss) {
    String name = "prior " + seed;
    LandscapeBuilder builder =
        new LandscapeBuilder(SQUARE, new Measure("loss", false, "epoch"), new double[] {1, 3, 9});
    for (Configuration c : samples(SQUARE, POINTS, 1000 + seed)) {
      double full = loss.applyAsDouble(c);
      for (double level : new double[] {1, 3, 9}) {
        builder.add(c, level, full + 0.3 / level, level);
      }
    }
    Provenance provenance = Provenance.of("study of " + name, name, Instant.EPOCH, "test");
    return new PriorFitter(LandscapeMethod.basis(SQUARE, ladder))
        .fit(new PriorLandscape("id of " + name, name, builder.build(provenance)));
  }

  /** A point without surfaces whose full evaluation is first guessed to cost this much. */
  static LandscapePoint point(double x, double y, double seconds) {
    LandscapePoint plain = BASIS.plainPoint(at(x, y));
    double[] logs = plain.logCosts().clone();
    for (int rung = 0; rung < logs.length; rung++) {
      logs[rung] += Math.log(seconds);
    }
    return new LandscapePoint(plain.configuration(), plain.vector(), plain.surfaces(), logs);
  }

  /** A trial that reported at a rung. */
  static Trial reported(int number, Configuration configuration, int rung, double loss) {
    Trial trial = new Trial(number, configuration, EPOCHS.size(), -1);
    trial.losses[rung] = loss;
    trial.reached = rung;
    trial.over = rung == EPOCHS.top();
    return trial;
  }
}
