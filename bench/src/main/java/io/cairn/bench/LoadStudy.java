package io.cairn.bench;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSettings;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The study of the load measurements: ten parameters, four rungs, ASHA. */
final class LoadStudy {

  private LoadStudy() {}

  static StudySpec spec(String method, int trials) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      parameters.add(
          new RealParameter(
              "x" + i, 1e-4, 1, i % 2 == 0 ? Scale.LOG : Scale.LINEAR, OptionalDouble.empty()));
    }
    for (int i = 0; i < 3; i++) {
      parameters.add(new IntegerParameter("k" + i, 1, 512, Scale.LOG, 1));
    }
    parameters.add(new CategoricalParameter("kind", List.of("a", "b", "c")));
    return new StudySpec(
        "load",
        new Objective("loss", Objective.Direction.MINIMIZE),
        new SearchSpace(parameters, Map.of(), List.of()),
        RungLadder.of(new Fidelity("epoch", Rational.parse("1"), Rational.parse("27"), 3, true)),
        new MethodSettings(method, 1, Map.of()),
        Budget.ofTrials(trials),
        FailureRules.DEFAULT,
        Duration.ofDays(1),
        Duration.ofSeconds(1),
        List.of());
  }

  /** A loss that is a fixed hash of the trial, so that a run costs nothing but Cairn itself. */
  static double loss(int trial, double level) {
    long mixed = (trial + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
    return ((mixed >>> 11) * 0x1.0p-53) + 1 / (1 + level);
  }
}
