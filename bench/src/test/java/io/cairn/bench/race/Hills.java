package io.cairn.bench.race;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** A scenario by formula: a valley whose place differs a little from instance to instance. */
record Hills(String name, RungLadder ladder, List<String> instances) implements Scenario {
  static final int X = 1;

  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new CategoricalParameter("kind", List.of("plain", "deep")),
              new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
              new RealParameter("rate", 1e-4, 1, Scale.LOG, OptionalDouble.empty()),
              new IntegerParameter("depth", 1, 9, Scale.LINEAR, 1),
              new RealParameter("drop", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
          Map.of(
              "depth", new Condition.Equals("kind", "deep"),
              "drop", new Condition.Equals("kind", "deep")),
          List.of());

  /** With so many instances and epochs 1, 3, 9. */
  static Hills of(int instances, boolean checkpoints) {
    return new Hills(
        "hills",
        RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(9), 3, checkpoints)),
        IntStream.range(0, instances).mapToObj(i -> "hill" + i).toList());
  }

  @Override
  public SearchSpace space() {
    return SPACE;
  }

  @Override
  public Outcomes evaluate(int instance, List<Configuration> configurations, int rung) {
    return new Outcomes(
        configurations.stream().mapToDouble(c -> loss(instance, c, rung)).toArray(),
        configurations.stream().mapToDouble(c -> ladder.level(rung)).toArray());
  }

  @Override
  public Outcomes curve(int instance, Configuration configuration) {
    return new Outcomes(
        IntStream.range(0, ladder.size())
            .mapToDouble(rung -> loss(instance, configuration, rung))
            .toArray(),
        IntStream.range(0, ladder.size()).mapToDouble(ladder::level).toArray());
  }

  private double loss(int instance, Configuration configuration, int rung) {
    double x = (Double) configuration.value(X) - .2 - .05 * instance;
    double rate = Math.log10((Double) configuration.value(2)) + 2;
    double depth = configuration.isActive(3) ? Math.abs((Long) configuration.value(3) - 4) : 3;
    return x * x + .1 * rate * rate + .01 * depth + 1 / ladder.level(rung);
  }
}
