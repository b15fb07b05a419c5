package io.cairn.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.Methods;
import io.cairn.core.simulate.Workload;
import io.cairn.core.space.Configuration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static final int BUDGET = 16;

  private static RaceResult run(Scenario scenario, String method, int workers, long seed) {
    RaceKey key = new RaceKey(scenario.name(), method, "none", workers, 0, 0);
    return new Race(scenario, scenario.scale(0), BUDGET)
        .run(key, MethodSettings.of(method, seed), List.of());
  }

  @Test
  void fullEvaluations_fitTheBudget_whateverTheWorkers() {
    for (int workers : new int[] {1, 2, 4, 16}) {
      RaceResult result = run(Hills.of(3, true), "random", workers, 1);
      assertThat(result.evaluations()).as(workers + " workers").isEqualTo(BUDGET);
      assertThat(result.utilisation()).isCloseTo(1, Offset.offset(1e-6));
      assertThat(result.regrets()).hasSize(BUDGET);
    }
  }

  @Test
  void regret_isOneUntilTheFirstResult() {
    double[] regrets = run(Hills.of(3, true), "random", 4, 1).regrets();
    assertThat(regrets[2]).isEqualTo(1);
    assertThat(regrets[3]).isNotEqualTo(1);
  }

  @Test
  void everyMethod_runsAndRepeats() {
    for (boolean checkpoints : new boolean[] {true, false}) {
      Hills hills = Hills.of(3, checkpoints);
      for (String method : Methods.names()) {
        RaceResult first = run(hills, method, 4, 7);
        assertThat(first.regrets()).as(method).isEqualTo(run(hills, method, 4, 7).regrets());
        assertThat(first.regrets()[BUDGET - 1]).as(method).isLessThan(1);
      }
    }
  }

  @Test
  void goodPriors_help_fromTheFirstEvaluation() {
    Hills hills = Hills.of(9, true);
    RaceKey key = new RaceKey("hills", "portfolio", "all", 4, 4, 0);
    Race race = new Race(hills, hills.scale(4), BUDGET);
    MethodSettings portfolio = MethodSettings.of("portfolio", 3);
    double with =
        race.run(key, portfolio, new Priors(hills).of(PriorKind.parse("all"), 4, 0)).regrets()[0];
    double without = race.run(key, portfolio, List.of()).regrets()[0];
    assertThat(with).isLessThan(without).isLessThan(.2);
  }

  @Test
  void withCheckpoints_aStepCostsTheDifference_atLeastAThousandth() {
    Hills hills = Hills.of(3, true);
    RaceWorkload work = new RaceWorkload(hills, 0, new InstanceScale(9_000, 1, 0), 1);
    Configuration configuration = hills.sample(0, 1, Draws.random(hills, "test", 0)).get(0);
    assertThat(work.run(configuration, 0, 0, 1).seconds()).isEqualTo(9);
    RaceWorkload usual = new RaceWorkload(hills, 0, new InstanceScale(9, 1, 0), 1);
    assertThat(usual.run(configuration, 0, 0, 1).seconds()).isEqualTo(1);
    Workload.Result result = usual.run(configuration, 0, 3, 9);
    assertThat(result.seconds()).isEqualTo(6);
    assertThat(result.metrics())
        .containsEntry(RaceWorkload.METRIC, hills.curve(0, configuration).losses()[2]);
  }

  @Test
  void withoutCheckpoints_aStepCostsAllOfItsLevel() {
    Hills hills = Hills.of(3, false);
    RaceWorkload work = new RaceWorkload(hills, 0, new InstanceScale(9, 1, 0), 1);
    Configuration configuration = hills.sample(0, 1, Draws.random(hills, "test", 0)).get(0);
    assertThat(work.run(configuration, 0, 0, 1).seconds()).isEqualTo(1);
    assertThat(work.run(configuration, 0, 0, 9).seconds()).isEqualTo(9);
  }

  /** A data set on which half of all configurations are perfect has no scale, and no NaN. */
  @Test
  void regret_whereTheMedianIsTheBest_isThatOfTheBestOrOfNothing() {
    InstanceScale scale = new InstanceScale(1, 0, 0);
    assertThat(scale.regret(0)).isEqualTo(1e-4);
    assertThat(scale.regret(0.2)).isEqualTo(1);
  }

  @Test
  void scale_isThatOfRandomConfigurations() {
    Hills hills = Hills.of(3, true);
    InstanceScale scale = hills.scale(0);
    assertThat(scale.fullSeconds()).isEqualTo(9);
    assertThat(scale.regret(scale.medianLoss())).isEqualTo(1);
    assertThat(scale.regret(scale.bestLoss())).isEqualTo(1e-4);
    double[] random =
        hills.evaluate(0, hills.sample(0, 2_000, Draws.random(hills, "test", 1)), 2).losses();
    assertThat(Statistics.median(random)).isCloseTo(scale.medianLoss(), Offset.offset(.02));
    assertThat(scale.bestLoss()).isLessThanOrEqualTo(1 / 9.0 + .002);
  }
}
