package io.cairn.server.dispatch;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many slots would be put to use, for whoever starts and stops workers.
 *
 * <p>What a study could use is not known until it is asked, so one that takes whatever it is given
 * counts as wanting as many again as it took since it last had enough, at least one, up to its
 * limit: an autoscaler that follows doubles the slots at each look and leaves no more than half of
 * them idle.
 *
 * @param running evaluations in flight
 * @param wanted slots wanted beyond these, by the plainest kind of node that would do
 */
public record Demand(int running, SortedMap<Kind, Integer> wanted) {
  public Demand {
    wanted = Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
  }

  /** Slots demanded in all. */
  public int slots() {
    long slots = running;
    for (int more : wanted.values()) {
      slots += more;
    }
    return (int) Math.min(Integer.MAX_VALUE, slots);
  }
}
