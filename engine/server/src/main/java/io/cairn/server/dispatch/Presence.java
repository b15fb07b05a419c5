package io.cairn.server.dispatch;

import org.apache.pekko.actor.Address;

/** Which nodes take part in the cluster, as the dispatcher's own node sees it. */
@FunctionalInterface
public interface Presence {

  /** Whether the node with this address was admitted and is not removed yet. */
  boolean takesPart(Address node);
}
