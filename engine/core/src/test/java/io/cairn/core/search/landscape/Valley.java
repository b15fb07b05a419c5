package io.cairn.core.search.landscape;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.simulate.Simulation;
import io.cairn.core.simulate.Workload;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorFitter;
import io.cairn.core.transfer.PriorLandscape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/**
 * A landscape by formula, loss 0 at its best place at 9 epochs: squared distance in two numbers and
 * a bad category; low epochs are higher and blurred. And the priors that are made of such ones.
 *
 * @param x best place
 * @param y best place
 */
record Valley(double x, double y) {
  static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
              new RealParameter("y", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
              new CategoricalParameter("kind", List.of("good", "bad"))),
          Map.of(),
          List.of());

  static final RungLadder LADDER =
      RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(9), 3, true));

  /** The landscape that the studies of the tests search. */
  static final Valley TARGET = new Valley(0.75, 0.3);

  /** Loss after some of nine epochs. */
  double loss(Configuration configuration, double epochs) {
    double dx = (Double) configuration.value("x").orElseThrow() - x;
    double dy = (Double) configuration.value("y").orElseThrow() - y;
    double bad = configuration.value("kind").orElseThrow().equals("bad") ? 0.3 : 0;
    double blur = 0.04 * Math.sin(17 * (dx + 2 * dy)) * (1 - epochs / 9);
    return dx * dx + dy * dy + bad + 0.3 * (1 - epochs / 9) + blur;
  }

  /** Loss that a random configuration has in the middle; regrets are relative to it. */
  static final double USUAL = 0.4;

  /** A prior of random trials, each at three levels. */
  static PriorLandscape prior(String name, int trials, double[] levels, LossAt loss) {
    LandscapeBuilder builder =
        new LandscapeBuilder(SPACE, new Measure("loss", false, "epoch"), levels);
    for (int i = 0; i < trials; i++) {
      Configuration configuration =
          SPACE.sample(new RandomStreams(name.hashCode()).stream("prior", i)).orElseThrow();
      for (double level : levels) {
        double share = level / levels[levels.length - 1];
        builder.add(configuration, level, loss.of(configuration, 9 * share), level);
      }
    }
    return new PriorLandscape(
        "id-" + name,
        name,
        builder.build(Provenance.of("study " + name, name, Instant.EPOCH, "test")));
  }

  /** A loss by configuration and epochs of nine. */
  interface LossAt {
    double of(Configuration configuration, double epochs);

    default LossAt through(DoubleUnaryOperator change) {
      return (configuration, epochs) -> change.applyAsDouble(of(configuration, epochs));
    }
  }

  static PriorLandscape prior(String name, LossAt loss) {
    return prior(name, 100, new double[] {1, 3, 9}, loss);
  }

  static FittedPrior fitted(PriorLandscape prior) {
    return new PriorFitter(LandscapeMethod.basis(SPACE, LADDER)).fit(prior);
  }

  static StudySpec study(String method, int trials, long seed, List<FittedPrior> priors) {
    return study(new MethodSettings(method, seed, Map.of()), Budget.ofTrials(trials), priors);
  }

  static StudySpec study(MethodSettings method, Budget budget, List<FittedPrior> priors) {
    return new StudySpec(
            "valley",
            new Objective("loss", Objective.Direction.MINIMIZE),
            SPACE,
            LADDER,
            method,
            budget,
            FailureRules.DEFAULT,
            Duration.ofDays(1),
            Duration.ofDays(1),
            List.of())
        .withPriors(priors);
  }

  /** Runs a study of two workers whose evaluations take a second an epoch. */
  static Simulation.Outcome run(StudySpec spec, LossAt loss, Consumer<StudyEvent> trace) {
    Workload workload =
        (configuration, trial, from, to) ->
            new Workload.Result(Map.of("loss", loss.of(configuration, to)), to - from);
    return new Simulation(spec, workload, 2, trace).run();
  }
}
