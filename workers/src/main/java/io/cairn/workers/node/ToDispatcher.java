package io.cairn.workers.node;

import io.cairn.proto.Offer;
import org.apache.pekko.actor.typed.ActorRef;

/** What a worker node tells the dispatcher that matches free slots with studies. */
public sealed interface ToDispatcher {

  /**
   * What the node has to offer, in all: a later message replaces an earlier one, so that one that
   * got lost or came twice does no harm.
   *
   * @param ref the node
   */
  record Offered(Offer offer, ActorRef<WorkerNode.Command> ref) implements ToDispatcher {}
}
