package io.cairn.workers.node;

import io.cairn.proto.Offer;
import io.cairn.proto.RunningOfStudy;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node has to offer, with the count that tells a dispatcher which grants have arrived. */
final class Offers {

  private static final Logger LOG = LoggerFactory.getLogger(Offers.class);

  private final NodeSettings settings;

  /** The dispatcher that granted newest, and how often it has. */
  private long dispatcher;

  private long granted;

  private final String place;

  Offers(NodeSettings settings) {
    this.settings = settings;
    this.place = place(settings);
  }

  /** Without a place nobody is asked to tidy up there, and that is all. */
  private static String place(NodeSettings settings) {
    try {
      return settings.checkpoints().place();
    } catch (IOException e) {
      LOG.warn("checkpoints that nobody needs cannot be removed here", e);
      return "";
    }
  }

  /** A grant arrived. Another dispatcher than before has taken its place and counts anew. */
  void granted(long by) {
    if (by != dispatcher) {
      dispatcher = by;
      granted = 0;
    }
    granted++;
  }

  /** The offer of a node that holds {@code held}. */
  Offer offer(Collection<Held> held, boolean draining) {
    Map<String, Integer> running = new TreeMap<>();
    held.forEach(lease -> running.merge(lease.lease().getStudy(), 1, Integer::sum));
    Offer.Builder offer =
        Offer.newBuilder()
            .setNode(settings.node())
            .setVersion(settings.version())
            .setSlots(settings.slots())
            .setFree(draining ? 0 : Math.max(0, settings.slots() - held.size()))
            .setDispatcher(dispatcher)
            .setGranted(granted)
            .addAllLabels(settings.labels())
            .addAllTypes(settings.types())
            .setDraining(draining)
            .setCheckpoints(place);
    running.forEach(
        (study, leases) ->
            offer.addRunning(RunningOfStudy.newBuilder().setStudy(study).setLeases(leases)));
    return offer.build();
  }
}
