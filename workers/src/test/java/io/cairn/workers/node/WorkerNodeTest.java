package io.cairn.workers.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.FailureKind;
import io.cairn.proto.Lease;
import io.cairn.proto.Resource;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node against a study and a dispatcher played by probes. */
class WorkerNodeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long DISPATCHER = 77;

  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<ToDispatcher> dispatcher = kit.createTestProbe(ToDispatcher.class);
  private final TestProbe<ToStudy> study = kit.createTestProbe(ToStudy.class);

  @TempDir Path folder;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private ActorRef<WorkerNode.Command> node(int slots, Evaluator evaluator) {
    return node(slots, evaluator, new Workbench());
  }

  private ActorRef<WorkerNode.Command> node(int slots, Evaluator evaluator, Workbench bench) {
    return kit.spawn(
        WorkerNode.create(
            NodeSettings.alone("n1", slots, Duration.ofMillis(200), Duration.ofMillis(200), folder),
            id -> evaluator,
            bench,
            new WorkerNode.Peers(dispatcher.getRef(), study.getRef())));
  }

  private static Outcome reportOnce(Evaluation evaluation, Progress progress) {
    progress.report(1, Map.of("acc", 0.5));
    return Outcome.Completed.at(1, Map.of());
  }

  private static Lease lease(long token) {
    return Lease.newBuilder()
        .setStudy("s")
        .setEvaluation("e" + token)
        .setToken(token)
        .setAttempt(1)
        .setResource(Resource.newBuilder().setName("epoch").setMin(1).setMax(9).setIntegral(true))
        .setTo(1)
        .setLeaseMillis(60_000)
        .build();
  }

  private void grant(ActorRef<WorkerNode.Command> node, long token) {
    node.tell(new WorkerNode.Granted(lease(token), DISPATCHER));
  }

  private <T extends ToStudy> T told(Class<T> kind) {
    return kind.cast(
        study
            .fishForMessage(
                PATIENCE,
                message ->
                    kind.isInstance(message)
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore())
            .get(0));
  }

  private static Acknowledgement answer(long token, long sequence, boolean accepted, boolean goOn) {
    return Acknowledgement.newBuilder()
        .setStudy("s")
        .setEvaluation("e" + token)
        .setToken(token)
        .setSequence(sequence)
        .setAccepted(accepted)
        .setGoOn(goOn)
        .setEnds(sequence == 0)
        .build();
  }

  private void awaitFree(int free, long granted) {
    dispatcher.fishForMessage(
        PATIENCE,
        message ->
            message instanceof ToDispatcher.Offered offered
                    && offered.offer().getFree() == free
                    && offered.offer().getGranted() == granted
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }

  @Test
  void unansweredReport_isSentAgainUntilAnswered() {
    ActorRef<WorkerNode.Command> node = node(1, WorkerNodeTest::reportOnce);
    awaitFree(1, 0);
    grant(node, 7);
    ToStudy.Reported first = told(ToStudy.Reported.class);
    ToStudy.Reported again = told(ToStudy.Reported.class);
    assertThat(again.report()).isEqualTo(first.report());
    first.replyTo().tell(answer(7, 1, true, true));
    ToStudy.Completed completed = told(ToStudy.Completed.class);
    assertThat(told(ToStudy.Completed.class).complete()).isEqualTo(completed.complete());
    completed.replyTo().tell(answer(7, 0, true, false));
    awaitFree(1, 1);
  }

  @Test
  void offers_countWhatEndedHere() {
    ActorRef<WorkerNode.Command> node =
        node(
            1,
            (evaluation, progress) -> {
              if (evaluation.id().equals("e1")) {
                return Outcome.Completed.at(1, Map.of("loss", 0.5));
              }
              if (evaluation.id().equals("e2")) {
                throw new IllegalStateException("no such file");
              }
              new CountDownLatch(1).await(); // Until it is interrupted.
              return Outcome.Completed.at(1, Map.of("loss", 0.5));
            });
    for (int token = 1; token <= 3; token++) {
      awaitFree(1, token - 1);
      grant(node, token);
      node.tell(new WorkerNode.GiveBack("s", List.of(3L), "somebody needs the slot"));
      ToStudy end = token == 1 ? told(ToStudy.Completed.class) : told(ToStudy.Failed.class);
      end.replyTo().tell(answer(token, 0, true, false));
    }
    dispatcher.fishForMessage(
        PATIENCE,
        message ->
            message instanceof ToDispatcher.Offered offered
                    && offered.offer().getGranted() == 3
                    && offered.offer().getFree() == 1
                    && offered.offer().getCompleted() == 1
                    && offered.offer().getFailed() == 1
                    && offered.offer().getLastFailure().contains("no such file")
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }

  @Test
  void evaluationInterruptedWhileItsReportWaits_endsAfterTheReport() {
    ActorRef<WorkerNode.Command> node = node(1, WorkerNodeTest::reportOnce);
    awaitFree(1, 0);
    grant(node, 7);
    told(ToStudy.Reported.class);
    // Nobody answers; the evaluation is interrupted and takes that for an answer.
    node.tell(new WorkerNode.Drain(Duration.ZERO));
    dispatcher.fishForMessage(
        PATIENCE,
        message ->
            message instanceof ToDispatcher.Offered offered && offered.offer().getDraining()
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
    ToStudy.Reported report = null;
    for (int resends = 0; resends < 4; resends++) {
      ToStudy said =
          study
              .fishForMessage(
                  PATIENCE,
                  message ->
                      message instanceof ToStudy.Alive
                          ? FishingOutcomes.continueAndIgnore()
                          : FishingOutcomes.complete())
              .get(0);
      assertThat(said)
          .as("an end whose report nobody has is that of an evaluation without a result")
          .isInstanceOf(ToStudy.Reported.class);
      report = (ToStudy.Reported) said;
    }
    assertThat(report).isNotNull();
    report.replyTo().tell(answer(7, 1, true, true));
    ToStudy.Completed completed = told(ToStudy.Completed.class);
    assertThat(completed.complete().getResource()).isEqualTo(1);
    completed.replyTo().tell(answer(7, 0, true, false));
    study.expectTerminated(node, PATIENCE);
  }

  @Test
  void checkpointThatIsNotThere_isToldOnceAndTheEvaluationStartsFromScratch() {
    ActorRef<WorkerNode.Command> node =
        node(
            1,
            (evaluation, progress) -> {
              progress.report(1, Map.of("from", evaluation.from()));
              progress.report(2, Map.of("from", evaluation.from()));
              return Outcome.Completed.at(3, Map.of("from", evaluation.from()));
            });
    awaitFree(1, 0);
    Lease lease =
        lease(7).toBuilder().setCheckpoints(true).setCheckpointBytes(5).setFrom(1).setTo(3).build();
    node.tell(new WorkerNode.Granted(lease, DISPATCHER));
    ToStudy.Reported first = told(ToStudy.Reported.class);
    assertThat(first.report().getCheckpointMissing()).isTrue();
    assertThat(WireValues.toJava(first.report().getMetricsList())).containsEntry("from", 0.0);
    first.replyTo().tell(answer(7, 1, true, true));
    ToStudy second =
        study
            .fishForMessage(
                PATIENCE,
                message ->
                    message instanceof ToStudy.Reported reported
                            && reported.report().getSequence() == 2
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore())
            .get(0);
    assertThat(((ToStudy.Reported) second).report().getCheckpointMissing()).isFalse();
  }

  @Test
  void staleToken_cancelsTheEvaluationAndTheNodeLivesOn() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    ActorRef<WorkerNode.Command> node =
        node(
            1,
            (evaluation, progress) -> {
              boolean goOn = progress.report(1, Map.of("acc", 0.5));
              if (!goOn) {
                cancelled.countDown();
              }
              return Outcome.Completed.at(1, Map.of());
            });
    awaitFree(1, 0);
    grant(node, 7);
    ToStudy.Reported late = told(ToStudy.Reported.class);
    late.replyTo()
        .tell(
            answer(7, 1, false, false).toBuilder()
                .setReason("its lease expired and another worker has it")
                .build());
    assertThat(cancelled.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    awaitFree(1, 1);
    grant(node, 8);
    assertThat(told(ToStudy.Reported.class).report().getToken()).isEqualTo(8);
  }

  @Test
  void moreGrantsThanSlots_areGivenBack() {
    CountDownLatch hold = new CountDownLatch(1);
    ActorRef<WorkerNode.Command> node =
        node(
            1,
            (evaluation, progress) -> {
              hold.await();
              return Outcome.Completed.at(1, Map.of("acc", 1.0));
            });
    awaitFree(1, 0);
    grant(node, 1);
    grant(node, 2);
    ToStudy.Failed given = told(ToStudy.Failed.class);
    assertThat(given.fail().getToken()).isEqualTo(2);
    assertThat(given.fail().getKind()).isEqualTo(FailureKind.FAILURE_KIND_CANCELLED);
    hold.countDown();
    assertThat(told(ToStudy.Completed.class).complete().getToken()).isEqualTo(1);
  }

  @Test
  void thrownError_becomesAFailureWithItsTextAndLog() {
    ActorRef<WorkerNode.Command> node =
        node(
            1,
            (evaluation, progress) -> {
              progress.log("loading data");
              throw new IllegalStateException("no such file");
            });
    awaitFree(1, 0);
    grant(node, 3);
    ToStudy.Failed failed = told(ToStudy.Failed.class);
    assertThat(failed.fail().getKind()).isEqualTo(FailureKind.FAILURE_KIND_ERROR);
    assertThat(failed.fail().getMessage()).contains("no such file");
    assertThat(failed.fail().getLogTail()).contains("loading data");
  }

  @Test
  void leaving_cancelsWhatRunsAndStopsWhenItsEndIsKnown() {
    ActorRef<WorkerNode.Command> node =
        node(
            2,
            (evaluation, progress) -> {
              new CountDownLatch(1).await();
              return Outcome.Completed.at(1, Map.of());
            });
    awaitFree(2, 0);
    grant(node, 5);
    node.tell(new WorkerNode.Drain(Duration.ZERO));
    ToStudy.Failed failed = told(ToStudy.Failed.class);
    assertThat(failed.fail().getKind()).isEqualTo(FailureKind.FAILURE_KIND_CANCELLED);
    failed.replyTo().tell(answer(5, 0, true, false));
    study.expectTerminated(node, PATIENCE);
  }

  @Test
  void evaluationsOfTwoStudies_withTheSameNumberRunAtOnce() {
    CountDownLatch both = new CountDownLatch(2);
    ActorRef<WorkerNode.Command> node =
        node(
            2,
            (evaluation, progress) -> {
              both.countDown();
              both.await();
              return Outcome.Completed.at(1, Map.of("acc", 1.0));
            });
    awaitFree(2, 0);
    grant(node, 1);
    node.tell(new WorkerNode.Granted(lease(1).toBuilder().setStudy("other").build(), DISPATCHER));
    ToStudy.Completed first = told(ToStudy.Completed.class);
    ToStudy.Completed second =
        (ToStudy.Completed)
            study
                .fishForMessage(
                    PATIENCE,
                    message ->
                        message.study().equals(first.study())
                            ? FishingOutcomes.continueAndIgnore()
                            : FishingOutcomes.complete())
                .get(0);
    assertThat(List.of(first.study(), second.study())).containsExactlyInAnyOrder("s", "other");
  }

  @Test
  void nextActorOnTheSameBench_goesOnWithWhatRuns() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    Evaluator evaluator =
        (evaluation, progress) -> {
          gone.await();
          told.countDown();
          assertThat(progress.report(1, Map.of("acc", 0.5))).isTrue();
          return Outcome.Completed.at(1, Map.of());
        };
    Workbench bench = new Workbench();
    ActorRef<WorkerNode.Command> before = node(1, evaluator, bench);
    awaitFree(1, 0);
    grant(before, 7);
    awaitFree(0, 1);
    kit.stop(before);
    gone.countDown();
    assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    node(1, evaluator, bench);
    ToStudy.Reported report = told(ToStudy.Reported.class);
    assertThat(report.report().getToken()).isEqualTo(7);
    report.replyTo().tell(answer(7, 1, true, true));
    ToStudy.Completed completed = told(ToStudy.Completed.class);
    completed.replyTo().tell(answer(7, 0, true, false));
    awaitFree(1, 0);
  }

  @Test
  void drainWithGrace_letsWhatRunsFinish() {
    CountDownLatch hold = new CountDownLatch(1);
    ActorRef<WorkerNode.Command> node =
        node(
            2,
            (evaluation, progress) -> {
              hold.await();
              return Outcome.Completed.at(1, Map.of("acc", 1.0));
            });
    awaitFree(2, 0);
    grant(node, 5);
    node.tell(new WorkerNode.Drain(PATIENCE.multipliedBy(10)));
    grant(node, 6);
    ToStudy.Failed refused = told(ToStudy.Failed.class);
    assertThat(refused.fail().getToken()).isEqualTo(6);
    hold.countDown();
    ToStudy.Completed completed = told(ToStudy.Completed.class);
    completed.replyTo().tell(answer(5, 0, true, false));
    study.expectTerminated(node, PATIENCE);
  }

  @Test
  void leaseToGiveBack_isCancelledAndTheOthersGoOn() {
    CountDownLatch hold = new CountDownLatch(1);
    ActorRef<WorkerNode.Command> node =
        node(
            2,
            (evaluation, progress) -> {
              hold.await();
              return Outcome.Completed.at(1, Map.of("acc", 1.0));
            });
    awaitFree(2, 0);
    grant(node, 1);
    grant(node, 2);
    node.tell(new WorkerNode.GiveBack("s", List.of(1L), "study b goes first"));
    ToStudy.Failed given = told(ToStudy.Failed.class);
    assertThat(given.fail().getToken()).isEqualTo(1);
    assertThat(given.fail().getKind()).isEqualTo(FailureKind.FAILURE_KIND_CANCELLED);
    assertThat(given.fail().getLogTail()).contains("study b goes first");
    hold.countDown();
    assertThat(told(ToStudy.Completed.class).complete().getToken()).isEqualTo(2);
  }

  @Test
  void reportBeyondItsBounds_failsTheEvaluationWithTheRule() {
    ActorRef<WorkerNode.Command> node =
        node(
            1,
            (evaluation, progress) -> {
              progress.report(1, Map.of("x".repeat(2_000_000), 0.5));
              return Outcome.Completed.at(1, Map.of("acc", 1.0));
            });
    awaitFree(1, 0);
    grant(node, 3);
    ToStudy.Failed failed = told(ToStudy.Failed.class);
    assertThat(failed.fail().getKind()).isEqualTo(FailureKind.FAILURE_KIND_BAD_RESULT);
    assertThat(failed.fail().getMessage()).contains("2000000 characters", "200 are the most");
    assertThat(failed.fail().getSerializedSize()).isLessThan(10_000);
  }

  @Test
  void dispatcherThatTookAnothersPlace_isCountedAnew() {
    ActorRef<WorkerNode.Command> node =
        node(
            2,
            (evaluation, progress) -> {
              new CountDownLatch(1).await();
              return Outcome.Completed.at(1, Map.of());
            });
    awaitFree(2, 0);
    grant(node, 1);
    awaitFree(1, 1);
    node.tell(new WorkerNode.Granted(lease(2), DISPATCHER + 1));
    awaitFree(0, 1);
  }
}
