package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PauseTest {

  private static StudySpec withWallClock(int seconds) {
    return Studies.spec(
        "asha",
        new Budget(
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.of(Duration.ofSeconds(seconds)),
            OptionalDouble.empty()));
  }

  @Test
  void paused_handsOutNothingAndTakesWhatComes() {
    DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted out = study.ask();
    assertThat(study.decide(new StudyCommand.Pause("night"))).isInstanceOf(StudyReply.Noted.class);
    assertThat(study.state.phase()).isEqualTo(StudyPhase.PAUSED);
    assertThat(study.waits(WorkerLabels.ANY)).isEqualTo("the study is paused: night");
    assertThat(study.report(out, 1, 0.5, 0.1)).isEqualTo(new StudyReply.Accepted(true));
    study.tell(out, 0.5);
    assertThat(study.state.spending().evaluations()).isEqualTo(1);
    study.pass(Duration.ofDays(3));
    assertThat(study.state.phase()).isEqualTo(StudyPhase.PAUSED);
    study.decide(new StudyCommand.Resume());
    assertThat(study.state.phase()).isEqualTo(StudyPhase.RUNNING);
    assertThat(study.state.reason()).isEmpty();
    assertThat(study.ask().trial()).isEqualTo(1);
  }

  @Test
  void pausedTime_doesNotCount() {
    for (boolean snapshot : new boolean[] {false, true}) {
      DrivenStudy study = new DrivenStudy(withWallClock(10));
      study.pass(Duration.ofSeconds(4));
      study.decide(new StudyCommand.Pause("night"));
      study.pass(Duration.ofHours(5));
      study.restart(snapshot);
      assertThat(study.state.phase()).as("taken up paused").isEqualTo(StudyPhase.PAUSED);
      study.pass(Duration.ofHours(5));
      study.restart(snapshot);
      assertThat(study.state.elapsed(study.now)).isEqualTo(Duration.ofSeconds(4));
      study.decide(new StudyCommand.Resume());
      study.pass(Duration.ofSeconds(5));
      assertThat(study.state.phase()).isEqualTo(StudyPhase.RUNNING);
      study.pass(Duration.ofSeconds(1));
      assertThat(study.state.reason()).startsWith("wall-clock budget reached");
    }
  }

  @Test
  void stopWhilePaused_givesGraceAndEnds() {
    DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)));
    study.ask();
    study.decide(new StudyCommand.Pause("night"));
    study.decide(new StudyCommand.Stop("enough"));
    assertThat(study.state.phase()).isEqualTo(StudyPhase.ENDING);
    study.pass(Duration.ofSeconds(10));
    assertThat(study.state.phase()).isEqualTo(StudyPhase.ENDED);
    assertThat(study.state.reason()).isEqualTo("enough");
  }

  @Test
  void whatCannotBe_isRefusedAndWhatIsAlready_isNoted() {
    DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)));
    assertThat(study.decide(new StudyCommand.Resume())).isInstanceOf(StudyReply.Noted.class);
    study.decide(new StudyCommand.Pause("night"));
    int events = study.events.size();
    assertThat(study.decide(new StudyCommand.Pause("again"))).isInstanceOf(StudyReply.Noted.class);
    assertThat(study.events).hasSize(events);
    study.decide(new StudyCommand.Stop("enough"));
    assertThat(study.decide(new StudyCommand.Stop("more"))).isInstanceOf(StudyReply.Noted.class);
    assertThat(study.state.reason()).isEqualTo("enough");
    StudyReply pause = study.decide(new StudyCommand.Pause("late"));
    assertThat(((StudyReply.Refused) pause).reason()).contains("has ended (enough)");
    StudyReply resume = study.decide(new StudyCommand.Resume());
    assertThat(((StudyReply.Refused) resume).reason()).contains("cannot be resumed");
  }

  @Test
  void evaluationLostWhilePaused_waitsForTheResumption() {
    DrivenStudy study = new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted lost = study.ask();
    StudyReply.Granted broken = study.ask();
    study.decide(new StudyCommand.Pause("night"));
    study.fail(broken, FailureKind.ERROR);
    study.pass(Duration.ofSeconds(61));
    assertThat(study.state.waitingForRetry()).isEqualTo(2);
    assertThat(study.overOf(lost.token())).as("it may come back").isEmpty();
    study.decide(new StudyCommand.Resume());
    assertThat(study.ask().trial()).isEqualTo(broken.trial());
  }

  @Test
  void targetReachedWhilePaused_endsTheStudy() {
    Budget target =
        new Budget(
            OptionalInt.of(9),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.of(0.9));
    DrivenStudy study = new DrivenStudy(Studies.spec("asha", target));
    StudyReply.Granted out = study.ask();
    study.decide(new StudyCommand.Pause("night"));
    study.tell(out, 0.95);
    assertThat(study.state.phase()).isEqualTo(StudyPhase.ENDED);
    assertThat(study.state.reason()).startsWith("target reached");
  }

  @Test
  void runThroughWhilePaused_goesOnToItsEnd() {
    DrivenStudy study = new DrivenStudy(Studies.spec("asha-stopping", Budget.ofTrials(9)));
    StudyReply.Granted out =
        (StudyReply.Granted) study.decide(new StudyCommand.RequestLease("w", true));
    study.decide(new StudyCommand.Pause("night"));
    for (int epoch = 1; epoch <= 9; epoch++) {
      assertThat(study.report(out, epoch, epoch, 0.1 * epoch))
          .isEqualTo(new StudyReply.Accepted(epoch < 9));
    }
    assertThat(study.state.status(0)).isEqualTo(TrialStatus.COMPLETED);
    assertThat(study.state.spending().evaluations()).isEqualTo(3);
  }
}
