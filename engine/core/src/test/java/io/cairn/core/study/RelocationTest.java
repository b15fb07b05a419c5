package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Workers that vanish, come back, or give back what they have. */
class RelocationTest {

  private static final Duration LONG = Duration.ofSeconds(61);

  private static StudySpec spec(int retries, int maxRelocations) {
    return Studies.spec(
        "asha", Budget.ofTrials(1), new FailureRules(retries, 10, maxRelocations), true);
  }

  @Test
  void nodeLostThreeTimesWithoutRetries_costsNoFailureAndTheTrialFinishes() {
    DrivenStudy study = new DrivenStudy(spec(0, 20));
    for (int i = 0; i < 3; i++) {
      study.ask();
      study.pass(LONG);
    }
    study.tell(study.ask(), 0.5);
    assertThat(study.state.spending().failures()).isZero();
    assertThat(study.state.spending().relocations()).isEqualTo(3);
    assertThat(study.state.spending().lost()).isEqualTo(3);
    assertThat(study.state.spending().givenBack()).isZero();
    assertThat(study.state.status(0)).isEqualTo(TrialStatus.PAUSED);
  }

  @Test
  void givenBack_hasNoLimitAndIsCountedApart() {
    DrivenStudy study = new DrivenStudy(spec(0, 1));
    for (int i = 0; i < 50; i++) {
      study.fail(study.ask(), FailureKind.CANCELLED);
    }
    study.tell(study.ask(), 0.5);
    assertThat(study.state.spending().givenBack()).isEqualTo(50);
    assertThat(study.state.spending().lost()).isZero();
    assertThat(study.state.spending().failures()).isZero();
    assertThat(study.state.status(0)).isEqualTo(TrialStatus.PAUSED);
  }

  @Test
  void workersThatCannotRunIt_countWithThoseThatVanishAndAreNotTakenUpAgain() {
    DrivenStudy study = new DrivenStudy(spec(0, 2));
    StudyReply.Granted first = study.ask();
    study.fail(first, FailureKind.UNAVAILABLE);
    study.decide(new StudyCommand.Alive(List.of(first.token())));
    assertThat(study.state.running()).as("its worker gave up, whatever it says").isZero();
    study.ask();
    study.pass(LONG);
    assertThat(study.state.spending().lost()).isEqualTo(2);
    assertThat(study.state.spending().failures()).isZero();
    study.fail(study.ask(), FailureKind.UNAVAILABLE);
    assertThat(study.state.status(0)).isEqualTo(TrialStatus.FAILED);
    assertThat(study.all(StudyEvent.TrialFailed.class).get(0).reason())
        .startsWith("3 workers vanished or could not run it, the last one: ");
  }

  @Test
  void limits_countTheirOwnKindAlone() {
    DrivenStudy study = new DrivenStudy(spec(1, 2));
    study.fail(study.ask(), FailureKind.ERROR);
    study.fail(study.ask(), FailureKind.CANCELLED);
    study.ask();
    study.pass(LONG);
    study.fail(study.ask(), FailureKind.CANCELLED);
    study.ask();
    study.pass(LONG);
    assertThat(study.state.status(0)).isEqualTo(TrialStatus.RUNNING);
    study.ask();
    study.pass(LONG);
    assertThat(study.state.status(0)).isEqualTo(TrialStatus.FAILED);
    assertThat(study.all(StudyEvent.TrialFailed.class).get(0).reason())
        .contains("vanished 3 times");
  }

  @Test
  void counts_surviveARestart() {
    for (boolean snapshot : new boolean[] {false, true}) {
      DrivenStudy study = new DrivenStudy(spec(0, 2));
      for (int i = 0; i < 2; i++) {
        study.ask();
        study.pass(LONG);
        study.restart(snapshot);
      }
      study.fail(study.ask(), FailureKind.CANCELLED);
      study.restart(snapshot);
      assertThat(study.state.spending().lost()).isEqualTo(2);
      assertThat(study.state.spending().givenBack()).isEqualTo(1);
      study.ask();
      study.pass(LONG);
      assertThat(study.state.status(0)).isEqualTo(TrialStatus.FAILED);
    }
  }

  // ---- clocks
  // ------------------------------------------------------------------------------------

  @Test
  void leaseGivenWhileTheClockWasAhead_isLostAfterItsTermAllTheSame() {
    DrivenStudy study = new DrivenStudy(spec(0, 20));
    study.pass(Duration.ofHours(15));
    study.ask();
    study.pass(Duration.ofHours(-15));
    assertThat(study.state.running()).isEqualTo(1);
    study.pass(LONG);
    assertThat(study.state.running()).isZero();
    assertThat(study.state.spending().lost()).isEqualTo(1);
  }

