package io.cairn.server.cluster;

import io.cairn.proto.cluster.ToRemote;
import io.cairn.server.remote.RemoteWorker;

/** Messages to a remote worker's place in the cluster as they travel. */
final class RemoteWire {

  private RemoteWire() {}

  static ToRemote encode(RemoteWorker.Command message, WireRefs refs) {
    ToRemote.Builder to = ToRemote.newBuilder();
    if (message instanceof RemoteWorker.Request request) {
      to.setReplyTo(refs.text(request.replyTo()));
    }
    if (message instanceof RemoteWorker.AskLeases m) {
      to.setLeaseRequest(m.request());
    } else if (message instanceof RemoteWorker.KeepAlive m) {
      to.setPulse(m.pulse());
    } else if (message instanceof RemoteWorker.Depart m) {
      to.setLeave(m.leave());
    } else if (message instanceof RemoteWorker.TakeReport m) {
      to.setReport(m.report());
    } else if (message instanceof RemoteWorker.TakeComplete m) {
      to.setComplete(m.complete());
    } else if (message instanceof RemoteWorker.TakeFail m) {
      to.setFail(m.fail());
    } else {
      throw new IllegalArgumentException("no form between nodes for " + message.getClass());
    }
    return to.build();
  }

  static RemoteWorker.Command decode(ToRemote from, WireRefs refs) {
    return switch (from.getKindCase()) {
      case LEASE_REQUEST ->
          new RemoteWorker.AskLeases(from.getLeaseRequest(), refs.ref(from.getReplyTo()));
      case PULSE -> new RemoteWorker.KeepAlive(from.getPulse(), refs.ref(from.getReplyTo()));
      case LEAVE -> new RemoteWorker.Depart(from.getLeave(), refs.ref(from.getReplyTo()));
      case REPORT -> new RemoteWorker.TakeReport(from.getReport(), refs.ref(from.getReplyTo()));
      case COMPLETE ->
          new RemoteWorker.TakeComplete(from.getComplete(), refs.ref(from.getReplyTo()));
      case FAIL -> new RemoteWorker.TakeFail(from.getFail(), refs.ref(from.getReplyTo()));
      case KIND_NOT_SET -> throw new UnknownMessageException("none");
    };
  }
}
