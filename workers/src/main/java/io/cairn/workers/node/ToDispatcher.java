package io.cairn.workers.node;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/** What a worker node tells the dispatcher that matches free slots with studies. */
public sealed interface ToDispatcher {

  /** Under which dispatchers are found in the cluster. */
  ServiceKey<ToDispatcher> SERVICE_KEY = ServiceKey.create(ToDispatcher.class, "cairn-dispatcher");

  /**
   * The node's free slots, in all: a later message replaces an earlier one, so that one that got
   * lost or came twice does no harm.
   *
   * @param node id of the node
   * @param free slots that are free now and not granted a lease
   * @param granted leases that the node was granted by this dispatcher so far; tells the dispatcher
   *     which of its grants are already counted in {@code free}
   * @param ref the node
   */
  record FreeSlots(String node, int free, long granted, ActorRef<WorkerNode.Command> ref)
      implements ToDispatcher {}
}
