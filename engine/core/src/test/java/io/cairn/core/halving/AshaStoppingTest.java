package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AshaStoppingTest extends AsynchronousContract {

  @Override
  Schedule fresh(RungLadder ladder) {
    return AshaStopping.of(ladder);
  }

  @Test
  void firstResults_goOnWhateverTheyAre() {
    Schedule schedule = fresh(ladder(1, 27, 3));
    assertThat(report(schedule, 0, 1))
        .isEqualTo(new Verdict.GoOn("rank 1 of 1 at epoch 1, too few to stop one: loss 1"));
    assertThat(report(schedule, 1, 100)).isInstanceOf(Verdict.GoOn.class);
    assertThat(report(schedule, 2, 50))
        .isEqualTo(new Verdict.Stop("rank 2 of 3 at epoch 1, the best goes on: loss 50, cut 1"));
  }

  @Test
  void laterResults_goOnAmongTheBestOneInEta() {
    Schedule schedule = fresh(ladder(1, 27, 3));
    for (int trial = 0; trial < 8; trial++) {
      report(schedule, trial, trial);
    }
    assertThat(report(schedule, 8, 1.5))
        .isEqualTo(new Verdict.GoOn("rank 3 of 9 at epoch 1, the best 3 go on: loss 1.5, cut 1.5"));
    assertThat(report(schedule, 9, 1.75)).isInstanceOf(Verdict.Stop.class);
  }

  @Test
  void ties_goToTheLowerTrial() {
    Schedule schedule = fresh(ladder(1, 27, 3));
    report(schedule, 0, 1);
    report(schedule, 1, 1);
    assertThat(report(schedule, 2, 1)).isInstanceOf(Verdict.Stop.class);
  }

  @Test
  void verdictOnce_isNotRevised() {
    Schedule schedule = fresh(ladder(1, 27, 3));
    report(schedule, 0, 10);
    for (int trial = 1; trial < 9; trial++) {
      report(schedule, trial, trial);
    }
    assertThat(schedule.verdict(0, 0)).isInstanceOf(Verdict.GoOn.class);
    assertThat(schedule.verdict(8, 0)).isInstanceOf(Verdict.Stop.class);
  }

  @Test
  void next_whereNobodyRunsThrough_proposesThoseToldToGoOnFromTheTopDown() {
    Schedule schedule = fresh(ladder(1, 27, 3));
    report(schedule, 0, 5);
    report(schedule, 1, 4);
    assertThat(((Step.Promote) schedule.next(true)).trial()).isEqualTo(1);
    schedule.promoted(1, 1);
    schedule.reported(1, 1, 4);
    assertThat(schedule.next(true))
        .isEqualTo(new Step.Promote(1, 2, "rank 1 of 1 at epoch 3, too few to stop one: loss 4"));
    schedule.promoted(1, 2);
    assertThat(((Step.Promote) schedule.next(true)).trial()).isZero();
    schedule.promoted(0, 1);
    assertThat(schedule.next(true)).isInstanceOf(Step.StartTrial.class);
    assertThat(schedule.next(false)).isInstanceOf(Step.Wait.class);
  }

  @Test
  void reportAbove_withoutAPromotion_meansThatItRanOn() {
    Schedule schedule = fresh(ladder(1, 27, 3));
    report(schedule, 0, 5);
    schedule.reported(0, 1, 4);
    assertThat(schedule.rungs().get(0).promoted()).isEqualTo(1);
    assertThat(schedule.rungs().get(1).results()).isEqualTo(1);
    assertThat(schedule.running()).isZero();
  }

  @Test
  void reportAbove_pastARung_leavesThatRungAlone() {
    Schedule schedule = fresh(ladder(1, 27, 3));
    schedule.started(0, 0, 0);
    schedule.reported(0, 2, 4);
    assertThat(schedule.rungs()).extracting(RungSummary::running).containsOnly(0);
    assertThat(schedule.rungs()).extracting(RungSummary::results).containsExactly(0, 0, 1, 0);
    assertThat(schedule.verdict(0, 2)).isInstanceOf(Verdict.GoOn.class);
  }

  /** As O17: the same verdicts as without the non-finite ones. */
  @Test
  void notFiniteResults_changeNoOtherVerdict() {
    double inf = Double.POSITIVE_INFINITY;
    List<Double> with = List.of(Double.NaN, 3.0, 1.0, 2.0, inf, -inf, 0.5, 0.7, inf, 0.1);
    List<Double> without = with.stream().filter(Double::isFinite).toList();
    assertThat(goingOn(with)).isEqualTo(goingOn(without)).containsExactly(3.0, 1.0, 0.5, 0.1);
  }

  private List<Double> goingOn(List<Double> losses) {
    Schedule schedule = fresh(ladder(1, 27, 3));
    List<Double> goingOn = new ArrayList<>();
    for (int trial = 0; trial < losses.size(); trial++) {
      if (report(schedule, trial, losses.get(trial)) instanceof Verdict.GoOn) {
        goingOn.add(losses.get(trial));
      }
    }
    return goingOn;
  }

  private static Verdict report(Schedule schedule, int trial, double loss) {
    schedule.started(trial, 0, 0);
    schedule.reported(trial, 0, loss);
    return schedule.verdict(trial, 0);
  }
}
