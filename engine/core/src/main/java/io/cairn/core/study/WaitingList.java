package io.cairn.core.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Evaluations that wait for a worker, in the order in which they came: new ones that lacked a
 * fitting worker, and those whose worker was lost. At most one of each trial. Taking the oldest
 * that fits costs O(rungs), all else O(1).
 */
final class WaitingList {

  private record Place(Waiting waiting, int rung, long arrival) {}

  private final Map<Integer, Place> byTrial = new LinkedHashMap<>();
  private final List<Map<Integer, Place>> byRung = new ArrayList<>();
  private final Map<Long, Integer> lostTokens = new HashMap<>(); // looked up, never walked
  private long arrivals;
  private int queued;
  private int starts;

  WaitingList(int rungs) {
    for (int rung = 0; rung < rungs; rung++) {
      byRung.add(new LinkedHashMap<>());
    }
  }

  /**
   * Adds one at the end.
   *
   * @param rung the next rung that it goes to, whose labels its worker needs
   */
  void add(Waiting waiting, int rung) {
    Place place = new Place(waiting, rung, arrivals++);
    byTrial.put(waiting.trial(), place);
    byRung.get(rung).put(waiting.trial(), place);
    if (waiting instanceof Waiting.Lost lost) {
      lostTokens.put(lost.lease().token, waiting.trial());
    } else {
      count((Waiting.Queued) waiting, 1);
    }
  }

  private void count(Waiting.Queued waiting, int change) {
    queued += change;
    starts += waiting.first() ? change : 0;
  }

  /** Takes a trial's evaluation off the list, if it is there. */
  Optional<Waiting> remove(int trial) {
    Place place = byTrial.remove(trial);
    if (place == null) {
      return Optional.empty();
    }
    byRung.get(place.rung()).remove(trial);
    if (place.waiting() instanceof Waiting.Lost lost) {
      lostTokens.remove(lost.lease().token);
    } else {
      count((Waiting.Queued) place.waiting(), -1);
    }
    return Optional.of(place.waiting());
  }

  void clear() {
    byTrial.clear();
    byRung.forEach(Map::clear);
    lostTokens.clear();
    queued = 0;
    starts = 0;
  }

  /** The oldest that goes to a rung of which {@code fits} holds. */
  Optional<Waiting> oldest(IntPredicate fits) {
    Place oldest = null;
    for (int rung = 0; rung < byRung.size(); rung++) {
      if (!byRung.get(rung).isEmpty() && fits.test(rung)) {
        Place head = byRung.get(rung).values().iterator().next();
        oldest = oldest == null || head.arrival() < oldest.arrival() ? head : oldest;
      }
    }
    return oldest == null ? Optional.empty() : Optional.of(oldest.waiting());
  }

  /** The lost evaluation with this token. */
  Optional<Waiting.Lost> lost(long token) {
    Integer trial = lostTokens.get(token);
    return Optional.ofNullable(trial == null ? null : byTrial.get(trial))
        .map(place -> (Waiting.Lost) place.waiting());
  }

  /** All of them, oldest first. */
  Collection<Waiting> all() {
    return byTrial.values().stream().map(Place::waiting).toList();
  }

  int size() {
    return byTrial.size();
  }

  /** How many go to this rung. */
  int size(int rung) {
    return byRung.get(rung).size();
  }

  boolean isEmpty() {
    return byTrial.isEmpty();
  }

  /** How many no worker ever had. */
  int queued() {
    return queued;
  }

  /** How many of those are the first evaluation of their trial. */
  int starts() {
    return starts;
  }
}
