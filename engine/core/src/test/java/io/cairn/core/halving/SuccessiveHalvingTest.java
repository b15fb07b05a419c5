package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.fidelity.RungLadder;
import java.util.Comparator;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest extends SynchronousContract {

  private static final double INF = Double.POSITIVE_INFINITY;

  @Override
  Schedule fresh(RungLadder ladder) {
    return SuccessiveHalving.of(ladder, 27);
  }

  @Test
  void oneBracket_halvesToTheTopAndEnds() {
    RungLadder ladder = ladder(1, 27, 3);
    SimulatedSweep sweep =
        new SimulatedSweep(fresh(ladder), ladder, 1).trials(100).workers(4).run();
    assertThat(sweep.reachedInAll()).containsExactly(27, 9, 3, 1);
  }

  @Test
  void sizes_areFloorsOfTheWholeBracket() {
    RungLadder ladder = ladder(1, 27, 3);
    SimulatedSweep sweep =
        new SimulatedSweep(SuccessiveHalving.of(ladder, 50), ladder, 1).trials(99).run();
    assertThat(sweep.reachedInAll()).containsExactly(50, 16, 5, 1);
  }

  @Test
  void smallBracket_sendsAtLeastOneOn() {
    RungLadder ladder = ladder(1, 27, 3);
    SimulatedSweep sweep =
        new SimulatedSweep(SuccessiveHalving.of(ladder, 4), ladder, 1).trials(99).run();
    assertThat(sweep.reachedInAll()).containsExactly(4, 1, 1, 1);
  }

  @Test
  void shortLastStep_isAStep() {
    RungLadder ladder = ladder(1, 52, 3);
    SimulatedSweep sweep =
        new SimulatedSweep(SuccessiveHalving.of(ladder, 81), ladder, 1).trials(99).run();
    assertThat(sweep.reachedInAll()).containsExactly(81, 27, 9, 3, 1);
  }

  @Test
  void next_rungIncomplete_waitsThenPromotesTheBestInOrder() {
    Schedule schedule = started(9);
    for (int trial = 0; trial < 8; trial++) {
      schedule.reported(trial, 0, 10 - trial);
      assertThat(schedule.next(true)).isInstanceOf(Step.Wait.class);
    }
    schedule.reported(8, 0, 20);
    assertThat(schedule.next(true))
        .isEqualTo(
            new Step.Promote(7, 1, "rank 1 of 9 at epoch 1, the best 3 go on: loss 3, cut 5"));
    schedule.promoted(7, 1);
    schedule.promoted(6, 1);
    schedule.promoted(5, 1);
    assertThat(schedule.next(true)).isInstanceOf(Step.Wait.class);
  }

  @Test
  void fewerFiniteThanPlaces_fewerGoOnAndTheReasonSaysSo() {
    Schedule schedule = started(9);
    schedule.reported(0, 0, 7);
    schedule.reported(1, 0, 6);
    for (int trial = 2; trial < 6; trial++) {
      schedule.reported(trial, 0, Double.NaN);
    }
    for (int trial = 6; trial < 9; trial++) {
      schedule.failed(trial, 0);
    }
    assertThat(schedule.next(true))
        .isEqualTo(
            new Step.Promote(
                1,
                1,
                "rank 1 of 2 at epoch 1, the best 3 go on: loss 6; 4 diverged, 3 failed;"
                    + " fewer results are finite"));
    schedule.promoted(1, 1);
    schedule.promoted(0, 1);
    assertThat(schedule.next(true)).isInstanceOf(Step.Wait.class);
    schedule.reported(1, 1, 1);
    schedule.reported(0, 1, 2);
    assertThat(schedule.next(true)).isInstanceOf(Step.Promote.class);
  }

  /**
   * As O17: diverged members hold their place in n, and who goes on of the finite ones is by rank.
   */
  @Test
  void notFiniteResults_rankWorst() {
    Schedule schedule = started(7);
    double[] losses = {Double.NaN, 3, 1, 2, INF, -INF, 0.5};
    for (int trial = 0; trial < losses.length; trial++) {
      schedule.reported(trial, 0, losses[trial]);
    }
    assertThat(((Step.Promote) schedule.next(true)).trial()).isEqualTo(6);
    schedule.promoted(6, 1);
    assertThat(((Step.Promote) schedule.next(true)).trial()).isEqualTo(2);
    schedule.promoted(2, 1);
    assertThat(schedule.next(true)).isInstanceOf(Step.Wait.class);
  }

  @Test
  void budgetEndsEarly_judgesTheMembersThereAre() {
    Schedule schedule = SuccessiveHalving.of(ladder(1, 27, 3), 27);
    for (int trial = 0; trial < 7; trial++) {
      schedule.started(trial, 0, 0);
    }
    for (int trial = 0; trial < 6; trial++) {
      schedule.reported(trial, 0, trial);
      assertThat(schedule.next(false)).isInstanceOf(Step.Wait.class);
    }
    schedule.reported(6, 0, 6);
    assertThat(schedule.next(true)).isInstanceOf(Step.StartTrial.class);
    assertThat(schedule.next(false))
        .isEqualTo(
            new Step.Promote(0, 1, "rank 1 of 7 at epoch 1, the best 2 go on: loss 0, cut 1"));
    schedule.promoted(0, 1);
    assertThat(((Step.Promote) schedule.next(true)).trial()).isEqualTo(1);
    schedule.promoted(1, 1);
    assertThat(schedule.next(true)).isInstanceOf(Step.Wait.class);
  }

  @Test
  void verdict_isFinalAsSoonAsEnoughAreBetter() {
    Schedule schedule = started(9);
    schedule.reported(0, 0, 1);
    schedule.reported(1, 0, 2);
    schedule.reported(2, 0, 9);
    assertThat(schedule.verdict(2, 0))
        .isEqualTo(
            new Verdict.Pause(
                "rank 3 of 3 at epoch 1, the best 3 go on: loss 9, cut 9; judged when 9 have"
                    + " ended here"));
    schedule.reported(3, 0, 10);
    assertThat(schedule.verdict(3, 0))
        .isEqualTo(
            new Verdict.Stop(
                "rank 4 of 4 at epoch 1, the best 3 go on: loss 10, cut 9; 3 are better already"));
    assertThat(schedule.isOver(3)).isTrue();
    schedule.reported(4, 0, 3);
    assertThat(schedule.isOver(2)).isTrue();
    assertThat(schedule.isOver(0)).isFalse();
  }

  @Test
  void verdict_ofTheLastMember_saysWhetherItGoesOn() {
    Schedule winner = reportedUpTo(8);
    winner.reported(8, 0, -1);
    assertThat(winner.verdict(8, 0)).isInstanceOf(Verdict.Pause.class);
    Schedule loser = reportedUpTo(8);
    loser.reported(8, 0, 100);
    assertThat(loser.verdict(8, 0)).isInstanceOf(Verdict.Stop.class);
  }

  @Test
  void verdict_askedLate_isThatOthersWentOn() {
    Schedule schedule = reportedUpTo(9);
    for (int trial = 0; trial < 3; trial++) {
      schedule.promoted(trial, 1);
    }
    for (int trial = 0; trial < 3; trial++) {
      schedule.reported(trial, 1, trial);
    }
    assertThat(schedule.verdict(5, 0)).isEqualTo(new Verdict.Stop("others went on from epoch 1"));
    assertThat(schedule.isOver(5)).isTrue();
  }

  @Test
  void stoppedByHand_leavesItsPlaceEmpty() {
    Schedule schedule = reportedUpTo(9);
    schedule.stopped(0, 0);
    assertThat(((Step.Promote) schedule.next(true)).trial()).isEqualTo(1);
    schedule.promoted(1, 1);
    schedule.promoted(2, 1);
    assertThat(schedule.next(true)).isInstanceOf(Step.Wait.class);
    schedule.stopped(1, 1);
    schedule.reported(2, 1, 1);
    assertThat(schedule.next(true)).isInstanceOf(Step.Promote.class);
  }

  @Test
  void stoppedByHand_theOnlyWinner_endsTheBracket() {
    Schedule schedule = started(1);
    schedule.reported(0, 0, 1);
    assertThat(schedule.next(true)).isInstanceOf(Step.Promote.class);
    schedule.stopped(0, 0);
    assertThat(schedule.next(true)).isInstanceOf(Step.Finished.class);
  }

  @Test
  void promotedOutOfTurn_isRefused() {
    Schedule schedule = reportedUpTo(9);
    assertThatThrownBy(() -> schedule.promoted(8, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("carry out what next() proposes");
    Schedule incomplete = reportedUpTo(8);
    assertThatThrownBy(() -> incomplete.promoted(0, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void verdict_ofTheLastMemberDiverging_saysSo() {
    Schedule schedule = started(1);
    schedule.reported(0, 0, Double.NaN);
    assertThat(schedule.verdict(0, 0))
        .isEqualTo(new Verdict.Stop("diverged at epoch 1: its loss is not a finite number"));
  }

  @Test
  void repeated_opensTheNextBracketWhileTheLastIsRunning() {
    Schedule schedule = SuccessiveHalving.repeated(ladder(1, 27, 3), 3);
    for (int trial = 0; trial < 3; trial++) {
      schedule.started(trial, 0, 0);
    }
    assertThat(schedule.next(true)).isEqualTo(new Step.StartTrial(1, 0));
  }

  @Test
  void finished_bracketsStayVisibleUpToABound() {
    RungLadder ladder = ladder(1, 9, 3);
    Schedule schedule = SuccessiveHalving.repeated(ladder, 9);
    new SimulatedSweep(schedule, ladder, 1).trials(9 * 200).workers(5).run();
    assertThat(schedule.rungs()).hasSize(32 * 3);
    assertThat(schedule.rungs()).allMatch(rung -> rung.bracket() >= 200 - 32 - 5);
    assertThat(schedule.rungs())
        .isSortedAccordingTo(
            Comparator.comparing(RungSummary::bracket).thenComparing(RungSummary::rung));
  }

  @Test
  void of_noConfigurations_isRefused() {
    assertThatThrownBy(() -> SuccessiveHalving.of(ladder(1, 9, 3), 0))
        .hasMessageContaining("a bracket of 0 configurations");
  }

  @Test
  void plan_withoutABudget_isTheBracket() {
    RungLadder ladder = ladder(1, 27, 3);
    Plan plan = Plan.of(() -> fresh(ladder), ladder, OptionalInt.empty());
    assertThat(plan.configurations()).isEqualTo(27);
    assertThat(plan.perRound()).isFalse();
    assertThat(plan.evaluations()).isEqualTo(40);
    assertThat(plan.resource()).isEqualTo(27 + 9 * 2 + 3 * 6 + 18);
  }

  private static Schedule started(int members) {
    Schedule schedule = SuccessiveHalving.of(ladder(1, 27, 3), members);
    for (int trial = 0; trial < members; trial++) {
      schedule.started(trial, 0, 0);
    }
    return schedule;
  }

  /** A bracket of nine of which the first ones have reported their own number as loss. */
  private static Schedule reportedUpTo(int reported) {
    Schedule schedule = started(9);
    for (int trial = 0; trial < reported; trial++) {
      schedule.reported(trial, 0, trial);
    }
    return schedule;
  }
}