  @Test
  void studyThatEndsWhileTheClockIsAhead_endsAfterItsGraceAllTheSame() {
    for (boolean restart : new boolean[] {false, true}) {
      DrivenStudy study = new DrivenStudy(spec(0, 20));
      StudyReply.Granted hangs = study.ask();
      study.pass(Duration.ofHours(15));
      StudyReply.Granted alive = study.ask();
      assertThat(alive.trial()).isEqualTo(hangs.trial());
      study.decide(new StudyCommand.Stop("enough"));
      study.now = study.now.minus(Duration.ofHours(15));
      if (restart) {
        study.restart(false);
      }
      for (int second = 0; second < 50 && study.state.running() > 0; second++) {
        study.decide(new StudyCommand.Alive(List.of(alive.token())));
        study.pass(Duration.ofSeconds(10));
      }
      assertThat(study.state.phase()).isEqualTo(StudyPhase.ENDED);
    }
  }

  // ---- signs of life ---------------------------------------------------------------------------

  @Test
  void workerThatWasAwayLongerThanItsLease_keepsWhatNobodyTook() {
    for (boolean snapshot : new boolean[] {false, true}) {
      DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)));
      StudyReply.Granted away = study.ask();
      study.pass(LONG);
      study.restart(snapshot);
      assertThat(study.overOf(away.token())).isEmpty();
      assertThat(study.all(StudyEvent.LeaseRestored.class)).hasSize(1);
      assertThat(study.state.running()).isEqualTo(1);
      assertThat(study.ask().trial()).as("nobody else gets it").isEqualTo(1);
      assertThat(study.tell(away, 0.5)).isInstanceOf(StudyReply.Accepted.class);
      assertThat(study.state.spending().evaluations()).isEqualTo(1);
    }
  }

  @Test
  void restoredLease_hasAWholeTermAgain() {
    DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted away = study.ask();
    study.pass(LONG);
    study.overOf(away.token());
    study.pass(Duration.ofSeconds(59));
    assertThat(study.state.running()).isEqualTo(1);
    study.pass(Duration.ofSeconds(1));
    assertThat(study.state.running()).isZero();
  }

  @Test
  void evaluationThatAnotherWorkerTook_isOver() {
    DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted away = study.ask();
    study.pass(LONG);
    StudyReply.Granted again = study.ask();
    assertThat(study.overOf(away.token(), again.token(), 99)).containsExactly(away.token(), 99L);
    assertThat(study.tell(away, 0.5)).isInstanceOf(StudyReply.Refused.class);
    assertThat(study.tell(again, 0.5)).isInstanceOf(StudyReply.Accepted.class);
  }

  @Test
  void leaseThatItsWorkerGaveUp_isNotRestoredByALateSignOfLife() {
    for (FailureKind why : List.of(FailureKind.CANCELLED, FailureKind.ERROR)) {
      for (boolean snapshot : new boolean[] {false, true}) {
        DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)));
        StudyReply.Granted granted = study.ask();
        study.fail(granted, why);
        study.restart(snapshot);
        assertThat(study.overOf(granted.token())).containsExactly(granted.token());
        assertThat(study.ask().attempt()).isEqualTo(2);
      }
    }
  }

  @Test
  void leaseThatCameBack_takesNoPlaceThatIsGone() {
    WorkerRules one = new WorkerRules(Placement.ANYWHERE, OptionalInt.of(1));
    StudySpec spec = Studies.spec("asha", Budget.ofTrials(9));
    WorkerLabels gpu = WorkerLabels.of("gpu");
    WorkerRules placed =
        new WorkerRules(new Placement(List.of(WorkerLabels.NONE, gpu, gpu)), one.maxInFlight());
    DrivenStudy study = new DrivenStudy(spec.withWorkers(placed));
    for (int i = 0; i < 3; i++) {
      study.tell(study.ask(WorkerLabels.NONE), 0.1 * (i + 1));
    }
    StudyReply.Granted away = study.ask(gpu);
    assertThat(away.to()).isEqualTo(3);
    study.pass(LONG);
    StudyReply.Granted other = study.ask(WorkerLabels.NONE);
    assertThat(study.overOf(away.token())).containsExactly(away.token());
    assertThat(study.state.running()).isEqualTo(1);
    assertThat(study.tell(away, 0.5))
        .as("a result is never thrown away")
        .isInstanceOf(StudyReply.Accepted.class);
    assertThat(study.state.running()).isEqualTo(1);
    study.tell(other, 0.5);
  }

  @Test
  void studyThatEnds_restoresNothing() {
    DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted away = study.ask();
    study.pass(LONG);
    study.ask();
    StudyReply.Granted other = study.ask();
    study.decide(new StudyCommand.Stop("enough"));
    assertThat(study.overOf(away.token(), other.token())).containsExactly(away.token());
  }
}
