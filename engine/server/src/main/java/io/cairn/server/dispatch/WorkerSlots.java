package io.cairn.server.dispatch;

import io.cairn.proto.RunningOfStudy;
import io.cairn.workers.node.WorkerNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A worker node as it said of itself last, with the grants that were on their way to it then.
 * Confined to the dispatcher.
 */
final class WorkerSlots {

  private final long dispatcher;
  private final ActorRef<WorkerNode.Command> ref;
  private io.cairn.proto.Offer offer;

  /** Studies whose grants the node has not confirmed, oldest first. */
  private final Deque<String> underWay = new ArrayDeque<>();

  /** Grants of this dispatcher that the node has confirmed. */
  private long confirmed;

  /**
   * @param dispatcher number of this dispatcher, by which the node counts its grants
   */
  WorkerSlots(long dispatcher, ActorRef<WorkerNode.Command> ref, io.cairn.proto.Offer offer) {
    this.dispatcher = dispatcher;
    this.ref = ref;
    this.offer = offer;
  }

  ActorRef<WorkerNode.Command> ref() {
    return ref;
  }

  io.cairn.proto.Offer said() {
    return offer;
  }

  /** The node says something new of itself. */
  void says(io.cairn.proto.Offer newer) {
    offer = newer;
    long granted = newer.getDispatcher() == dispatcher ? newer.getGranted() : 0;
    while (confirmed < granted && !underWay.isEmpty()) {
      underWay.removeFirst();
      confirmed++;
    }
    confirmed = Math.max(confirmed, granted);
  }

  /** A grant goes to the node. */
  void granted(String study) {
    underWay.addLast(study);
  }

  /** What the node offers, grants under way taken off. */
  Offer offer() {
    int slots = Math.min(Offer.MOST_SLOTS, Math.max(1, offer.getSlots()));
    int free = Math.max(0, Math.min(slots, offer.getFree()) - underWay.size());
    return new Offer(
        slots,
        free,
        new TreeSet<>(offer.getLabelsList()),
        new TreeSet<>(offer.getTypesList()),
        offer.getDraining());
  }

  /** Evaluations of each study, grants under way included. */
  SortedMap<String, Integer> running() {
    SortedMap<String, Integer> running = new TreeMap<>();
    for (RunningOfStudy of : offer.getRunningList()) {
      running.merge(of.getStudy(), of.getLeases(), Integer::sum);
    }
    underWay.forEach(study -> running.merge(study, 1, Integer::sum));
    return running;
  }
}
