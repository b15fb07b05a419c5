package io.cairn.bench.elastic;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.simulate.Workload;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudySpec;
import io.cairn.core.surrogate.UnitAxes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The studies of the simulations: six parameters, four rungs, a valley with ripples. */
final class ElasticWork {
  /** Longest evaluation, in seconds; the shortest takes one. */
  static final double LONGEST_SECONDS = 300;

  /**
   * Simulated workers send no heartbeats, so a lease lives longer than any evaluation; that of a
   * vanished worker expires no sooner.
   */
  private static final Duration LEASE = Duration.ofSeconds(360);

  private ElasticWork() {}

  static StudySpec spec(String name, String method, long seed, Budget budget) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parameters.add(
          new RealParameter(
              "x" + i, 1e-4, 1, i % 2 == 0 ? Scale.LOG : Scale.LINEAR, OptionalDouble.empty()));
    }
    parameters.add(new IntegerParameter("k", 1, 512, Scale.LOG, 1));
    parameters.add(new CategoricalParameter("kind", List.of("a", "b", "c")));
    return new StudySpec(
        name,
        new Objective("loss", Objective.Direction.MINIMIZE),
        new SearchSpace(parameters, Map.of(), List.of()),
        RungLadder.of(new Fidelity("epoch", Rational.parse("1"), Rational.parse("27"), 3, true)),
        new MethodSettings(method, seed, Map.of()),
        budget,
        FailureRules.DEFAULT,
        LEASE,
        Duration.ofSeconds(30),
        List.of());
  }

  /** Evaluations take from one second to the longest, each as likely, whatever they evaluate. */
  static Workload workload(StudySpec spec) {
    UnitAxes axes = UnitAxes.of(spec.space());
    RandomStreams streams = new RandomStreams(spec.method().seed());
    return (configuration, trial, from, to) -> {
      double share = streams.stream("seconds", trial * 100L + (long) to).nextDouble();
      return new Workload.Result(
          Map.of("loss", loss(axes.point(configuration), to)), 1 + (LONGEST_SECONDS - 1) * share);
    };
  }

  private static double loss(double[] point, double level) {
    double sum = 0;
    for (int i = 0; i < point.length; i++) {
      double off = point[i] - 0.3 - 0.05 * i;
      sum += off * off + 0.02 * Math.sin(25 * off);
    }
    return sum / point.length + 0.2 / level;
  }
}
