package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent.CheckpointDropped;
import io.cairn.core.study.StudyEvent.CheckpointKept;
import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept of checkpoints, what is given up, and what a lost one costs. */
class CheckpointTest {

  private static StudySpec spec(String method, int trials, long budget, boolean keep) {
    OptionalLong bytes = budget == 0 ? OptionalLong.empty() : OptionalLong.of(budget);
    return Studies.spec(method, Budget.ofTrials(trials))
        .withCheckpointRules(new CheckpointRules(bytes, keep));
  }

  private static void tell(
      DrivenStudy study, StudyReply.Granted granted, double accuracy, long bytes) {
    study.decide(
        new StudyCommand.Complete(
            granted.token(),
            granted.to(),
            Map.of("accuracy", accuracy),
            OptionalDouble.of(1),
            OptionalLong.of(bytes)));
  }

  private static List<Integer> dropped(DrivenStudy study) {
    return study.all(CheckpointDropped.class).stream().map(CheckpointDropped::trial).toList();
  }

  /** So many trials at rung 0, the first the best, each with a checkpoint of 10 bytes. */
  private static void rung0(DrivenStudy study, int trials) {
    for (int i = 0; i < trials; i++) {
      tell(study, next(study, 1), 0.9 - 0.01 * i, 10);
    }
  }

  /** The next evaluation to this level; others are left out for good. */
  private static StudyReply.Granted next(DrivenStudy study, double to) {
    StudyReply.Granted granted = study.ask();
    while (granted.to() != to) {
      granted = study.ask();
    }
    return granted;
  }

  @Test
  void whatWorkersTell_isKeptOnce() {
    DrivenStudy study = new DrivenStudy(spec("asha", 9, 0, false));
    StudyReply.Granted granted = study.ask();
    for (int sequence = 1; sequence <= 3; sequence++) {
      study.decide(
          new StudyCommand.Report(
              granted.token(),
              sequence,
              0.2 * sequence,
              Map.of("accuracy", 0.1),
              1,
              OptionalLong.of(100)));
    }
    tell(study, granted, 0.5, 120);
    assertThat(study.all(CheckpointKept.class))
        .containsExactly(
            new CheckpointKept(study.now, 0, 100), new CheckpointKept(study.now, 0, 120));
    assertThat(study.state.checkpointBytes()).isEqualTo(120);
    tell(study, study.ask(), 0.5, 0);
    tell(study, study.ask(), 0.5, -5);
    assertThat(study.state.checkpointBytes()).isEqualTo(120);
  }

  @Test
  void studyWithoutCheckpoints_takesNoNoteOfThem() {
    StudySpec plain = Studies.spec("asha", Budget.ofTrials(9), FailureRules.DEFAULT, false);
    DrivenStudy study = new DrivenStudy(plain);
    tell(study, study.ask(), 0.5, 100);
    study.decide(new StudyCommand.CheckpointGone(0));
    assertThat(study.all(CheckpointKept.class)).isEmpty();
    assertThat(study.all(CheckpointDropped.class)).isEmpty();
  }

  @Test
  void overBudget_theWorstOfTheLowestRungGoesFirst() {
    DrivenStudy study = new DrivenStudy(spec("asha", 60, 60, false));
    rung0(study, 6);
    assertThat(dropped(study)).as("the budget is just enough").isEmpty();
    StudyReply.Granted newest = next(study, 1);
    tell(study, newest, 0.1, 30);
    assertThat(study.state.checkpointBytes()).isLessThanOrEqualTo(60);
    assertThat(dropped(study)).containsExactly(newest.trial());
    assertThat(study.all(CheckpointDropped.class).get(0).reason()).contains("90 of 60 bytes");
  }

  @Test
  void bestOfARung_areGivenUpLast() {
    DrivenStudy study = new DrivenStudy(spec("asha", 100, 40, false));
    for (int i = 0; i < 60; i++) {
      StudyReply.Granted granted = study.ask();
      double quality = (granted.trial() * 7 % 60) / 60.0;
      tell(study, granted, quality + 0.001 * granted.to(), 10);
      assertThat(study.state.checkpointBytes()).isLessThanOrEqualTo(40);
    }
    for (CheckpointDropped drop : study.all(CheckpointDropped.class)) {
      if (drop.reason().contains("bytes")) {
        assertThat(study.state.status(drop.trial())).isNotEqualTo(TrialStatus.COMPLETED);
      }
    }
    assertThat(study.state.spending().failures()).isZero();
  }

