package io.cairn.bench.race;

import io.cairn.core.space.Configuration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The yardstick of an instance.
 *
 * @param fullSeconds what a full evaluation takes: the median over 2,000 random configurations
 * @param medianLoss of the same configurations in full
 * @param bestLoss the least of 22,000 random configurations in full
 */
record InstanceScale(double fullSeconds, double medianLoss, double bestLoss) {
  /** Regrets below are not told apart: the best of 22,000 is not the optimum. */
  static final double LEAST_REGRET = 1e-4;

  /** Regret before there is any result. */
  static final double REGRET_OF_NOTHING = 1;

  private static final int IN_MEDIAN = 2_000;
  private static final int IN_BEST = 22_000;
  private static final int BATCH = 2_000;

  /** Measures an instance, with the same configurations as every other of its scenario. */
  static InstanceScale of(Scenario scenario, int instance) {
    RandomGenerator random = Draws.random(scenario, "scale", 0);
    List<Configuration> configurations =
        Stream.generate(() -> scenario.space().sample(random).orElseThrow())
            .limit(IN_BEST)
            .toList();
    int top = scenario.ladder().top();
    Outcomes first = scenario.evaluate(instance, configurations.subList(0, IN_MEDIAN), top);
    double best = Arrays.stream(first.losses()).min().orElseThrow();
    for (int from = IN_MEDIAN; from < IN_BEST; from += BATCH) {
      Outcomes more =
          scenario.evaluate(
              instance, configurations.subList(from, Math.min(IN_BEST, from + BATCH)), top);
      best = Math.min(best, Arrays.stream(more.losses()).min().orElseThrow());
    }
    return new InstanceScale(
        Statistics.median(first.seconds()), Statistics.median(first.losses()), best);
  }

  /**
   * (loss - best) / (median random - best), at least {@link #LEAST_REGRET}. Where half of all
   * configurations are as good as the best, there is no such scale: what is worse has the regret of
   * nothing.
   */
  double regret(double loss) {
    if (!(medianLoss > bestLoss)) {
      return loss > bestLoss ? REGRET_OF_NOTHING : LEAST_REGRET;
    }
    return Math.max(LEAST_REGRET, (loss - bestLoss) / (medianLoss - bestLoss));
  }
}
