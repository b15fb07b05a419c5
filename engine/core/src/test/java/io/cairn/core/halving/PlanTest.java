package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.Plan.PlannedRung;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlanTest {

  @Test
  void asha_givesTheFloorsAndAMean() {
    RungLadder ladder = ladder(true);
    Plan plan = Plan.of(() -> AshaPromotion.of(ladder), ladder, OptionalInt.of(81));

    List<PlannedRung> rungs = plan.brackets().get(0).rungs();
    assertThat(rungs).extracting(PlannedRung::atLeast).containsExactly(81L, 27L, 9L, 3L);
    assertThat(rungs).allMatch(rung -> rung.expected() >= rung.atLeast());
    assertThat(rungs.get(1).expected()).isBetween(28.0, 45.0);
    assertThat(plan.exact()).isFalse();
    assertThat(plan.perRound()).isFalse();
  }

  @Test
  void asha_anySweep_reachesAtLeastThePlannedFloors() {
    RungLadder ladder = ladder(true);
    Plan plan = Plan.of(() -> AshaPromotion.of(ladder), ladder, OptionalInt.of(60));
    for (int seed = 0; seed < 30; seed++) {
      int[] reached =
          new SimulatedSweep(AshaPromotion.of(ladder), ladder, seed)
              .trials(60)
              .workers(1 + seed % 9)
              .run()
              .reachedInAll();
      for (PlannedRung rung : plan.brackets().get(0).rungs()) {
        assertThat((long) reached[rung.rung()])
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(rung.atLeast());
      }
    }
  }

  @Test
  void asha_expectation_isNearWhatSweepsDo() {
    RungLadder ladder = ladder(true);
    Plan plan = Plan.of(() -> AshaPromotion.of(ladder), ladder, OptionalInt.of(200));
    double mean = 0;
    int sweeps = 20;
    for (int seed = 0; seed < sweeps; seed++) {
      int shift = 1_000_003 * seed;
      int[] reached =
          new SimulatedSweep(AshaPromotion.of(ladder), ladder, seed)
              .trials(200)
              .objective((trial, rung) -> SimulatedSweep.mixed(shift + trial))
              .run()
              .reachedInAll();
      mean += (double) reached[1] / sweeps;
    }
    assertThat(plan.brackets().get(0).rungs().get(1).expected()).isCloseTo(mean, within(4.0));
  }

  @Test
  void sameInputs_giveTheSamePlan() {
    RungLadder ladder = ladder(true);
    for (int trials : new int[] {1, 10, 300}) {
      assertThat(Plan.of(() -> Pasha.of(ladder), ladder, OptionalInt.of(trials)))
          .isEqualTo(Plan.of(() -> Pasha.of(ladder), ladder, OptionalInt.of(trials)));
    }
  }

  @Test
  void resource_dependsOnWhetherEvaluationsGoOn() {
    Plan with =
        Plan.of(() -> SuccessiveHalving.of(ladder(true), 27), ladder(true), OptionalInt.of(27));
    Plan without =
        Plan.of(() -> SuccessiveHalving.of(ladder(false), 27), ladder(false), OptionalInt.of(27));
    assertThat(with.resource()).isEqualTo(27 + 9 * 2 + 3 * 6 + 18);
    assertThat(without.resource()).isEqualTo(4 * 27);
    assertThat(with.evaluations()).isEqualTo(without.evaluations()).isEqualTo(40);
  }

  @Test
  void resource_ofWorkersThatRunThrough_needsNoCheckpoints() {
    RungLadder ladder = ladder(false);
    Plan plan = Plan.of(() -> AshaStopping.of(ladder), ladder, OptionalInt.of(1));
    assertThat(plan.brackets().get(0).rungs())
        .extracting(PlannedRung::cost)
        .containsExactly(1.0, 2.0, 6.0, 18.0);
    assertThat(plan.resource()).isEqualTo(27);
  }

  @Test
  void noBudget_isOneRound() {
    RungLadder ladder = ladder(true);
    Plan asha = Plan.of(() -> AshaPromotion.of(ladder), ladder, OptionalInt.empty());
    assertThat(asha.configurations()).isEqualTo(27);
    assertThat(asha.perRound()).isTrue();
    assertThat(asha.brackets().get(0).rungs().get(3).atLeast()).isEqualTo(1);
  }

  @Test
  void hugeBudget_isScaled() {
    RungLadder ladder = RungLadder.single();
    Plan plan = Plan.of(() -> FullFidelity.of(ladder), ladder, OptionalInt.of(2_000_000));
    assertThat(plan.configurations()).isEqualTo(2_000_000);
    assertThat(plan.evaluations()).isEqualTo(2_000_000);
    assertThat(plan.exact()).isFalse();
  }

  @Test
  void manyBrackets_areFewRows() {
    RungLadder ladder = ladder(true);
    Plan plan = Plan.of(() -> Hyperband.of(ladder), ladder, OptionalInt.of(49 * 1_000 + 1));
    assertThat(plan.brackets()).hasSize(5);
    assertThat(plan.brackets().get(0).repeats()).isEqualTo(1_000);
    assertThat(plan.brackets().get(4).rungs().get(0).atLeast()).isEqualTo(1);
  }

  @Test
  void noTrials_isRefused() {
    RungLadder ladder = ladder(true);
    assertThatThrownBy(() -> Plan.of(() -> Pasha.of(ladder), ladder, OptionalInt.of(0)))
        .hasMessageContaining("at least 1");
  }

  private static RungLadder ladder(boolean checkpoints) {
    return RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(27), 3, checkpoints));
  }
}
