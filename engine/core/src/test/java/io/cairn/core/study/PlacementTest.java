package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who gets what when rungs need labels. */
class PlacementTest {

  private static final WorkerLabels CPU = WorkerLabels.NONE;
  private static final WorkerLabels GPU = WorkerLabels.of("gpu");
  private static final WorkerLabels BIG = WorkerLabels.of("gpu", "big-memory");

  /** Rungs 1, 3 and 9: the second needs a GPU, the third big memory too. */
  private static StudySpec spec(String method, Budget budget) {
    return Studies.spec(method, budget)
        .withWorkers(new WorkerRules(new Placement(List.of(CPU, GPU, BIG)), OptionalInt.empty()));
  }

  private static Budget budget(OptionalLong evaluations, OptionalDouble resource) {
    return new Budget(
        OptionalInt.empty(),
        evaluations,
        resource,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  @Test
  void promotionThatTheAskerMayNotRun_isDecidedAndWaitsWhileTheAskerGetsANewTrial() {
    DrivenStudy study = new DrivenStudy(spec("asha", Budget.ofTrials(9)));
    for (int i = 0; i < 3; i++) {
      study.tell(study.ask(CPU), 0.9 - 0.1 * i);
    }
    StudyReply.Granted next = study.ask(CPU);
    assertThat(next.trial()).isEqualTo(3);
    assertThat(study.all(StudyEvent.EvaluationQueued.class))
        .containsExactly(new StudyEvent.EvaluationQueued(study.now, 0, 1, 1, 3));
    assertThat(study.state.queued()).isEqualTo(1);
    assertThat(study.state.status(0)).isEqualTo(TrialStatus.RUNNING);
    assertThat(study.state.waitingByLabels()).containsExactly(java.util.Map.entry(GPU, 1));

    StudyReply.Granted promoted = study.ask(GPU);
    assertThat(promoted.trial()).isZero();
    assertThat(promoted.attempt()).isEqualTo(1);
    assertThat(promoted.from()).isEqualTo(1);
    assertThat(promoted.to()).isEqualTo(3);
    assertThat(study.state.queued()).isZero();
  }

  @Test
  void oldestThatFits_isTakenFirstWhetherLostOrNew() {
    DrivenStudy study = new DrivenStudy(spec("asha", Budget.ofTrials(27)));
    for (int i = 0; i < 6; i++) {
      study.tell(study.ask(CPU), 0.9 - 0.1 * i);
    }
    StudyReply.Granted early = study.ask(CPU);
    study.fail(early, StudyEvent.FailureKind.CANCELLED);
    assertThat(study.state.queued()).isEqualTo(2);
    assertThat(study.state.waitingForRetry()).isEqualTo(1);
    List<Integer> order = new ArrayList<>();
    order.add(study.ask(GPU).trial());
    order.add(study.ask(GPU).trial());
    order.add(study.ask(GPU).trial());
    assertThat(order).startsWith(study.all(StudyEvent.EvaluationQueued.class).get(0).trial());
    assertThat(order).endsWith(early.trial());
  }

  @Test
  void onlyWorkersWithoutLabelsAreLeft_theStudyWaitsAndSaysForWhom() {
    DrivenStudy study = new DrivenStudy(spec("asha", Budget.ofTrials(9)));
    for (int i = 0; i < 9; i++) {
      study.tell(study.ask(CPU), 0.9 - 0.1 * i);
    }
    assertThat(study.waits(CPU))
        .isEqualTo("3 evaluations wait for a worker with gpu; trials budget reached (9)");
    assertThat(study.state.phase()).isEqualTo(StudyPhase.RUNNING);
    assertThat(study.state.running()).isZero();
    assertThat(((StudyReply.Wait) study.request(CPU)).needed()).isEqualTo(GPU);

    for (int i = 0; i < 3; i++) {
      study.tell(study.ask(GPU), 0.95 - 0.1 * i);
    }
    assertThat(study.waits(GPU))
        .startsWith("1 evaluation waits for a worker with big-memory and gpu");
    study.tell(study.ask(BIG), 0.9);
    assertThat(study.request(CPU)).isInstanceOf(StudyReply.Done.class);
    assertThat(study.state.phase()).isEqualTo(StudyPhase.ENDED);
    assertThat(study.state.spending().evaluations()).isEqualTo(13);
  }

  @Test
  void lostEvaluation_isLeasedAgainToAFittingWorkerAlone() {
    DrivenStudy study = new DrivenStudy(spec("random", Budget.ofTrials(9)));
    StudyReply.Granted full = study.ask(BIG);
    study.pass(java.time.Duration.ofSeconds(61));
    assertThat(study.waits(GPU)).contains("evaluations wait for a worker with big-memory and gpu");
    StudyReply.Granted again = study.ask(BIG);
    assertThat(again.trial()).isEqualTo(full.trial());
    assertThat(again.attempt()).isEqualTo(2);
  }

  @Test
  void workerThatMayRunNothing_decidesNothing() {
    WorkerRules everywhere = new WorkerRules(Placement.everywhere(GPU, 3), OptionalInt.empty());
    DrivenStudy study =
        new DrivenStudy(Studies.spec("asha", Budget.ofTrials(9)).withWorkers(everywhere));
    int before = study.events.size();
    assertThat(study.waits(CPU)).isEqualTo("a new trial needs a worker with gpu");
    assertThat(((StudyReply.Wait) study.request(CPU)).needed()).isEqualTo(GPU);
    assertThat(study.events).hasSize(before);
    assertThat(study.ask(GPU).trial()).isZero();
  }

  @Test
  void newTrialsThatWait_areBounded() {
    DrivenStudy study = new DrivenStudy(spec("random", Budget.ofTrials(1_000)));
    for (int i = 0; i < 5; i++) {
      assertThat(study.waits(CPU)).contains("64 evaluations wait for a worker with big-memory");
    }
    assertThat(study.state.trials()).isEqualTo(64);
    assertThat(study.ask(BIG).trial()).isZero();
    study.waits(CPU);
    assertThat(study.state.trials()).isEqualTo(65);
  }

  @Test
  void methodThatLearns_decidesHardlyAnythingAhead() {
    DrivenStudy study = new DrivenStudy(spec("landscape", Budget.ofTrials(100)));
    for (int i = 0; i < 50; i++) {
      if (study.request(CPU) instanceof StudyReply.Granted granted) {
        assertThat(granted.to()).isEqualTo(1);
      }
    }
    assertThat(study.state.queued()).isLessThanOrEqualTo(4);
  }

  @Test
  void bracketThatStartsHigh_doesNotIdleTheOthers() {
    DrivenStudy study = new DrivenStudy(spec("hyperband", Budget.ofTrials(200)));
    for (int i = 0; i < 60; i++) {
      study.tell(study.ask(CPU), 0.9 - 0.001 * i);
    }
    assertThat(
            study.all(StudyEvent.TrialStarted.class).stream()
                .mapToInt(e -> e.bracket())
                .max()
                .orElse(0))
        .as("later rounds are open")
        .isGreaterThan(3);
  }

  @Test
  void runThrough_goesAsFarAsTheWorkerMay() {
    DrivenStudy study = new DrivenStudy(spec("asha-stopping", Budget.ofTrials(3)));
    StudyReply plain = study.decide(new StudyCommand.RequestLease("w", true, CPU));
    assertThat(((StudyReply.Granted) plain).to()).isEqualTo(1);
    StudyReply half = study.decide(new StudyCommand.RequestLease("w", true, GPU));
    assertThat(((StudyReply.Granted) half).to()).isEqualTo(3);
    StudyReply whole = study.decide(new StudyCommand.RequestLease("w", true, BIG));
    assertThat(((StudyReply.Granted) whole).to()).isEqualTo(9);
    study.tell((StudyReply.Granted) plain, 0.5);
    StudyReply rest = study.decide(new StudyCommand.RequestLease("w", true, BIG));
    assertThat(((StudyReply.Granted) rest).trial()).isZero();
    assertThat(((StudyReply.Granted) rest).from()).isEqualTo(1);
    assertThat(((StudyReply.Granted) rest).to()).isEqualTo(9);
  }

  @Test
  void whatWaits_isCommittedAgainstEvaluations() {
    DrivenStudy study =
        new DrivenStudy(spec("asha", budget(OptionalLong.of(5), OptionalDouble.empty())));
    for (int i = 0; i < 3; i++) {
      study.tell(study.ask(CPU), 0.9 - 0.1 * i);
    }
    StudyReply.Granted last = study.ask(CPU);
    assertThat(study.state.queued()).isEqualTo(1);
    assertThat(study.waits(CPU)).endsWith("evaluations budget reached (5)");
    study.tell(last, 0.1);
    study.tell(study.ask(GPU), 0.4);
    assertThat(study.request(GPU)).isInstanceOf(StudyReply.Done.class);
    assertThat(study.state.spending().evaluations()).isEqualTo(5);
  }

  @Test
  void whatWaits_isCommittedAgainstResource() {
    DrivenStudy study =
        new DrivenStudy(spec("asha", budget(OptionalLong.empty(), OptionalDouble.of(6))));
    for (int i = 0; i < 3; i++) {
      study.tell(study.ask(CPU), 0.9 - 0.1 * i);
    }
    study.tell(study.ask(CPU), 0.1);
    assertThat(study.state.queued()).isEqualTo(1);
    assertThat(study.waits(CPU)).endsWith("resource budget reached (6.0)");
    study.tell(study.ask(GPU), 0.4);
    assertThat(study.request(BIG)).isInstanceOf(StudyReply.Done.class);
    assertThat(study.state.spending().units()).isEqualTo(6);
  }

  @Test
  void studyThatEnds_cancelsWhatWaits() {
    DrivenStudy study = new DrivenStudy(spec("random", Budget.ofTrials(5)));
    study.waits(CPU);
    study.decide(new StudyCommand.Stop("enough"));
    assertThat(study.state.phase()).isEqualTo(StudyPhase.ENDED);
    assertThat(study.state.queued()).isZero();
    for (int trial = 0; trial < 5; trial++) {
      assertThat(study.state.status(trial)).isEqualTo(TrialStatus.CANCELLED);
    }
  }

  @Test
  void restart_keepsWhatWaitsInItsOrder() {
    for (boolean snapshot : new boolean[] {false, true}) {
      DrivenStudy study = new DrivenStudy(spec("asha", Budget.ofTrials(27)));
      for (int i = 0; i < 9; i++) {
        study.tell(study.ask(CPU), 0.9 - 0.1 * i);
      }
      study.fail(study.ask(CPU), StudyEvent.FailureKind.CANCELLED);
      study.restart(snapshot);
      assertThat(study.state.queued()).isEqualTo(3);
      assertThat(study.state.waitingForRetry()).isEqualTo(1);
      assertThat(study.ask(GPU).to()).isEqualTo(3);
      assertThat(study.ask(CPU).attempt()).isEqualTo(2);
    }
  }

  @Test
  void maxInFlight_boundsWhatIsOutAndNotTheBracket() {
    WorkerRules two = new WorkerRules(Placement.ANYWHERE, OptionalInt.of(2));
    DrivenStudy study = new DrivenStudy(Studies.spec("sha", Budget.ofTrials(9)).withWorkers(two));
    StudyReply.Granted first = study.ask();
    study.ask();
    assertThat(study.waits(WorkerLabels.ANY)).isEqualTo("max-in-flight reached (2)");
    study.tell(first, 0.5);
    assertThat(study.ask().trial()).isEqualTo(2);
    assertThat(study.waits(WorkerLabels.ANY)).isEqualTo("max-in-flight reached (2)");
  }
}
