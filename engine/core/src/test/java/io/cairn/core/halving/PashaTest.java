package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import org.junit.jupiter.api.Test;

class PashaTest extends AsynchronousContract {

  @Override
  Schedule fresh(RungLadder ladder) {
    return Pasha.of(ladder);
  }

  @Test
  void rankingsAgree_nobodyGoesAboveTheSecondRung() {
    RungLadder ladder = ladder(1, 81, 3);
    Pasha pasha = Pasha.of(ladder);
    SimulatedSweep sweep =
        new SimulatedSweep(pasha, ladder, 1)
            .trials(200)
            .workers(4)
            .objective((trial, rung) -> SimulatedSweep.mixed(trial))
            .run();
    assertThat(pasha.ceiling()).isEqualTo(1);
    assertThat(sweep.reachedInAll()[1]).isGreaterThanOrEqualTo(66);
    assertThat(sweep.reachedInAll()[2]).isZero();
  }

  @Test
  void rankingsAreUnrelated_becomesAsha() {
    RungLadder ladder = ladder(1, 27, 3);
    Pasha pasha = Pasha.of(ladder, 0);
    new SimulatedSweep(pasha, ladder, 1)
        .trials(200)
        .objective((trial, rung) -> SimulatedSweep.mixed(trial * 100 + rung))
        .run();
    assertThat(pasha.ceiling()).isEqualTo(3);
  }

  @Test
  void largeEpsilon_neverGrows() {
    RungLadder ladder = ladder(1, 27, 3);
    Pasha pasha = Pasha.of(ladder, 1);
    new SimulatedSweep(pasha, ladder, 1)
        .trials(200)
        .objective((trial, rung) -> SimulatedSweep.mixed(trial * 100 + rung))
        .run();
    assertThat(pasha.ceiling()).isEqualTo(1);
  }

  @Test
  void disagreementAtTheTop_addsOneRung() {
    Pasha pasha = withSix();
    assertThat(pasha.ceiling()).isEqualTo(1);
    assertThat(pasha.next(false)).isInstanceOf(Step.Wait.class);
    pasha.reported(0, 1, 1);
    assertThat(pasha.ceiling()).isEqualTo(1);
    pasha.reported(1, 1, 0.5);
    assertThat(pasha.ceiling()).isEqualTo(2);
  }

  @Test
  void agreementAtTheTop_keepsIt_andSaysSo() {
    Pasha pasha = withSix();
    pasha.reported(0, 1, 1);
    pasha.reported(1, 1, 1.5);
    assertThat(pasha.ceiling()).isEqualTo(1);
    assertThat(pasha.verdict(1, 1))
        .isEqualTo(
            new Verdict.Pause(
                "the top rung is epoch 3 as long as it ranks trials like the one below"));
    assertThat(pasha.next(false)).isInstanceOf(Step.Finished.class);
  }

  @Test
  void divergedAtTheTop_hasNoRank() {
    Pasha pasha = withSix();
    pasha.reported(0, 1, Double.NaN);
    pasha.reported(1, 1, 0.5);
    assertThat(pasha.ceiling()).isEqualTo(1);
  }

  /** With noise of 0.05 in losses, pairs criss-cross, and epsilon comes to lie near it. */
  @Test
  void epsilon_isLearnedFromNoise() {
    RungLadder ladder = ladder(1, 729, 3);
    Pasha pasha = Pasha.of(ladder);
    new SimulatedSweep(pasha, ladder, 1)
        .trials(3_000)
        .objective(
            (trial, rung) ->
                SimulatedSweep.mixed(trial) + 0.05 * SimulatedSweep.mixed(-7 * trial - rung))
        .run();
    assertThat(pasha.epsilon()).isBetween(0.01, 0.05);
    assertThat(pasha.ceiling()).isGreaterThan(1);
  }

  /** The best 64 agree at both rungs; all others turn round, which does not matter any more. */
  @Test
  void manyTrialsAtTheTop_areComparedByTheBest() {
    RungLadder ladder = ladder(1, 27, 3);
    Pasha pasha = Pasha.of(ladder, 0);
    SimulatedSweep sweep =
        new SimulatedSweep(pasha, ladder, 1)
            .trials(1_000)
            .objective((trial, rung) -> trial < 64 || rung == 0 ? trial : 10_000 - trial)
            .run();
    assertThat(sweep.reachedInAll()[1]).isGreaterThan(300);
    assertThat(pasha.ceiling()).isEqualTo(1);
  }

  /** Six results of which the two best are on their way to the second rung. */
  private static Pasha withSix() {
    Pasha pasha = Pasha.of(ladder(1, 27, 3));
    for (int trial = 0; trial < 6; trial++) {
      pasha.started(trial, 0, 0);
      pasha.reported(trial, 0, trial);
    }
    pasha.promoted(0, 1);
    pasha.promoted(1, 1);
    return pasha;
  }
}
