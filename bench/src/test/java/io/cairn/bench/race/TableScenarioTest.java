package io.cairn.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableScenarioTest {
  private final SearchSpace space =
      new SearchSpace(
          List.of(new OrdinalParameter("units", List.of(8, 16, 32, 64))), Map.of(), List.of());
  private final List<Configuration> rows = List.of(row(8), row(16), row(32), row(64));
  private final TableScenario scenario =
      new TableScenario(
          "table",
          space,
          RungLadder.single(),
          List.of(
              new TableInstance(
                  "first",
                  new TableRows.Complete(rows),
                  new double[][][] {
                    {{.4, .2, .6, Double.NaN}}, {{.5, .3, .9, Double.NaN}},
                  },
                  new double[] {1})));

  private Configuration row(long units) {
    return space.configuration(Map.of("units", units));
  }

  @Test
  void run_seesOneRepeat_andIsJudgedByTheirMean() {
    Set<Double> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Observation observation =
          scenario.observe(0, rows.get(1), Draws.random(scenario, "noise", i));
      seen.add(observation.seen().losses()[0]);
      assertThat(observation.fullLoss()).isEqualTo(.25);
    }
    assertThat(seen).containsExactlyInAnyOrder(.2, .3);
  }

  @Test
  void failedRow_isWorthTheWorst_andSeenAsDiverged() {
    Observation observation = scenario.observe(0, rows.get(3), Draws.random(scenario, "n", 0));
    assertThat(observation.seen().losses()[0]).isNaN();
    assertThat(observation.fullLoss()).isEqualTo(.75);
  }

  @Test
  void scale_isThatOfTheWholeTable() {
    assertThat(scenario.scale(0)).isEqualTo(new InstanceScale(1, .45, .25));
  }

  @Test
  void sample_takesNoRowTwice() {
    assertThat(scenario.sample(0, 3, Draws.random(scenario, "s", 0)))
        .hasSize(3)
        .doesNotHaveDuplicates();
    assertThat(scenario.sample(0, 200, Draws.random(scenario, "s", 0)))
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void sampledTable_answersWithTheNearestRow() {
    SearchSpace line =
        new SearchSpace(
            List.of(new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
            Map.of(),
            List.of());
    TableRows sampled =
        new TableRows.Sampled(
            line,
            List.of(
                line.configuration(Map.of("x", .1)),
                line.configuration(Map.of("x", .5)),
                line.configuration(Map.of("x", .9))));
    assertThat(sampled.row(line.configuration(Map.of("x", .69)))).isEqualTo(1);
    assertThat(sampled.row(line.configuration(Map.of("x", .71)))).isEqualTo(2);
  }

  @Test
  void completeTable_refusesWhatItHasNot() {
    TableRows few = new TableRows.Complete(rows.subList(0, 2));
    assertThatThrownBy(() -> few.row(rows.get(2))).hasMessageContaining("is not in the table");
  }
}
