package io.cairn.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.typesafe.config.ConfigFactory;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Lease;
import io.cairn.proto.Metric;
import io.cairn.proto.NamedValue;
import io.cairn.proto.Offer;
import io.cairn.proto.Value;
import io.cairn.proto.cluster.GiveBack;
import io.cairn.proto.cluster.Grant;
import io.cairn.proto.cluster.NodeStatus;
import io.cairn.proto.cluster.Nodes;
import io.cairn.proto.cluster.Preempt;
import io.cairn.proto.cluster.ToRemote;
import io.cairn.proto.cluster.WorkDescription;
import io.cairn.proto.remote.HeldEvaluation;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.server.remote.RequestRules;
import org.junit.jupiter.api.Test;

/**
 * The largest messages that there can be fit into a frame. Which bounds make them so is said where
 * each is built; a bound that is raised beyond the frame fails here and not in somebody's cluster.
 */
class FrameBoundsTest {

  private final long frame =
      ConfigFactory.parseResources("cluster-node.conf")
          .withFallback(ConfigFactory.load())
          .getBytes("pekko.remote.artery.advanced.maximum-frame-size");

  /** Manifest, addresses of actors, sharding's envelope. */
  private static final int AROUND = 8 * 1024;

  private void fits(Message message) {
    assertThat((long) message.getSerializedSize() + AROUND)
        .as(message.getClass().getSimpleName())
        .isLessThan(frame);
  }

  @Test
  void sweep_onItsWayToAWorker_fits() {
    fits(
        WorkDescription.newBuilder()
            .setFound(true)
            .setSweepJson("x".repeat(Submission.LONGEST))
            .setSweepFolder("/" + "f".repeat(4096))
            .build());
  }

  @Test
  void endOfAnEvaluation_withAllTheMetricsAndLogThereMayBe_fits() {
    Complete.Builder complete =
        Complete.newBuilder().setStudy("s".repeat(128)).setLogTail("\u20ac".repeat(16_000));
    for (int i = 0; i < 256; i++) {
      complete.addMetrics(Metric.newBuilder().setName("\u20ac".repeat(200)).setValue(1e-300));
    }
    fits(complete.build());
    fits(
        Fail.newBuilder()
            .setMessage("\u20ac".repeat(2_010))
            .setLogTail("\u20ac".repeat(16_000))
            .build());
  }

  @Test
  void lease_ofAsManyParametersAsASweepCanDeclare_fits() {
    Lease.Builder lease = Lease.newBuilder().setStudy("s".repeat(128));
    // A parameter takes at least this much of a sweep: "x12345":{"type":"real","min":0,"max":1},
    for (int i = 0; i < Submission.LONGEST / 40; i++) {
      lease.addConfiguration(
          NamedValue.newBuilder()
              .setName("x%05d".formatted(i))
              .setValue(Value.newBuilder().setReal(Math.PI)));
    }
    fits(Grant.newBuilder().setLease(lease).setDispatcher(1).build());
  }

  @Test
  void pageOfNodes_endsBeforeTheFrameDoes() {
    Offer.Builder offer =
        Offer.newBuilder()
            .setNode("n".repeat(100))
            .setVersion("1.2.3")
            .setLastFailure("f".repeat(204));
    for (int i = 0; i < 64; i++) {
      offer.addLabels("l".repeat(63)).addTypes("t".repeat(63));
    }
    NodeStatus node = NodeStatus.newBuilder().setOffer(offer).setAddress("a".repeat(300)).build();
    Nodes.Builder page = Nodes.newBuilder();
    // As the dispatcher fills it: up to 200 kB and not beyond.
    for (int bytes = 0;
        bytes + node.getSerializedSize() <= 200_000;
        bytes += node.getSerializedSize()) {
      page.addNodes(node);
    }
    fits(page.build());
  }

  @Test
  void preemption_ofAsManyAsThereMayBe_fits() {
    Preempt.Builder preempt = Preempt.newBuilder().setCount(1_000);
    GiveBack.Builder back = GiveBack.newBuilder().setStudy("s".repeat(128));
    for (int i = 0; i < 1_000; i++) {
      preempt.addNodes("n".repeat(100));
      back.addTokens(Long.MAX_VALUE - i);
    }
    fits(preempt.build());
    fits(back.build());
  }

  @Test
  void remoteWorkersWord_ofAllThatItMayHaveInHand_fits() {
    LeaseRequest.Builder request =
        LeaseRequest.newBuilder()
            .setWorker("w".repeat(100))
            .setSession("s".repeat(64))
            .setCheckpoints("\u20ac".repeat(500))
            .setSlots(RequestRules.MOST_SLOTS)
            .setWaitMillis(RequestRules.LONGEST_WAIT);
    for (int i = 0; i < 64; i++) {
      request.addLabels("l".repeat(63)).addKinds("k".repeat(63));
    }
    for (int i = 0; i < RequestRules.MOST_HELD; i++) {
      request.addHeld(
          HeldEvaluation.newBuilder()
              .setStudy("s".repeat(80))
              .setEvaluation("e".repeat(40))
              .setToken(Long.MAX_VALUE - i)
              .setLogTail("\u20ac".repeat(9_000)));
    }
    assertThat(RequestRules.of(request.build())).isEmpty();
    LeaseRequest cut = RequestRules.cut(request.build());
    assertThat(cut.getHeldCount()).isEqualTo(RequestRules.MOST_HELD);
    assertThat(cut.getHeld(0).getLogTail()).hasSize(8_000);
    fits(ToRemote.newBuilder().setReplyTo("a".repeat(300)).setLeaseRequest(cut).build());
  }
}
