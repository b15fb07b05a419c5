package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AshaPromotionTest extends AsynchronousContract {

  private static final double INF = Double.POSITIVE_INFINITY;

  @Override
  Schedule fresh(RungLadder ladder) {
    return AshaPromotion.of(ladder);
  }

  @Test
  void next_twoResults_startsAnother() {
    Schedule schedule = withResults(2, 1);
    assertThat(schedule.next(true)).isEqualTo(new Step.StartTrial(0, 0));
  }

  @Test
  void next_threeResults_promotesTheBestWithItsReason() {
    Schedule schedule = withResults(2, 0.125, 3);
    assertThat(schedule.next(true))
        .isEqualTo(
            new Step.Promote(
                1, 1, "rank 1 of 3 at epoch 1, the best goes on: loss 0.125, cut 0.125"));
  }

  @Test
  void next_bestHasGoneOn_theSecondIsNotEligibleYet() {
    Schedule schedule = withResults(2, 1, 3);
    schedule.promoted(1, 1);
    assertThat(schedule.next(true)).isInstanceOf(Step.StartTrial.class);
  }

  @Test
  void next_betterArrivesLate_isPromotedBesideTheFirst() {
    Schedule schedule = withResults(2, 1, 3);
    schedule.promoted(1, 1);
    report(schedule, 3, 0.5);
    assertThat(schedule.next(true)).isEqualTo(promote(3, 1, "rank 1 of 4", schedule));
  }

  @Test
  void next_highestRungFirst() {
    Schedule schedule = withResults(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    for (int trial = 0; trial < 3; trial++) {
      schedule.promoted(trial, 1);
      schedule.reported(trial, 1, trial);
    }
    assertThat(schedule.next(true)).isEqualTo(promote(0, 2, "rank 1 of 3 at epoch 3", schedule));
    schedule.promoted(0, 2);
    assertThat(schedule.next(true)).isEqualTo(promote(3, 1, "rank 4 of 12 at epoch 1", schedule));
  }

  @Test
  void ties_goToTheLowerTrial() {
    Schedule schedule = withResults(1, 1, 1, 1, 1, 1);
    assertThat(((Step.Promote) schedule.next(true)).trial()).isZero();
    schedule.promoted(0, 1);
    assertThat(((Step.Promote) schedule.next(true)).trial()).isEqualTo(1);
    schedule.promoted(1, 1);
    assertThat(schedule.next(false)).isInstanceOf(Step.Wait.class);
  }

  @Test
  void failedPromotion_leavesItsPlaceTaken() {
    Schedule schedule = withResults(2, 1, 3);
    schedule.promoted(1, 1);
    schedule.failed(1, 1);
    assertThat(schedule.next(false)).isInstanceOf(Step.Finished.class);
    assertThat(schedule.rungs().get(1).failed()).isEqualTo(1);
  }

  @Test
  void stoppedByHand_neverGoesOn() {
    Schedule schedule = withResults(2, 1, 3);
    schedule.stopped(1, 0);
    assertThat(schedule.isOver(1)).isTrue();
    assertThat(schedule.next(false)).isInstanceOf(Step.Finished.class);
  }

  /** As O17: the same promotions as without the non-finite ones, and -Inf is not the best. */
  @Test
  void notFiniteResults_changeNoPromotion() {
    List<Double> with = List.of(Double.NaN, 3.0, 1.0, 2.0, INF, -INF, 0.5, 0.25, INF, 0.75, 4.0);
    List<Double> without = with.stream().filter(Double::isFinite).toList();
    assertThat(promotedLosses(with)).isEqualTo(promotedLosses(without)).isNotEmpty();
  }

  @Test
  void notFiniteResults_areCountedApart() {
    Schedule schedule = withResults(Double.NaN, 3, 1, 2, INF, -INF, 0.5);
    RungSummary rung = schedule.rungs().get(0);
    assertThat(rung.results()).isEqualTo(7);
    assertThat(rung.diverged()).isEqualTo(3);
    assertThat(rung.best()).isEqualTo(0.5);
    assertThat(rung.cutLoss()).hasValue(0.5);
    assertThat(schedule.verdict(5, 0))
        .isEqualTo(new Verdict.Stop("diverged at epoch 1: its loss is not a finite number"));
    assertThat(schedule.next(true)).isEqualTo(promote(6, 1, "; 3 diverged", schedule));
  }

  @Test
  void verdict_saysTheTable() {
    Schedule schedule = withResults(2, 1, 3, 5);
    assertThat(schedule.verdict(3, 0))
        .isEqualTo(new Verdict.Pause("rank 4 of 4 at epoch 1, the best goes on: loss 5, cut 1"));
  }

  @Test
  void trialStartedHigher_isRankedThere() {
    Schedule schedule = AshaPromotion.of(ladder(1, 27, 3));
    for (int trial = 0; trial < 3; trial++) {
      schedule.started(trial, 0, 2);
      schedule.reported(trial, 2, trial);
    }
    assertThat(schedule.next(true)).isEqualTo(promote(0, 3, "rank 1 of 3 at epoch 9", schedule));
  }

  @Test
  void inOrderOfWorsening_eachRungKeepsOneInEta() {
    RungLadder ladder = ladder(1, 27, 3);
    SimulatedSweep sweep =
        new SimulatedSweep(fresh(ladder), ladder, 1)
            .trials(81)
            .objective((trial, rung) -> trial)
            .run();
    assertThat(sweep.reachedInAll()).containsExactly(81, 27, 9, 3);
  }

  private static List<Double> promotedLosses(List<Double> losses) {
    Schedule schedule = AshaPromotion.of(ladder(1, 27, 3));
    List<Double> promoted = new ArrayList<>();
    for (int trial = 0; trial < losses.size(); trial++) {
      report(schedule, trial, losses.get(trial));
      while (schedule.next(false) instanceof Step.Promote promote) {
        promoted.add(losses.get(promote.trial()));
        schedule.promoted(promote.trial(), promote.rung());
        schedule.reported(promote.trial(), promote.rung(), losses.get(promote.trial()));
      }
    }
    return promoted;
  }

  private static Schedule withResults(double... losses) {
    Schedule schedule = AshaPromotion.of(ladder(1, 27, 3));
    for (int trial = 0; trial < losses.length; trial++) {
      report(schedule, trial, losses[trial]);
    }
    return schedule;
  }

  private static void report(Schedule schedule, int trial, double loss) {
    schedule.started(trial, 0, 0);
    schedule.reported(trial, 0, loss);
  }

  /** The promotion that is proposed, after checking its reason. */
  private static Step promote(int trial, int rung, String reasonPart, Schedule schedule) {
    Step.Promote proposed = (Step.Promote) schedule.next(true);
    assertThat(proposed.reason()).contains(reasonPart);
    return new Step.Promote(trial, rung, proposed.reason());
  }
}
