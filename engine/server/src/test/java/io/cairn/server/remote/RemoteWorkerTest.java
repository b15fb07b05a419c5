package io.cairn.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.FailureKind;
import io.cairn.proto.Lease;
import io.cairn.proto.LogText;
import io.cairn.proto.Offer;
import io.cairn.proto.Report;
import io.cairn.proto.cluster.RemoteAnswer;
import io.cairn.proto.cluster.WorkDescription;
import io.cairn.proto.remote.HeldEvaluation;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Leave;
import io.cairn.proto.remote.Orders;
import io.cairn.proto.remote.Pulse;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.dispatch.Dispatcher;
import io.cairn.workers.node.ToDispatcher.Offered;
import io.cairn.workers.node.ToStudy;
import io.cairn.workers.node.WorkerNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A remote worker's place in the cluster between studies, dispatcher and doors played by probes.
 */
class RemoteWorkerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String SWEEP =
      """
      {"objective":{"metric":"loss","direction":"maximize"},"workers":{"grace":"7s"},
       "worker":{"type":"remote","settings":{"data":"x"}}}""";

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime manual = ManualTime.get(kit.system());
  private final TestProbe<StudyCoordinator.Command> studies =
      kit.createTestProbe(StudyCoordinator.Command.class);
  private final TestProbe<Dispatcher.Command> dispatcher =
      kit.createTestProbe(Dispatcher.Command.class);
  private final TestProbe<RemoteAnswer> door = kit.createTestProbe(RemoteAnswer.class);
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicInteger passivations = new AtomicInteger();
  private final ActorRef<RemoteWorker.Command> worker =
      kit.spawn(
          RemoteWorker.create(
              "w",
              new RemoteWorker.Settings(
                  study -> studies.getRef(), dispatcher.getRef(), now::get, "v"),
              passivations::incrementAndGet));

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private void passes(Duration time) {
    now.updateAndGet(before -> before.plus(time));
    manual.timePasses(time);
  }

  private static LeaseRequest.Builder request(String session, int wait, long... held) {
    LeaseRequest.Builder request =
        LeaseRequest.newBuilder()
            .setWorker("w")
            .setSession(session)
            .setSlots(2)
            .addLabels("gpu")
            .setWaitMillis(wait);
    for (long token : held) {
      request.addHeld(named(token));
    }
    return request;
  }

  private static HeldEvaluation.Builder named(long token) {
    return HeldEvaluation.newBuilder()
        .setStudy("s")
        .setEvaluation("e" + token)
        .setToken(token)
        .setLogTail("log " + token);
  }

  private void ask(LeaseRequest.Builder request) {
    worker.tell(new RemoteWorker.AskLeases(request.build(), door.getRef()));
  }

  private Offered offered(Predicate<Offer> wanted) {
    while (true) {
      Dispatcher.FromNode message =
          dispatcher.expectMessageClass(Dispatcher.FromNode.class, PATIENCE);
      Offered offered = (Offered) message.message();
      if (wanted.test(offered.offer())) {
        return offered;
      }
    }
  }

  /** The dispatcher grants a lease, and the study says what it is. */
  private void grant(ActorRef<WorkerNode.Command> node, long token) {
    node.tell(
        new WorkerNode.Granted(
            Lease.newBuilder()
                .setStudy("s")
                .setEvaluation("e" + token)
                .setToken(token)
                .setLeaseMillis(60_000)
                .build(),
            5));
  }

  private void describe() {
    studies
        .expectMessageClass(StudyCoordinator.DescribeWork.class, PATIENCE)
        .replyTo()
        .tell(WorkDescription.newBuilder().setFound(true).setSweepJson(SWEEP).build());
  }

  private Orders orders() {
    RemoteAnswer answer = door.receiveMessage(PATIENCE);
    assertThat(answer.hasOrders()).as(answer.toString()).isTrue();
    return answer.getOrders();
  }

  private <T extends ToStudy> T told(Class<T> kind) {
    return kind.cast(
        studies.expectMessageClass(StudyCoordinator.FromWorker.class, PATIENCE).message());
  }

  @Test
  void worker_isANodeForTheDispatcherAndItsPollBringsTheLease() {
    ask(request("a", 20_000));
    Offered first = offered(offer -> true);
    assertThat(first.offer().getNode()).isEqualTo("w");
    assertThat(first.offer().getVersion()).isEqualTo("v");
    assertThat(first.offer().getSlots()).isEqualTo(2);
    assertThat(first.offer().getFree()).isEqualTo(2);
    assertThat(first.offer().getLabelsList()).containsExactly("gpu");
    assertThat(first.offer().getTypesList()).containsExactly("remote");
    grant(first.ref(), 1);
    describe();
    Orders orders = orders();
    assertThat(orders.getLeasesList()).hasSize(1);
    assertThat(orders.getLeases(0).getMaximize()).isTrue();
    assertThat(orders.getLeases(0).getMetric()).isEqualTo("loss");
    assertThat(orders.getLeases(0).getGraceSeconds()).isEqualTo(7);
    assertThat(orders.getLeases(0).getSettings()).isEqualTo("{\"data\":\"x\"}");
    Offer after = offered(offer -> offer.getGranted() == 1).offer();
    assertThat(after.getDispatcher()).isEqualTo(5);
    assertThat(after.getFree()).isEqualTo(1);
    assertThat(after.getRunning(0).getLeases()).isEqualTo(1);
  }

  @Test
  void pollWithoutNews_endsWhenItsWaitIsOver() {
    ask(request("a", 5_000));
    offered(offer -> true);
    passes(Duration.ofMillis(4_900));
    door.expectNoMessage(Duration.ofMillis(50));
    passes(Duration.ofMillis(200));
    assertThat(orders()).isEqualTo(Orders.getDefaultInstance());
  }

  @Test
  void severalPolls_countTheSlotsOnceAndTheNewestIsTold() {
    TestProbe<RemoteAnswer> broken = kit.createTestProbe(RemoteAnswer.class);
    worker.tell(new RemoteWorker.AskLeases(request("a", 20_000).build(), broken.getRef()));
    ask(request("a", 20_000));
    Offered offered = offered(offer -> offer.getFree() == 2);
    grant(offered.ref(), 1);
    describe();
    assertThat(orders().getLeasesList()).hasSize(1);
    broken.expectNoMessage(Duration.ofMillis(50));
    grant(offered.ref(), 2);
    assertThat(broken.receiveMessage(PATIENCE).getOrders().getLeasesList()).hasSize(1);
    grant(offered.ref(), 3);
    Fail back = told(ToStudy.Failed.class).fail();
    assertThat(back.getToken()).isEqualTo(3);
    assertThat(back.getKind()).isEqualTo(FailureKind.FAILURE_KIND_CANCELLED);
  }

  @Test
  void report_isAnsweredWhenItsStudyHasAnswered() {
    TestProbe<RemoteAnswer> again = kit.createTestProbe(RemoteAnswer.class);
    Report report =
        Report.newBuilder().setStudy("s").setEvaluation("e1").setToken(1).setSequence(4).build();
    worker.tell(new RemoteWorker.TakeReport(report, door.getRef()));
    ToStudy.Reported reported = told(ToStudy.Reported.class);
    assertThat(reported.report()).isEqualTo(report);
    door.expectNoMessage(Duration.ofMillis(50));
    worker.tell(new RemoteWorker.TakeReport(report, again.getRef()));
    told(ToStudy.Reported.class);
    Acknowledgement answer =
        Acknowledgement.newBuilder()
            .setStudy("s")
            .setEvaluation("e1")
            .setToken(1)
            .setSequence(4)
            .setAccepted(true)
            .setGoOn(true)
            .build();
    reported.replyTo().tell(answer);
    assertThat(door.receiveMessage(PATIENCE).getAcknowledgement()).isEqualTo(answer);
    assertThat(again.receiveMessage(PATIENCE).getAcknowledgement()).isEqualTo(answer);
  }

  @Test
  void acknowledgedEnd_freesTheSlotBeforeAnybodyHearsOfIt() {
    ask(request("a", 0, 1, 2));
    orders();
    told(ToStudy.Alive.class);
    offered(offer -> offer.getFree() == 0);
    Complete complete = Complete.newBuilder().setStudy("s").setEvaluation("e1").setToken(1).build();
    worker.tell(new RemoteWorker.TakeComplete(complete, door.getRef()));
    ToStudy.Completed completed = told(ToStudy.Completed.class);
    completed
        .replyTo()
        .tell(
            Acknowledgement.newBuilder()
                .setStudy("s")
                .setEvaluation("e1")
                .setToken(1)
                .setAccepted(true)
                .setEnds(true)
                .build());
    assertThat(door.receiveMessage(PATIENCE).getAcknowledgement().getEnds()).isTrue();
    assertThat(offered(offer -> offer.getFree() == 1).offer().getRunning(0).getLeases())
        .isEqualTo(1);
  }

  @Test
  void pulse_keepsLeasesAliveAndTellsOfThoseThatAreOver() {
    worker.tell(
        new RemoteWorker.KeepAlive(
            Pulse.newBuilder().setWorker("w").setSession("a").addHeld(named(1)).build(),
            door.getRef()));
    assertThat(orders().getCancelList()).isEmpty();
    ToStudy.Alive alive = told(ToStudy.Alive.class);
    assertThat(alive.heartbeat().getNode()).isEqualTo("w");
    assertThat(alive.heartbeat().getLeases(0).getToken()).isEqualTo(1);
    ask(request("a", 20_000, 1));
    told(ToStudy.Alive.class);
    alive
        .replyTo()
        .tell(
            Acknowledgement.newBuilder()
                .setStudy("s")
                .setEvaluation("e1")
                .setToken(1)
                .setReason("the lease is over")
                .build());
    // The poll that waits is answered at once.
    assertThat(orders().getCancel(0).getReason()).isEqualTo("the lease is over");
  }

  @Test
  void newSession_givesTheLeasesOfTheOldOneBackAndTurnsItAway() {
    ask(request("a", 20_000, 1));
    told(ToStudy.Alive.class);
    TestProbe<RemoteAnswer> other = kit.createTestProbe(RemoteAnswer.class);
    worker.tell(new RemoteWorker.AskLeases(request("b", 0).build(), other.getRef()));
    assertThat(told(ToStudy.Failed.class).fail().getToken()).isEqualTo(1);
    assertThat(other.receiveMessage(PATIENCE).getOrders().getLeasesList()).isEmpty();
    assertThat(door.receiveMessage(PATIENCE).getTurned().getLater()).isFalse();
    ask(request("a", 0, 1));
    assertThat(door.receiveMessage(PATIENCE).getTurned().getReason()).contains("session a");
    // The one that came later is not disturbed by that.
    worker.tell(new RemoteWorker.AskLeases(request("b", 0).build(), other.getRef()));
    assertThat(other.receiveMessage(PATIENCE).hasOrders()).isTrue();
  }

  @Test
  void drain_isToldAtOnceAndEndsWhatRunsAfterItsGrace() {
    ask(request("a", 20_000, 1));
    told(ToStudy.Alive.class);
    Offered offered = offered(offer -> true);
    offered.ref().tell(new WorkerNode.Drain(Duration.ofSeconds(9)));
    assertThat(orders().getDrain()).isTrue();
    assertThat(offered(Offer::getDraining).offer().getFree()).isZero();
    ask(request("a", 20_000, 1));
    told(ToStudy.Alive.class);
    door.expectNoMessage(Duration.ofMillis(50));
    passes(Duration.ofSeconds(9));
    assertThat(orders().getCancel(0).getToken()).isEqualTo(1);
    grant(offered.ref(), 2);
    assertThat(told(ToStudy.Failed.class).fail().getToken()).isEqualTo(2);
  }

  @Test
  void leave_givesBackAndTakesTheNodeAway() {
    ask(request("a", 0, 1));
    orders();
    told(ToStudy.Alive.class);
    Offered offered = offered(offer -> true);
    TestProbe<Object> watch = kit.createTestProbe();
    worker.tell(
        new RemoteWorker.Depart(
            Leave.newBuilder().setWorker("w").setSession("a").build(), door.getRef()));
    assertThat(door.receiveMessage(PATIENCE).hasLeft()).isTrue();
    assertThat(told(ToStudy.Failed.class).fail().getToken()).isEqualTo(1);
    watch.expectTerminated(offered.ref(), PATIENCE);
  }

  @Test
  void log_isTheOneThatTheWorkerToldLast() {
    ask(request("a", 0, 1));
    ActorRef<WorkerNode.Command> node = offered(offer -> true).ref();
    TestProbe<LogText> reader = kit.createTestProbe();
    node.tell(new WorkerNode.ReadLog("s", 1, reader.getRef()));
    assertThat(reader.receiveMessage(PATIENCE).getText()).isEqualTo("log 1");
    node.tell(new WorkerNode.ReadLog("s", 2, reader.getRef()));
    assertThat(reader.receiveMessage(PATIENCE).getFound()).isFalse();
  }

  @Test
  void unneededCheckpoints_areToldInTheNextAnswers() {
    ask(request("a", 0).setCheckpoints("nfs://here"));
    orders();
    Offered offered = offered(offer -> true);
    assertThat(offered.offer().getCheckpoints()).isEqualTo("remote:nfs://here");
    offered.ref().tell(new WorkerNode.DropCheckpoints("s", List.of(3, 4)));
    offered.ref().tell(new WorkerNode.ClearCheckpoints("t", List.of(5)));
    // Who has answered this has got those.
    TestProbe<LogText> reader = kit.createTestProbe(LogText.class);
    offered.ref().tell(new WorkerNode.ReadLog("s", 1, reader.getRef()));
    reader.receiveMessage(PATIENCE);
    for (int i = 0; i < 2; i++) {
      ask(request("a", 0).setCheckpoints("nfs://here"));
      Orders orders = orders();
      assertThat(orders.getUnneeded(0).getTrialsList()).containsExactly(3, 4);
      assertThat(orders.getUnneeded(1).getAllBut()).isTrue();
    }
    ask(request("a", 0));
    assertThat(orders().getUnneededList()).isEmpty();
  }

  @Test
  void silentWorker_isForgottenAndOffersNothingBefore() {
    ask(request("a", 0));
    orders();
    offered(offer -> offer.getFree() == 2);
    for (int second = 0; second < 12; second++) {
      passes(Duration.ofSeconds(1));
    }
    offered(offer -> offer.getFree() == 0);
    assertThat(passivations).hasValue(0);
    for (int second = 0; second < 55; second++) {
      passes(Duration.ofSeconds(1));
    }
    dispatcher.awaitAssert(
        PATIENCE,
        () -> {
          assertThat(passivations.get()).isPositive();
          return 0;
        });
  }

  @Test
  void refusedWorker_isToldToComeAgain() {
    ask(request("a", 20_000));
    offered(offer -> true).ref().tell(new WorkerNode.Refused("another version"));
    RemoteAnswer answer = door.receiveMessage(PATIENCE);
    assertThat(answer.getTurned().getLater()).isTrue();
    assertThat(answer.getTurned().getReason()).contains("another version");
    passes(Duration.ofSeconds(11));
    ask(request("a", 0));
    assertThat(door.receiveMessage(PATIENCE).hasOrders()).isTrue();
  }

  @Test
  void studyThatIsGone_givesItsLeaseBack() {
    ask(request("a", 20_000));
    grant(offered(offer -> true).ref(), 1);
    studies
        .expectMessageClass(StudyCoordinator.DescribeWork.class, PATIENCE)
        .replyTo()
        .tell(WorkDescription.getDefaultInstance());
    assertThat(told(ToStudy.Failed.class).fail().getToken()).isEqualTo(1);
  }

  @Test
  void moving_leavesNobodyWaiting() {
    ask(request("a", 20_000));
    offered(offer -> true);
    TestProbe<RemoteAnswer> reports = kit.createTestProbe(RemoteAnswer.class);
    worker.tell(
        new RemoteWorker.TakeReport(
            Report.newBuilder().setStudy("s").setToken(1).setSequence(1).build(),
            reports.getRef()));
    worker.tell(new RemoteWorker.Stop());
    assertThat(door.receiveMessage(PATIENCE).hasOrders()).isTrue();
    assertThat(reports.receiveMessage(PATIENCE).getTurned().getLater()).isTrue();
    kit.createTestProbe().expectTerminated(worker, PATIENCE);
  }
}
