package io.cairn.bench.race;

import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.Methods;
import io.cairn.core.search.Proposal;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.Portfolio;
import io.cairn.core.transfer.PriorLandscape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes the studies of a race. */
final class RaceStudy {
  /** Simulated workers never vanish. */
  private static final Duration FOR_EVER = Duration.ofDays(365_000);

  private static final double NANOSECONDS = 1e9;

  private RaceStudy() {}

  /**
   * The study of one run.
   *
   * @param priors landscapes that its method may learn from
   * @param fits of them
   * @param seconds when the clock ends
   */
  static StudySpec spec(
      Scenario scenario,
      MethodSettings method,
      List<PriorLandscape> priors,
      FittedPriors fits,
      double seconds) {
    StudySpec spec =
        new StudySpec(
            scenario.name(),
            new Objective(RaceWorkload.METRIC, Objective.Direction.MINIMIZE),
            scenario.space(),
            scenario.ladder(),
            method,
            budget(seconds),
            FailureRules.DEFAULT,
            FOR_EVER,
            FOR_EVER,
            List.of());
    if (method.name().equals("landscape")) {
      return spec.withPriors(fits.of(priors));
    }
    int size = Methods.portfolioSize(method);
    return size == 0 || priors.isEmpty()
        ? spec
        : spec.withPortfolio(Proposal.of(Portfolio.greedy(scenario.space(), priors, size)));
  }

  /**
   * As wall-clock, which the decider holds to the nanosecond: so many workers for so long are the
   * budget of worker time.
   */
  private static Budget budget(double seconds) {
    return new Budget(
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.of(Duration.ofNanos((long) (seconds * NANOSECONDS))),
        OptionalDouble.empty());
  }
}
