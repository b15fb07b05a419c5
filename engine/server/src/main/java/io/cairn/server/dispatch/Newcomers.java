package io.cairn.server.dispatch;

import io.cairn.workers.node.ToDispatcher.Offered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Offers of nodes that the cluster has not admitted yet. Of a node that comes back at the address
 * of one that was lost, Pekko says at once that it is gone as long as it is not admitted: its
 * leases would be taken back as soon as they are given. Confined to the dispatcher.
 */
final class Newcomers {

  /** A node offers every few seconds; of one that does not, nothing is to be expected. */
  private static final Duration KEPT = Duration.ofSeconds(30);

  /** More nodes than start at once. */
  private static final int MOST = 10_000;

  private final Presence presence;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  private record Waiting(Offered offered, Instant said) {}

  Newcomers(Presence presence) {
    this.presence = presence;
  }

  /** Whether a node has to wait with its offer, which is kept then. */
  boolean mustWait(Offered offered, Instant now) {
    String node = offered.offer().getNode();
    if (takesPart(offered)) {
      waiting.remove(node);
      return false;
    }
    if (waiting.size() < MOST || waiting.containsKey(node)) {
      waiting.put(node, new Waiting(offered, now));
    }
    return true;
  }

  /** Newest offers of those that take part by now, each told once. */
  List<Offered> admitted(Instant now) {
    List<Offered> admitted = new ArrayList<>();
    for (Iterator<Waiting> all = waiting.values().iterator(); all.hasNext(); ) {
      Waiting next = all.next();
      if (takesPart(next.offered())) {
        admitted.add(next.offered());
        all.remove();
      } else if (next.said().plus(KEPT).isBefore(now)) {
        all.remove();
      }
    }
    return admitted;
  }

  private boolean takesPart(Offered offered) {
    return presence.takesPart(offered.ref().path().address());
  }
}