  @Test
  void trialThatIsOverAndNotTheBest_losesItsCheckpointAtOnce() {
    DrivenStudy study = new DrivenStudy(spec("random", 3, 0, false));
    StudyReply.Granted done = study.ask();
    StudyReply.Granted broken = study.ask();
    tell(study, done, 0.5, 100);
    study.decide(
        new StudyCommand.Report(
            broken.token(), 1, 1, Map.of("accuracy", 0.1), 1, OptionalLong.of(50)));
    assertThat(study.state.checkpointBytes()).isEqualTo(150);
    study.fail(broken, FailureKind.ERROR);
    assertThat(study.state.checkpointBytes()).as("it is tried again").isEqualTo(150);
    study.fail(study.ask(), FailureKind.ERROR);
    assertThat(study.state.checkpointBytes()).isEqualTo(100);
    assertThat(dropped(study)).containsExactly(1);
  }

  @Test
  void bestTrial_keepsItsModelUntilThereIsABetterOne() {
    for (boolean snapshot : new boolean[] {false, true}) {
      DrivenStudy study = new DrivenStudy(spec("random", 4, 35, false));
      for (double accuracy : new double[] {0.3, 0.2, 0.9, 0.5}) {
        tell(study, study.ask(), accuracy, 10);
        study.restart(snapshot);
      }
      assertThat(study.request(WorkerLabels.ANY)).isInstanceOf(StudyReply.Done.class);
      assertThat(dropped(study)).containsExactly(1, 0, 3);
      assertThat(study.state.phase()).isEqualTo(StudyPhase.ENDED);
      assertThat(study.state.checkpointBytes(2)).hasValue(10);
    }
  }

  @Test
  void stoppedWhileItRuns_keepsItUntilTheWorkerIsDone() {
    DrivenStudy study = new DrivenStudy(spec("asha-stopping", 9, 0, false));
    StudyReply.Granted granted = study.ask();
    study.decide(
        new StudyCommand.Report(
            granted.token(), 1, 1, Map.of("accuracy", Double.NaN), 1, OptionalLong.of(50)));
    assertThat(study.state.status(0)).isEqualTo(TrialStatus.STOPPED);
    assertThat(dropped(study)).isEmpty();
    study.decide(new StudyCommand.Complete(granted.token(), 1, Map.of(), OptionalDouble.of(1)));
    assertThat(dropped(study)).containsExactly(0);
  }

  @Test
  void keep_holdsWhatIsOverAsLongAsThereIsRoomTheBestLongest() {
    DrivenStudy study = new DrivenStudy(spec("random", 9, 35, true));
    for (double accuracy : new double[] {0.3, 0.9, 0.1, 0.5, 0.7}) {
      tell(study, study.ask(), accuracy, 10);
    }
    assertThat(dropped(study)).containsExactly(2, 0);
    study.decide(new StudyCommand.Stop("enough"));
    assertThat(study.state.checkpointBytes()).isEqualTo(30);
  }

  @Test
  void bracketThatIsJudged_freesThoseThatLost() {
    DrivenStudy study = new DrivenStudy(spec("sha", 9, 0, false));
    for (int i = 0; i < 9; i++) {
      tell(study, study.ask(), 0.1 + 0.01 * (i * 4 % 9), 10);
    }
    Set<Integer> kept = new HashSet<>();
    for (int trial = 0; trial < 9; trial++) {
      if (study.state.checkpointBytes(trial).isPresent()) {
        kept.add(trial);
      }
    }
    assertThat(kept).hasSize(3);
    while (study.request(WorkerLabels.ANY) instanceof StudyReply.Granted granted) {
      assertThat(granted.from()).as("whoever goes on has its checkpoint").isPositive();
      tell(study, granted, 0.5 + 0.01 * granted.trial(), 10);
    }
    assertThat(study.state.phase()).isEqualTo(StudyPhase.ENDED);
    assertThat(study.state.checkpointBytes()).as("the best trial's").isEqualTo(10);
    assertThat(study.state.spending().wastedUnits()).isZero();
  }

  @Test
  void lostCheckpoint_costsRecomputationAndNotTheTrial() {
    DrivenStudy study = new DrivenStudy(spec("asha", 9, 0, false));
    rung0(study, 3);
    study.decide(new StudyCommand.CheckpointGone(0));
    assertThat(study.all(CheckpointDropped.class))
        .containsExactly(new CheckpointDropped(study.now, 0, 10, "a worker did not find it"));
    StudyReply.Granted again = study.ask();
    assertThat(again.trial()).isZero();
    assertThat(again.from()).isZero();
    assertThat(again.to()).isEqualTo(3);
    tell(study, again, 0.95, 10);
    assertThat(study.state.spending().units()).isEqualTo(3 + 3);
    assertThat(study.state.spending().wastedUnits()).isEqualTo(1);
    assertThat(study.state.spending().failures()).isZero();
    assertThat(study.state.startLevel(0)).as("it has one again").isEqualTo(3);
  }

