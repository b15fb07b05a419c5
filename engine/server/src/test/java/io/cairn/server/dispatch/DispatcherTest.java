package io.cairn.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Lease;
import io.cairn.proto.Offer;
import io.cairn.proto.RunningOfStudy;
import io.cairn.proto.cluster.Claim;
import io.cairn.proto.cluster.Drained;
import io.cairn.proto.cluster.Nodes;
import io.cairn.proto.cluster.Preempted;
import io.cairn.proto.cluster.PreemptedLease;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.workers.node.ToDispatcher.Offered;
import io.cairn.workers.node.ToStudy;
import io.cairn.workers.node.WorkerNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dispatcher between studies and nodes played by probes. */
class DispatcherTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<StudyCoordinator.Command> studies =
      kit.createTestProbe(StudyCoordinator.Command.class);
  private final TestProbe<WorkerNode.Command> node = kit.createTestProbe(WorkerNode.Command.class);
  private final ActorRef<Dispatcher.Command> dispatcher = spawn();

  /** Whether the cluster has admitted the node. */
  private volatile boolean admitted = true;

  private ActorRef<Dispatcher.Command> spawn() {
    return kit.spawn(
        Dispatcher.create(
            new Dispatcher.Settings(
                study -> studies.getRef(),
                SharingRules.DEFAULT,
                InstantSource.system(),
                "v",
                address -> admitted)));
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private void claim(String study, int priority) {
    dispatcher.tell(
        new Dispatcher.Claimed(
            Claim.newBuilder()
                .setStudy(study)
                .setWeight(1)
                .setPriority(priority)
                .setWorkerType("t")
                .build()));
  }

  private static Offer.Builder offer(int slots, int free, int running) {
    Offer.Builder offer =
        Offer.newBuilder().setNode("n").setVersion("v").setSlots(slots).setFree(free).addTypes("t");
    if (running > 0) {
      offer.addRunning(RunningOfStudy.newBuilder().setStudy("low").setLeases(running));
    }
    return offer;
  }

  private void offers(Offer.Builder offer) {
    dispatcher.tell(new Dispatcher.FromNode(new Offered(offer.build(), node.getRef())));
  }

  private StudyCoordinator.RequestLease asked() {
    return studies.expectMessageClass(StudyCoordinator.RequestLease.class, PATIENCE);
  }

  private static void grant(StudyCoordinator.RequestLease request, String study, long token) {
    request
        .replyTo()
        .tell(
            new StudyCoordinator.LeaseAnswer(
                Optional.of(
                    Lease.newBuilder()
                        .setStudy(study)
                        .setEvaluation("e" + token)
                        .setToken(token)
                        .build()),
                false,
                List.of()));
  }

  private WorkerNode.Granted granted() {
    return node.expectMessageClass(WorkerNode.Granted.class, PATIENCE);
  }

  @Test
  void freeSlot_bringsALeaseAndGrantsUnderWayAreNotFree() {
    offers(offer(2, 2, 0));
    claim("low", 0);
    grant(asked(), "low", 1);
    grant(asked(), "low", 2);
    WorkerNode.Granted first = granted();
    WorkerNode.Granted second = granted();
    // Answers to two questions come in any order.
    assertThat(List.of(first.lease().getToken(), second.lease().getToken()))
        .containsExactlyInAnyOrder(1L, 2L);
    long dispatcherId = first.dispatcher();
    assertThat(dispatcherId).isNotZero();
    // What the node said before the grants reached it must not be handed out again.
    offers(offer(2, 2, 0));
    studies.expectNoMessage(Duration.ofMillis(300));
    // One has arrived and ended: its slot is free again.
    offers(offer(2, 1, 1).setDispatcher(dispatcherId).setGranted(2));
    assertThat(asked().node()).isEqualTo("n");
  }

  @Test
  void nodeThatIsNotAdmittedYet_isGivenALeaseOnceItIs() {
    admitted = false;
    claim("low", 0);
    offers(offer(1, 1, 0));
    studies.expectNoMessage(Duration.ofMillis(300));
    admitted = true;
    // It need not offer again.
    grant(asked(), "low", 7);
    assertThat(granted().lease().getToken()).isEqualTo(7);
  }

  @Test
  void newDispatcher_learnsWhatRunsFromTheNodes() {
    claim("low", 0);
    offers(offer(2, 0, 2).setDispatcher(12345).setGranted(99));
    studies.expectNoMessage(Duration.ofMillis(300));
    offers(offer(2, 1, 1).setDispatcher(12345).setGranted(99));
    grant(asked(), "low", 7);
    assertThat(granted().lease().getToken()).isEqualTo(7);
  }

  @Test
  void higherPriority_hasALowerStudyGiveUp() {
    claim("low", 0);
    offers(offer(2, 0, 2));
    claim("high", 5);
    StudyCoordinator.Preempt preempt =
        studies.expectMessageClass(StudyCoordinator.Preempt.class, PATIENCE);
    assertThat(preempt.nodes()).containsExactly("n");
    assertThat(preempt.reason()).contains("high");
    preempt
        .replyTo()
        .tell(
            Preempted.newBuilder()
                .addLeases(PreemptedLease.newBuilder().setToken(4).setNode("n"))
                .build());
    WorkerNode.GiveBack given = node.expectMessageClass(WorkerNode.GiveBack.class, PATIENCE);
    assertThat(given.study()).isEqualTo("low");
    assertThat(given.tokens()).isEqualTo(List.of(4L));
    offers(offer(2, 1, 1));
    grant(asked(), "high", 8);
    assertThat(granted().lease().getStudy()).isEqualTo("high");
  }

  @Test
  void answerForANodeThatLeft_isGivenBack() {
    claim("low", 0);
    offers(offer(1, 1, 0));
    StudyCoordinator.RequestLease request = asked();
    node.stop();
    TestProbe<Nodes> list = kit.createTestProbe();
    list.awaitAssert(
        PATIENCE,
        () -> {
          dispatcher.tell(new Dispatcher.ListNodes("", list.getRef()));
          assertThat(list.receiveMessage(PATIENCE).getTotal()).isZero();
          return 0;
        });
    grant(request, "low", 3);
    StudyCoordinator.FromWorker back =
        studies.expectMessageClass(StudyCoordinator.FromWorker.class, PATIENCE);
    assertThat(((ToStudy.Failed) back.message()).fail().getToken()).isEqualTo(3);
  }

  @Test
  void workForOtherNodes_isDemandedByItsLabels() {
    claim("low", 0);
    offers(offer(1, 1, 0));
    asked()
        .replyTo()
        .tell(new StudyCoordinator.LeaseAnswer(Optional.empty(), false, List.of("gpu")));
    TestProbe<Nodes> list = kit.createTestProbe();
    list.awaitAssert(
        PATIENCE,
        () -> {
          dispatcher.tell(new Dispatcher.ListNodes("", list.getRef()));
          Nodes nodes = list.receiveMessage(PATIENCE);
          assertThat(nodes.getWantedList())
              .singleElement()
              .satisfies(
                  wanted -> {
                    assertThat(wanted.getLabelsList()).containsExactly("gpu");
                    assertThat(wanted.getSlots()).isEqualTo(1);
                  });
          return 0;
        });
  }

  @Test
  void nodeOfAnotherVersion_isRefusedAndGetsNothing() {
    claim("low", 0);
    offers(offer(1, 1, 0).setVersion("old"));
    assertThat(node.expectMessageClass(WorkerNode.Refused.class, PATIENCE).reason())
        .contains("old", "the cluster runs v");
    studies.expectNoMessage(Duration.ofMillis(300));
  }

  @Test
  void draining_isPassedOnAndAnUnknownNodeIsSaid() {
    offers(offer(1, 1, 0));
    TestProbe<Drained> answer = kit.createTestProbe();
    dispatcher.tell(new Dispatcher.DrainNode("n", Duration.ofSeconds(5), answer.getRef()));
    assertThat(answer.receiveMessage(PATIENCE).getAccepted()).isTrue();
    assertThat(node.expectMessageClass(WorkerNode.Drain.class, PATIENCE).grace())
        .isEqualTo(Duration.ofSeconds(5));
    dispatcher.tell(new Dispatcher.DrainNode("m", Duration.ZERO, answer.getRef()));
    assertThat(answer.receiveMessage(PATIENCE).getReason()).contains("no worker m");
  }

  @Test
  void studyThatEnds_isCancelledWhereItRuns() {
    claim("low", 0);
    offers(offer(2, 0, 2));
    dispatcher.tell(new Dispatcher.StudyEnding("low"));
    assertThat(node.expectMessageClass(WorkerNode.CancelStudy.class, PATIENCE).study())
        .isEqualTo("low");
  }

  @Test
  void slots_areBusyFromTheGrantOnAndOfNoUseWhileTheirNodeDrains() {
    TestProbe<Nodes> asker = kit.createTestProbe(Nodes.class);
    offers(offer(3, 2, 1));
    dispatcher.tell(
        new Dispatcher.FromNode(
            new Offered(
                offer(4, 4, 0).setNode("o").setDraining(true).build(),
                kit.createTestProbe(WorkerNode.Command.class).getRef())));
    claim("low", 0);
    grant(asked(), "low", 1);
    granted();
    dispatcher.tell(new Dispatcher.ListNodes("", asker.getRef()));
    Nodes nodes = asker.receiveMessage(PATIENCE);
    assertThat(nodes.getSlots()).isEqualTo(3);
    assertThat(nodes.getBusySlots()).isEqualTo(2);
    assertThat(nodes.getFreeSlots()).isEqualTo(1);
  }

  @Test
  void checkpointsThatNobodyNeeds_areRemovedByOneNodeOfEachPlace() {
    TestProbe<WorkerNode.Command> second = kit.createTestProbe(WorkerNode.Command.class);
    TestProbe<WorkerNode.Command> elsewhere = kit.createTestProbe(WorkerNode.Command.class);
    offers(offer(1, 1, 0).setCheckpoints("shared"));
    dispatcher.tell(
        new Dispatcher.FromNode(
            new Offered(
                offer(1, 1, 0).setNode("o").setCheckpoints("shared").build(), second.getRef())));
    dispatcher.tell(
        new Dispatcher.FromNode(
            new Offered(
                offer(1, 1, 0).setNode("p").setCheckpoints("own").build(), elsewhere.getRef())));
    dispatcher.tell(new Dispatcher.DropCheckpoints("low", List.of(7)));
    assertThat(node.expectMessageClass(WorkerNode.DropCheckpoints.class, PATIENCE).trials())
        .containsExactly(7);
    elsewhere.expectMessageClass(WorkerNode.DropCheckpoints.class, PATIENCE);
    dispatcher.tell(new Dispatcher.ClearCheckpoints("low", List.of(3)));
    assertThat(node.expectMessageClass(WorkerNode.ClearCheckpoints.class, PATIENCE).keep())
        .containsExactly(3);
    elsewhere.expectMessageClass(WorkerNode.ClearCheckpoints.class, PATIENCE);
    second.expectNoMessage(Duration.ofMillis(300));
  }
}
