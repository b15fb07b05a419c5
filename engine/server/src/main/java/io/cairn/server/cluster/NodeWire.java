package io.cairn.server.cluster;

import io.cairn.proto.cluster.ClearCheckpoints;
import io.cairn.proto.cluster.Drain;
import io.cairn.proto.cluster.DropCheckpoints;
import io.cairn.proto.cluster.GiveBack;
import io.cairn.proto.cluster.Grant;
import io.cairn.proto.cluster.ReadLog;
import io.cairn.proto.cluster.ToNode;
import io.cairn.workers.node.WorkerNode;
import java.time.Duration;

/** Messages to a worker node as they travel. */
final class NodeWire {

  private NodeWire() {}

  static ToNode encode(WorkerNode.Command message, WireRefs refs) {
    ToNode.Builder to = ToNode.newBuilder();
    if (message instanceof WorkerNode.Granted m) {
      to.setGrant(Grant.newBuilder().setLease(m.lease()).setDispatcher(m.dispatcher()));
    } else if (message instanceof WorkerNode.CancelStudy m) {
      to.setCancelStudy(m.study());
    } else if (message instanceof WorkerNode.GiveBack m) {
      to.setGiveBack(
          GiveBack.newBuilder().setStudy(m.study()).addAllTokens(m.tokens()).setReason(m.reason()));
    } else if (message instanceof WorkerNode.Drain m) {
      to.setDrain(Drain.newBuilder().setGraceMillis(m.grace().toMillis()));
    } else if (message instanceof WorkerNode.Refused m) {
      to.setRefused(m.reason());
    } else if (message instanceof WorkerNode.DropCheckpoints m) {
      to.setDropCheckpoints(
          DropCheckpoints.newBuilder().setStudy(m.study()).addAllTrials(m.trials()));
    } else if (message instanceof WorkerNode.ClearCheckpoints m) {
      to.setClearCheckpoints(
          ClearCheckpoints.newBuilder().setStudy(m.study()).addAllKeep(m.keep()));
    } else if (message instanceof WorkerNode.ReadLog m) {
      to.setReadLog(
          ReadLog.newBuilder()
              .setStudy(m.study())
              .setToken(m.token())
              .setReplyTo(refs.text(m.replyTo())));
    } else {
      throw new IllegalArgumentException("no form between nodes for " + message.getClass());
    }
    return to.build();
  }

  static WorkerNode.Command decode(ToNode from, WireRefs refs) {
    return switch (from.getKindCase()) {
      case GRANT ->
          new WorkerNode.Granted(from.getGrant().getLease(), from.getGrant().getDispatcher());
      case CANCEL_STUDY -> new WorkerNode.CancelStudy(from.getCancelStudy());
      case GIVE_BACK ->
          new WorkerNode.GiveBack(
              from.getGiveBack().getStudy(),
              from.getGiveBack().getTokensList(),
              from.getGiveBack().getReason());
      case DRAIN -> new WorkerNode.Drain(Duration.ofMillis(from.getDrain().getGraceMillis()));
      case REFUSED -> new WorkerNode.Refused(from.getRefused());
      case DROP_CHECKPOINTS ->
          new WorkerNode.DropCheckpoints(
              from.getDropCheckpoints().getStudy(), from.getDropCheckpoints().getTrialsList());
      case CLEAR_CHECKPOINTS ->
          new WorkerNode.ClearCheckpoints(
              from.getClearCheckpoints().getStudy(), from.getClearCheckpoints().getKeepList());
      case READ_LOG ->
          new WorkerNode.ReadLog(
              from.getReadLog().getStudy(),
              from.getReadLog().getToken(),
              refs.ref(from.getReadLog().getReplyTo()));
      case KIND_NOT_SET -> throw new UnknownMessageException("none");
    };
  }
}
