package io.cairn.server.cluster;

import io.cairn.proto.cluster.ClearCheckpoints;
import io.cairn.proto.cluster.DrainNode;
import io.cairn.proto.cluster.DropCheckpoints;
import io.cairn.proto.cluster.ListNodes;
import io.cairn.proto.cluster.ReadNodeLog;
import io.cairn.proto.cluster.ToDispatcher;
import io.cairn.server.dispatch.Dispatcher;
import io.cairn.workers.node.ToDispatcher.Offered;
import java.time.Duration;

/** Messages to the dispatcher as they travel. */
final class DispatcherWire {

  private DispatcherWire() {}

  static ToDispatcher encode(Dispatcher.Command message, WireRefs refs) {
    ToDispatcher.Builder to = ToDispatcher.newBuilder();
    if (message instanceof Dispatcher.FromNode m && m.message() instanceof Offered offered) {
      to.setReplyTo(refs.text(offered.ref())).setOffer(offered.offer());
    } else if (message instanceof Dispatcher.Claimed m) {
      to.setClaim(m.claim());
    } else if (message instanceof Dispatcher.WorkAvailable m) {
      to.setWorkAvailable(m.study());
    } else if (message instanceof Dispatcher.StudyEnding m) {
      to.setStudyEnding(m.study());
    } else if (message instanceof Dispatcher.DrainNode m) {
      to.setReplyTo(refs.text(m.replyTo()))
          .setDrainNode(
              DrainNode.newBuilder().setNode(m.node()).setGraceMillis(m.grace().toMillis()));
    } else if (message instanceof Dispatcher.ListNodes m) {
      to.setReplyTo(refs.text(m.replyTo()))
          .setListNodes(ListNodes.newBuilder().setAfter(m.after()));
    } else if (message instanceof Dispatcher.DropCheckpoints m) {
      to.setDropCheckpoints(
          DropCheckpoints.newBuilder().setStudy(m.study()).addAllTrials(m.trials()));
    } else if (message instanceof Dispatcher.ClearCheckpoints m) {
      to.setClearCheckpoints(
          ClearCheckpoints.newBuilder().setStudy(m.study()).addAllKeep(m.keep()));
    } else if (message instanceof Dispatcher.ReadNodeLog m) {
      to.setReplyTo(refs.text(m.replyTo()))
          .setReadNodeLog(
              ReadNodeLog.newBuilder().setNode(m.node()).setStudy(m.study()).setToken(m.token()));
    } else {
      throw new IllegalArgumentException("no form between nodes for " + message.getClass());
    }
    return to.build();
  }

  static Dispatcher.Command decode(ToDispatcher from, WireRefs refs) {
    return switch (from.getKindCase()) {
      case OFFER ->
          new Dispatcher.FromNode(new Offered(from.getOffer(), refs.ref(from.getReplyTo())));
      case CLAIM -> new Dispatcher.Claimed(from.getClaim());
      case WORK_AVAILABLE -> new Dispatcher.WorkAvailable(from.getWorkAvailable());
      case STUDY_ENDING -> new Dispatcher.StudyEnding(from.getStudyEnding());
      case DRAIN_NODE ->
          new Dispatcher.DrainNode(
              from.getDrainNode().getNode(),
              Duration.ofMillis(from.getDrainNode().getGraceMillis()),
              refs.ref(from.getReplyTo()));
      case LIST_NODES ->
          new Dispatcher.ListNodes(from.getListNodes().getAfter(), refs.ref(from.getReplyTo()));
      case DROP_CHECKPOINTS ->
          new Dispatcher.DropCheckpoints(
              from.getDropCheckpoints().getStudy(), from.getDropCheckpoints().getTrialsList());
      case CLEAR_CHECKPOINTS ->
          new Dispatcher.ClearCheckpoints(
              from.getClearCheckpoints().getStudy(), from.getClearCheckpoints().getKeepList());
      case READ_NODE_LOG ->
          new Dispatcher.ReadNodeLog(
              from.getReadNodeLog().getNode(),
              from.getReadNodeLog().getStudy(),
              from.getReadNodeLog().getToken(),
              refs.ref(from.getReplyTo()));
      case KIND_NOT_SET -> throw new UnknownMessageException("none");
    };
  }
}
