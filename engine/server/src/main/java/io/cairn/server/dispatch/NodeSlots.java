package io.cairn.server.dispatch;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The slots of one node and who has them. */
final class NodeSlots {
  final String node;

  /** Evaluations in flight by study. */
  final SortedMap<String, Integer> running = new TreeMap<>();

  /** Numbers of the questions that were asked for its slots. */
  final Set<Long> asks = new LinkedHashSet<>();

  /** What it said it has; null while only studies have told of it. */
  @Nullable Offer offer;

  @Nullable Pool pool;

  /** Slots that hold nothing, those that are being asked for among them. */
  private int free;

  NodeSlots(String node) {
    this.node = node;
  }

  /** Slots that nobody is being asked for. */
  int available() {
    return offer == null || offer.draining() ? 0 : Math.max(0, free - asks.size());
  }

  /** For people; empty before it made an offer. */
  Optional<NodeShare> share() {
    return Optional.ofNullable(offer)
        .map(
            o ->
                new NodeShare(
                    node,
                    new Offer(o.slots(), free, o.labels(), o.types(), o.draining()),
                    asks.size(),
                    running));
  }

  void offered(Offer now) {
    offer = now;
    free = now.free();
  }

  void granted(String study) {
    running.merge(study, 1, Integer::sum);
    free = Math.max(0, free - 1);
  }

  /**
   * Evaluations ended. The node may have said already that their slots are free, or may be about
   * to; so many slots as hold nothing are free for sure.
   */
  void ended(String study, int evaluations) {
    running(study, running.getOrDefault(study, 0) - evaluations);
    if (offer != null) {
      free = Math.max(free, Math.min(free + evaluations, offer.slots() - inFlight()));
    }
  }

  void running(String study, int count) {
    if (count > 0) {
      running.put(study, count);
    } else {
      running.remove(study);
    }
  }

  private int inFlight() {
    int sum = 0;
    for (int count : running.values()) {
      sum += count;
    }
    return sum;
  }
}
