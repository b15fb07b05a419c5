package io.cairn.workers.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.FailureKind;
import io.cairn.proto.Lease;
import io.cairn.proto.Resource;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node against a study and a dispatcher played by probes. */
class WorkerNodeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<ToDispatcher> dispatcher = kit.createTestProbe(ToDispatcher.class);
  private final TestProbe<ToStudy> study = kit.createTestProbe(ToStudy.class);

  @TempDir Path folder;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private ActorRef<WorkerNode.Command> node(int slots, Evaluator evaluator) {
    kit.system()
        .receptionist()
        .tell(Receptionist.register(ToDispatcher.SERVICE_KEY, dispatcher.getRef()));
    return kit.spawn(
        WorkerNode.create(
            new NodeSettings("n1", slots, Duration.ofMillis(200), Duration.ofMillis(200), folder),
            id -> evaluator));
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
    node.tell(new WorkerNode.Granted(lease(token), study.getRef(), dispatcher.getRef()));
  }

  private <T extends ToStudy> T told(Class<T> kind) {
    return kind.cast(
        study
            .fishForMessage(
                PATIENCE,
                message ->
                    kind.isInstance(message)
                        ? org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes.complete()
                        : org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes
                            .continueAndIgnore())
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
            message instanceof ToDispatcher.FreeSlots slots
                    && slots.free() == free
                    && slots.granted() == granted
                ? org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes.complete()
                : org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes.continueAndIgnore());
  }

  @Test
  void unansweredReport_isSentAgainUntilAnswered() {
    ActorRef<WorkerNode.Command> node =
        node(
            1,
            (evaluation, progress) -> {
              progress.report(1, Map.of("acc", 0.5));
              return Outcome.Completed.at(1, Map.of());
            });
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
    node.tell(new WorkerNode.Leave());
    ToStudy.Failed failed = told(ToStudy.Failed.class);
    assertThat(failed.fail().getKind()).isEqualTo(FailureKind.FAILURE_KIND_CANCELLED);
    failed.replyTo().tell(answer(5, 0, true, false));
    study.expectTerminated(node, PATIENCE);
  }
}
