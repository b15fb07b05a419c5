package io.cairn.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Heartbeat;
import io.cairn.proto.Lease;
import io.cairn.proto.LogText;
import io.cairn.proto.Offer;
import io.cairn.proto.Report;
import io.cairn.proto.cluster.Claim;
import io.cairn.proto.cluster.Control;
import io.cairn.proto.cluster.Controlled;
import io.cairn.proto.cluster.Drained;
import io.cairn.proto.cluster.Nodes;
import io.cairn.proto.cluster.RemoteAnswer;
import io.cairn.proto.cluster.StudyDescription;
import io.cairn.proto.cluster.Turned;
import io.cairn.proto.cluster.WorkDescription;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Leave;
import io.cairn.proto.remote.Pulse;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.dispatch.Dispatcher;
import io.cairn.server.remote.RemoteWorker;
import io.cairn.workers.node.ToDispatcher.Offered;
import io.cairn.workers.node.ToStudy;
import io.cairn.workers.node.WorkerNode;
import java.io.NotSerializableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message that may leave a node comes back as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireSerializerTest {

  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  "pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }")
              .withFallback(ConfigFactory.parseResources("cluster-node.conf"))
              .withFallback(ConfigFactory.load()));

  private final Serialization serialization =
      SerializationExtension.get(
          org.apache.pekko.actor.typed.javadsl.Adapter.toClassic(kit.system()));

  @AfterAll
  void stop() {
    kit.shutdownTestKit();
  }

  private <T> ActorRef<T> ref() {
    return kit.<T>createTestProbe().getRef();
  }

  List<Object> messages() {
    List<Object> all = new ArrayList<>();
    Lease lease = Lease.newBuilder().setStudy("s").setEvaluation("e7").setToken(7).build();
    all.add(
        new StudyCoordinator.FromWorker(
            new ToStudy.Reported(Report.newBuilder().setStudy("s").setToken(7).build(), ref())));
    all.add(
        new StudyCoordinator.FromWorker(
            new ToStudy.Completed(
                Complete.newBuilder().setStudy("s").setCheckpointBytes(9).build(), ref())));
    all.add(
        new StudyCoordinator.FromWorker(
            new ToStudy.Failed(Fail.newBuilder().setStudy("s").setMessage("m").build(), ref())));
    all.add(
        new StudyCoordinator.FromWorker(
            new ToStudy.Alive(Heartbeat.newBuilder().setStudy("s").build(), ref())));
    all.add(new StudyCoordinator.RequestLease("n", List.of("big", "gpu"), ref()));
    all.add(
        new StudyCoordinator.Preempt(2, new TreeSet<>(List.of("a", "b")), "b goes first", ref()));
    all.add(new StudyCoordinator.Wake());
    all.add(new StudyCoordinator.Settled());
    all.add(new StudyCoordinator.Direct(Control.newBuilder().setStop("enough").build(), ref()));
    all.add(new StudyCoordinator.DescribeStudy(ref()));
    all.add(new StudyCoordinator.DescribeWork(ref()));
    all.add(new StudyCoordinator.CheckLease("e7", 7, 3, ref()));
    all.add(
        new RemoteWorker.AskLeases(
            LeaseRequest.newBuilder().setWorker("w").setSlots(2).build(), ref()));
    all.add(new RemoteWorker.KeepAlive(Pulse.newBuilder().setWorker("w").build(), ref()));
    all.add(new RemoteWorker.Depart(Leave.newBuilder().setWorker("w").build(), ref()));
    all.add(new RemoteWorker.TakeReport(Report.newBuilder().setSequence(2).build(), ref()));
    all.add(new RemoteWorker.TakeComplete(Complete.newBuilder().setResource(3).build(), ref()));
    all.add(new RemoteWorker.TakeFail(Fail.newBuilder().setMessage("m").build(), ref()));
    all.add(
        RemoteAnswer.newBuilder()
            .setTurned(Turned.newBuilder().setLater(true).setReason("r"))
            .build());
    all.add(new StudyCoordinator.LeaseAnswer(Optional.of(lease), false, List.of()));
    all.add(new StudyCoordinator.LeaseAnswer(Optional.empty(), true, List.of("gpu")));
    all.add(
        new Dispatcher.FromNode(
            new Offered(Offer.newBuilder().setNode("n").setFree(2).build(), ref())));
    all.add(new Dispatcher.Claimed(Claim.newBuilder().setStudy("s").setWeight(2).build()));
    all.add(new Dispatcher.WorkAvailable("s"));
    all.add(new Dispatcher.StudyEnding("s"));
    all.add(new Dispatcher.DrainNode("n", Duration.ofSeconds(3), ref()));
    all.add(new Dispatcher.ListNodes("n", ref()));
    all.add(new Dispatcher.ReadNodeLog("n", "s", 7, ref()));
    all.add(new WorkerNode.ReadLog("s", 7, ref()));
    all.add(LogText.newBuilder().setFound(true).setText("a\nb\n").build());
    all.add(new Dispatcher.DropCheckpoints("s", List.of(3, 4)));
    all.add(new WorkerNode.DropCheckpoints("s", List.of(3, 4)));
    all.add(new Dispatcher.ClearCheckpoints("s", List.of(3)));
    all.add(new WorkerNode.ClearCheckpoints("s", List.of(3)));
    all.add(new WorkerNode.Granted(lease, -5));
    all.add(new WorkerNode.CancelStudy("s"));
    all.add(new WorkerNode.GiveBack("s", List.of(7L, 9L), "study b goes first"));
    all.add(new WorkerNode.Drain(Duration.ofMillis(1500)));
    all.add(new WorkerNode.Refused("it runs another version"));
    all.add(Acknowledgement.newBuilder().setStudy("s").setToken(7).setEnds(true).build());
    all.add(Controlled.newBuilder().setFound(true).setSentence("done").build());
    all.add(Drained.newBuilder().setAccepted(true).build());
    all.add(Nodes.newBuilder().setTotal(3).build());
    all.add(StudyDescription.newBuilder().setFound(true).setJson("{}").build());
    all.add(WorkDescription.newBuilder().setFound(true).setSweepJson("{}").build());
    return all;
  }

  @ParameterizedTest
  @MethodSource("messages")
  void message_comesBackAsItWas(Object message) throws Exception {
    var serializer = serialization.findSerializerFor(message);
    byte[] bytes = serialization.serialize(message).get();
    String manifest = Serializers.manifestFor(serializer, message);
    assertThat(serialization.deserialize(bytes, serializer.identifier(), manifest).get())
        .isEqualTo(message);
  }

  @Test
  void everyKindOfMessage_isAmongThoseTested() {
    List<Class<?>> tested = new ArrayList<>();
    messages().forEach(message -> tested.add(message.getClass()));
    for (Class<?> protocol : List.of(Dispatcher.Command.class, WorkerNode.Command.class)) {
      for (Class<?> kind : protocol.getPermittedSubclasses()) {
        if (java.lang.reflect.Modifier.isPublic(kind.getModifiers())) {
          assertThat(tested).as("a test of %s", kind).contains(kind);
        }
      }
    }
  }

  @Test
  void messageToOneself_neverLeavesTheNode() {
    assertThatThrownBy(() -> serialization.serialize(new StudyCoordinator.Depart()).get())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Depart");
  }

  @Test
  void javaSerialization_isRefused() {
    assertThatThrownBy(() -> serialization.serialize(new java.util.ArrayList<>()).get())
        .hasMessageContaining("ava serial");
  }

  @Test
  void messageOfALaterVersion_isRefusedWithItsName() {
    WireSerializer serializer =
        new WireSerializer(
            (org.apache.pekko.actor.ExtendedActorSystem)
                org.apache.pekko.actor.typed.javadsl.Adapter.toClassic(kit.system()));
    assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "hologram"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("hologram");
    assertThatThrownBy(() -> serializer.fromBinary(new byte[] {(byte) 0xff}, "node"))
        .isInstanceOf(NotSerializableException.class);
    assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "node"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("does not know");
  }
}
