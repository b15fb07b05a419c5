package io.cairn.workers.node;

import io.cairn.proto.Offer;
import io.cairn.proto.RunningOfStudy;
import io.cairn.workers.spi.Outcome;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node has to offer, with the count that tells a dispatcher which grants have arrived. */
final class Offers {

  private static final Logger LOG = LoggerFactory.getLogger(Offers.class);

  /** Offers are sent all the time. */
  private static final int LONGEST_FAILURE = 200;

  private final NodeSettings settings;

  /** The dispatcher that granted newest, and how often it has. */
  private long dispatcher;

  private long granted;

  private long completed;
  private long failed;
  private String lastFailure = "";

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

  /** An evaluation ended here. */
  void ended(Outcome outcome) {
    if (outcome instanceof Outcome.Completed) {
      completed++;
    } else if (outcome instanceof Outcome.Failed failure
        && failure.kind() != Outcome.Kind.CANCELLED) {
      failed++;
      lastFailure = shortened(failure.message());
    }
  }

  private static String shortened(String message) {
    return message.length() > LONGEST_FAILURE
        ? message.substring(0, LONGEST_FAILURE) + " ..."
        : message;
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
            .setCheckpoints(place)
            .setCompleted(completed)
            .setFailed(failed)
            .setLastFailure(lastFailure);
    running.forEach(
        (study, leases) ->
            offer.addRunning(RunningOfStudy.newBuilder().setStudy(study).setLeases(leases)));
    return offer.build();
  }
}