  @Test
  void recomputedWork_isWastedOnceEvenIfTheWorkerIsLostThen() {
    for (boolean snapshot : new boolean[] {false, true}) {
      DrivenStudy study = new DrivenStudy(spec("asha", 9, 0, false));
      rung0(study, 3);
      study.decide(new StudyCommand.CheckpointGone(0));
      StudyReply.Granted again = study.ask();
      study.report(again, 1, 2, 0.5);
      study.restart(snapshot);
      study.pass(Duration.ofSeconds(61));
      assertThat(study.state.spending().wastedUnits()).isEqualTo(2);
      StudyReply.Granted third = study.ask();
      assertThat(third.from()).as("still nothing to go on from").isZero();
      study.restart(snapshot);
      tell(study, third, 0.5, 10);
      assertThat(study.state.spending().wastedUnits()).isEqualTo(3);
      assertThat(study.state.spending().units()).isEqualTo(3 + 2 + 3);
    }
  }

  @Test
  void checkpointOfARunningTrial_isNotGivenUp() {
    DrivenStudy study = new DrivenStudy(spec("asha", 9, 5, false));
    StudyReply.Granted granted = study.ask();
    study.decide(
        new StudyCommand.Report(
            granted.token(), 1, 0.5, Map.of("accuracy", 0.1), 1, OptionalLong.of(50)));
    assertThat(study.state.checkpointBytes()).isEqualTo(50);
    study.pass(Duration.ofSeconds(61));
    assertThat(study.state.checkpointBytes()).as("its worker may be back").isEqualTo(50);
    tell(study, study.ask(), 0.5, 50);
    assertThat(study.state.checkpointBytes()).isZero();
  }

  @Test
  void goneCheckpoint_isNotedOnceAndOfKnownTrialsAlone() {
    DrivenStudy study = new DrivenStudy(spec("asha", 9, 0, false));
    rung0(study, 1);
    StudyReply unknown = study.decide(new StudyCommand.CheckpointGone(7));
    assertThat(((StudyReply.Refused) unknown).reason()).contains("no trial 7");
    assertThat(study.decide(new StudyCommand.CheckpointGone(0)))
        .isInstanceOf(StudyReply.Noted.class);
    study.decide(new StudyCommand.CheckpointGone(0));
    assertThat(dropped(study)).containsExactly(0);
  }

  @Test
  void smallDisk_holdsAndCostsRecomputationAlone() {
    long megabyte = 1_000_000;
    DrivenStudy study = new DrivenStudy(spec("asha", 300, 1_000 * megabyte, false));
    long most = 0;
    java.util.ArrayDeque<StudyReply.Granted> out = new java.util.ArrayDeque<>();
    while (study.state.phase() != StudyPhase.ENDED) {
      while (out.size() < 4 && study.request(WorkerLabels.ANY) instanceof StudyReply.Granted next) {
        out.add(next);
      }
      if (!out.isEmpty()) {
        StudyReply.Granted granted = out.remove();
        double accuracy = Studies.accuracy(granted.configuration(), granted.to());
        tell(study, granted, accuracy, 50 * megabyte);
      }
      most = Math.max(most, study.state.checkpointBytes());
    }
    assertThat(most).isEqualTo(1_000 * megabyte);
    assertThat(study.state.trials()).isEqualTo(300);
    assertThat(study.state.spending().failures()).isZero();
    assertThat(study.state.spending().trialsFailed()).isZero();
    long again =
        study.all(StudyEvent.EvaluationLeased.class).stream()
            .filter(e -> e.from() == 0 && e.rung() > 0)
            .count();
    long promotions = study.all(StudyEvent.TrialPromoted.class).size();
    assertThat(again)
        .as("of " + promotions + " promotions few start from scratch")
        .isLessThan(promotions / 3);
    assertThat(study.state.spending().wastedUnits()).isGreaterThanOrEqualTo(again);
    double useful = study.state.spending().units() - study.state.spending().wastedUnits();
    assertThat(useful).isEqualTo(expectedUnits(study));
  }

  /** Each rung of each trial once. */
  private static double expectedUnits(DrivenStudy study) {
    double units = 0;
    double[] step = {1, 2, 6};
    for (StudyEvent.Reported e : study.all(StudyEvent.Reported.class)) {
      units += step[e.rung().orElseThrow()];
    }
    return units;
  }

  @Test
  void restart_keepsTheLedger() {
    for (boolean snapshot : new boolean[] {false, true}) {
      DrivenStudy study = new DrivenStudy(spec("asha", 60, 50, false));
      rung0(study, 5);
      study.decide(new StudyCommand.CheckpointGone(1));
      study.restart(snapshot);
      assertThat(study.state.checkpointBytes()).isEqualTo(40);
      assertThat(study.state.startLevel(1)).isZero();
      assertThat(study.state.startLevel(2)).isEqualTo(1);
      tell(study, next(study, 1), 0.1, 20);
      assertThat(study.state.checkpointBytes()).isLessThanOrEqualTo(50);
    }
  }
}
