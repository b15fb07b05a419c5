package io.cairn.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.Configuration;
import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.server.history.SimulatedSweep;
import io.cairn.server.history.Specs;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.report.Importance.Estimate;
import io.cairn.server.report.Importance.Item;
import io.cairn.server.report.Importance.Unknown;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ForestImportanceTest {

  private static StudyHistory history(
      int parameters, int trials, ToDoubleFunction<Configuration> loss) {
    StudySpec spec =
        Specs.of(
            "importance",
            Specs.LOSS,
            Specs.reals(parameters),
            RungLadder.single(),
            "random",
            Budget.ofTrials(trials));
    return StudyHistory.of(
        spec,
        "s",
        new SimulatedSweep(spec, (c, at) -> Map.of("loss", loss.applyAsDouble(c))).run().stream());
  }

  private static double x(Configuration c, int i) {
    return (Double) c.value("x" + i).orElseThrow();
  }

  @Test
  void parameterThatMatters_comesFirst() {
    StudyHistory history =
        history(5, 150, c -> 3 * Math.pow(x(c, 4) - 0.5, 2) + 0.4 * x(c, 2) + 1e-3 * x(c, 1));
    Estimate estimate = (Estimate) ForestImportance.of(history, 800).get();
    assertThat(estimate.results()).isEqualTo(150);
    assertThat(estimate.explained()).isGreaterThan(0.6);
    assertThat(estimate.items()).extracting(Item::parameter).startsWith("x4", "x2");
    assertThat(estimate.items()).hasSize(5);
    for (Item item : estimate.items()) {
      assertThat(item.mean()).isBetween(item.low(), item.high());
    }
    assertThat(estimate.items().get(4).mean()).isLessThan(0.05);
  }

  @Test
  void categoryThatMatters_comesFirst() {
    StudySpec spec =
        Specs.of(
            "c", Specs.LOSS, Specs.booster(), RungLadder.single(), "random", Budget.ofTrials(120));
    StudyHistory history =
        StudyHistory.of(
            spec,
            "s",
            new SimulatedSweep(
                    spec,
                    (c, at) ->
                        Map.of(
                            "loss",
                            (c.value("booster").orElseThrow().equals("dart") ? 1.0 : 0.0)
                                + 0.1 * ((Long) c.value("depth").orElseThrow())))
                .run().stream());
    Estimate estimate = (Estimate) ForestImportance.of(history, 800).get();
    assertThat(estimate.items()).extracting(Item::parameter).startsWith("depth", "booster");
  }

  @Test
  void sameHistory_givesTheSameNumbers() {
    StudyHistory history = history(3, 60, c -> x(c, 1) * x(c, 2));
    assertThat(ForestImportance.of(history, 800).get())
        .isEqualTo(ForestImportance.of(history, 800).get());
  }

  @Test
  void noise_isSaidToExplainNothing() {
    StudyHistory history = history(3, 100, c -> Math.sin(1e7 * x(c, 1) + 3e6 * x(c, 2)));
    Estimate estimate = (Estimate) ForestImportance.of(history, 800).get();
    assertThat(estimate.explained()).isLessThan(0.15);
  }

  @Test
  void tooFewOrEqualResults_areASentence() {
    assertThat(ForestImportance.of(history(2, 19, c -> x(c, 1)), 800).get())
        .isEqualTo(
            new Unknown(
                "Importance needs at least 20 finite results at one rung; here the fullest rung"
                    + " has 19."));
    assertThat(ForestImportance.of(history(2, 40, c -> 7), 800).get())
        .isEqualTo(new Unknown("Importance cannot be told: all results at the rung are equal."));
    assertThat(ForestImportance.of(history(2, 40, c -> Double.NaN), 800).get())
        .isInstanceOf(Unknown.class);
  }

  @Test
  void highestRungWithEnoughResults_isTaken() {
    StudyHistory history = SampleStudies.usual();
    Estimate estimate = (Estimate) ForestImportance.of(history, 800).get();
    // Seven parameters ask for 35 results; epoch 9 and 27 have fewer.
    assertThat(estimate.rung()).isEqualTo(1);
  }

  @Test
  void manyResults_areThinnedOut() {
    StudyHistory history = history(2, 400, c -> x(c, 1));
    Estimate estimate = (Estimate) ForestImportance.of(history, 50).get();
    assertThat(estimate.results()).isEqualTo(400);
    assertThat(estimate.items().get(0).parameter()).isEqualTo("x1");
  }
}
