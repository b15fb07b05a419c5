package io.cairn.core.study;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Small studies for tests. */
public final class Studies {

  private Studies() {}

  /** A space of one real and one integer parameter. */
  public static SearchSpace space() {
    return new SearchSpace(
        List.of(
            new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
            new IntegerParameter("k", 1, 9, Scale.LINEAR, 1)),
        Map.of(),
        List.of());
  }

  /** Rungs 1, 3, 9, ... up to {@code max}. */
  public static RungLadder ladder(int max, boolean checkpoints) {
    return RungLadder.of(
        new Fidelity("epoch", Rational.parse("1"), Rational.parse("" + max), 3, checkpoints));
  }

  /** A study that maximises accuracy. */
  public static StudySpec spec(String method, Budget budget) {
    return spec(method, budget, FailureRules.DEFAULT, true);
  }

  /** A study that maximises accuracy. */
  public static StudySpec spec(
      String method, Budget budget, FailureRules failures, boolean checkpoints) {
    return new StudySpec(
        "test",
        new Objective("accuracy", Objective.Direction.MAXIMIZE),
        space(),
        ladder(9, checkpoints),
        new MethodSettings(method, 7, Map.of()),
        budget,
        failures,
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        List.of());
  }

  /** Accuracy of a configuration at a level: smooth, better with more epochs. */
  public static double accuracy(Configuration configuration, double level) {
    double x = (double) configuration.values().get("x");
    long k = (long) configuration.values().get("k");
    return 1 - (x - 0.3) * (x - 0.3) - 0.02 * Math.abs(k - 4) - 0.5 / (1 + level);
  }
}
