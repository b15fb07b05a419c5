package io.cairn.server.remote;

import io.cairn.proto.Offer;
import io.cairn.proto.RunningOfStudy;
import java.util.SortedMap;

/**
 * What a remote worker offers, with the count that tells a dispatcher which grants have arrived.
 */
final class Offers {

  private final String node;
  private final String version;

  /** The dispatcher that granted newest, and how often it has. */
  private long dispatcher;

  private long granted;

  Offers(String node, String version) {
    this.node = node;
    this.version = version;
  }

  /** A grant arrived. Another dispatcher than before has taken its place and counts anew. */
  void granted(long by) {
    if (by != dispatcher) {
      dispatcher = by;
      granted = 0;
    }
    granted++;
  }

  /**
   * The offer.
   *
   * @param free slots that may be granted a lease
   * @param running leases by study
   * @param ends what ended there
   */
  Offer offer(
      WorkerProfile worker,
      int free,
      boolean draining,
      SortedMap<String, Integer> running,
      EndTally ends) {
    Offer.Builder offer =
        Offer.newBuilder()
            .setNode(node)
            .setVersion(version)
            .setSlots(worker.slots())
            .setFree(free)
            .setDispatcher(dispatcher)
            .setGranted(granted)
            .addAllLabels(worker.labels())
            .addAllTypes(worker.types())
            .setDraining(draining)
            .setCheckpoints(worker.place())
            .setCompleted(ends.completed())
            .setFailed(ends.failed())
            .setLastFailure(ends.lastFailure());
    running.forEach(
        (study, leases) ->
            offer.addRunning(RunningOfStudy.newBuilder().setStudy(study).setLeases(leases)));
    return offer.build();
  }
}
