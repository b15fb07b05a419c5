package io.cairn.server.cluster;

import io.cairn.proto.cluster.CheckLease;
import io.cairn.proto.cluster.DescribeStudy;
import io.cairn.proto.cluster.DescribeWork;
import io.cairn.proto.cluster.LeaseAnswer;
import io.cairn.proto.cluster.Preempt;
import io.cairn.proto.cluster.RequestLease;
import io.cairn.proto.cluster.Settled;
import io.cairn.proto.cluster.ToStudy;
import io.cairn.proto.cluster.Wake;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.workers.node.ToStudy.Alive;
import io.cairn.workers.node.ToStudy.Completed;
import io.cairn.workers.node.ToStudy.Failed;
import io.cairn.workers.node.ToStudy.Reported;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Messages to a study, and its answers that are no protobuf messages themselves, as they travel.
 */
final class StudyWire {

  private StudyWire() {}

  static ToStudy encode(StudyCoordinator.Command message, WireRefs refs) {
    ToStudy.Builder to = ToStudy.newBuilder();
    if (message instanceof StudyCoordinator.FromWorker m) {
      fromWorker(m.message(), to.setReplyTo(refs.text(m.message().replyTo())));
    } else if (message instanceof StudyCoordinator.RequestLease m) {
      to.setReplyTo(refs.text(m.replyTo()))
          .setRequestLease(RequestLease.newBuilder().setNode(m.node()).addAllLabels(m.labels()));
    } else if (message instanceof StudyCoordinator.Preempt m) {
      to.setReplyTo(refs.text(m.replyTo()))
          .setPreempt(
              Preempt.newBuilder()
                  .setCount(m.count())
                  .addAllNodes(m.nodes())
                  .setReason(m.reason()));
    } else if (message instanceof StudyCoordinator.Wake) {
      to.setWake(Wake.getDefaultInstance());
    } else if (message instanceof StudyCoordinator.Direct m) {
      to.setReplyTo(refs.text(m.replyTo())).setControl(m.control());
    } else if (message instanceof StudyCoordinator.DescribeStudy m) {
      to.setReplyTo(refs.text(m.replyTo())).setDescribe(DescribeStudy.getDefaultInstance());
    } else if (message instanceof StudyCoordinator.DescribeWork m) {
      to.setReplyTo(refs.text(m.replyTo())).setDescribeWork(DescribeWork.getDefaultInstance());
    } else if (message instanceof StudyCoordinator.CheckLease m) {
      to.setReplyTo(refs.text(m.replyTo()))
          .setCheckLease(
              CheckLease.newBuilder()
                  .setEvaluation(m.evaluation())
                  .setToken(m.token())
                  .setTrial(m.trial()));
    } else if (message instanceof StudyCoordinator.Settled) {
      to.setSettled(Settled.getDefaultInstance());
    } else {
      throw new IllegalArgumentException("no form between nodes for " + message.getClass());
    }
    return to.build();
  }

  private static void fromWorker(io.cairn.workers.node.ToStudy message, ToStudy.Builder to) {
    if (message instanceof Reported m) {
      to.setReport(m.report());
    } else if (message instanceof Completed m) {
      to.setComplete(m.complete());
    } else if (message instanceof Failed m) {
      to.setFail(m.fail());
    } else if (message instanceof Alive m) {
      to.setHeartbeat(m.heartbeat());
    }
  }

  static StudyCoordinator.Command decode(ToStudy from, WireRefs refs) {
    return switch (from.getKindCase()) {
      case REPORT -> worker(new Reported(from.getReport(), refs.ref(from.getReplyTo())));
      case COMPLETE -> worker(new Completed(from.getComplete(), refs.ref(from.getReplyTo())));
      case FAIL -> worker(new Failed(from.getFail(), refs.ref(from.getReplyTo())));
      case HEARTBEAT -> worker(new Alive(from.getHeartbeat(), refs.ref(from.getReplyTo())));
      case REQUEST_LEASE ->
          new StudyCoordinator.RequestLease(
              from.getRequestLease().getNode(),
              from.getRequestLease().getLabelsList(),
              refs.ref(from.getReplyTo()));
      case WAKE -> new StudyCoordinator.Wake();
      case CONTROL -> new StudyCoordinator.Direct(from.getControl(), refs.ref(from.getReplyTo()));
      case DESCRIBE -> new StudyCoordinator.DescribeStudy(refs.ref(from.getReplyTo()));
      case DESCRIBE_WORK -> new StudyCoordinator.DescribeWork(refs.ref(from.getReplyTo()));
      case SETTLED -> new StudyCoordinator.Settled();
      case PREEMPT ->
          new StudyCoordinator.Preempt(
              from.getPreempt().getCount(),
              new TreeSet<>(from.getPreempt().getNodesList()),
              from.getPreempt().getReason(),
              refs.ref(from.getReplyTo()));
      case CHECK_LEASE ->
          new StudyCoordinator.CheckLease(
              from.getCheckLease().getEvaluation(),
              from.getCheckLease().getToken(),
              from.getCheckLease().getTrial(),
              refs.ref(from.getReplyTo()));
      case KIND_NOT_SET -> throw new UnknownMessageException(from.getKindCase());
    };
  }

  private static StudyCoordinator.Command worker(io.cairn.workers.node.ToStudy message) {
    return new StudyCoordinator.FromWorker(message);
  }

  static LeaseAnswer encode(StudyCoordinator.LeaseAnswer answer) {
    LeaseAnswer.Builder to =
        LeaseAnswer.newBuilder().setDone(answer.done()).addAllNeeded(answer.needed());
    answer.lease().ifPresent(to::setLease);
    return to.build();
  }

  static StudyCoordinator.LeaseAnswer decode(LeaseAnswer from) {
    return new StudyCoordinator.LeaseAnswer(
        from.hasLease() ? Optional.of(from.getLease()) : Optional.empty(),
        from.getDone(),
        from.getNeededList());
  }
}
