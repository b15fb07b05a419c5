package io.cairn.server.cluster;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When nodes of a cluster are given up, by what they hear of each other as time passes.
 *
 * <p>Coordinators are judged among themselves: those that a majority is out of touch with go, and
 * who is not of the majority goes by itself. Workers come and go all the time and may be out of
 * touch with this coordinator or that; none of that says anything about coordinators, and none of
 * it is waited for. A worker is given up by itself once it has been out of touch for long enough.
 *
 * <p>Being wrong costs time and no data: a node that was given up comes back as a new member with
 * what it has in hand, and the store takes nothing from the former coordinator of a study.
 */
final class GivingUp<N extends Comparable<N>> {

  /** A trouble among coordinators that never settles is decided after so many times as long. */
  private static final int RESTLESS = 3;

  /** A worker waits so many times as long for coordinators, which come to terms first. */
  private static final int PATIENCE = 2;

  private final long settled;
  private final long gap;
  private OptionalLong lastLook = OptionalLong.empty();
  private Set<Hearing.Deaf<N>> trouble = Set.of();
  private SortedSet<N> coordinators = new TreeSet<>();
  private long troubledSince;
  private long changedAt;
  private final Map<N, Long> unheardSince = new HashMap<>();
  private OptionalLong aloneSince = OptionalLong.empty();

  /**
   * @param stableAfter how long nothing may have changed before somebody is given up
   * @param look how often it is asked
   */
  GivingUp(Duration stableAfter, Duration look) {
    this.settled = stableAfter.toNanos();
    this.gap = look.toNanos() * 4;
  }

  /**
   * Who is to be given up now.
   *
   * @param now by {@link System#nanoTime}
   */
  SortedSet<N> now(Hearing<N> hearing, long now) {
    if (lastLook.isPresent() && now - lastLook.getAsLong() > gap) {
      // This process stood still: what it believes to have lasted until now may be long over.
      forget();
    }
    lastLook = OptionalLong.of(now);
    return hearing.coordinates() ? asCoordinator(hearing, now) : asOther(hearing, now);
  }

  private void forget() {
    trouble = Set.of();
    unheardSince.clear();
    aloneSince = OptionalLong.empty();
  }

  private SortedSet<N> asCoordinator(Hearing<N> hearing, long now) {
    Set<Hearing.Deaf<N>> seen = hearing.amongCoordinators();
    if (!seen.equals(trouble) || !hearing.coordinators().equals(coordinators)) {
      troubledSince = trouble.isEmpty() ? now : troubledSince;
      changedAt = now;
      trouble = seen;
      coordinators = hearing.coordinators();
    }
    SortedSet<N> majority = hearing.majority();
    SortedSet<N> lost = lost(hearing, majority, now);
    if (!trouble.isEmpty()) {
      boolean due = now - changedAt >= settled || now - troubledSince >= settled * RESTLESS;
      return due ? parting(hearing, majority) : Collections.emptySortedSet();
    }
    // One is enough.
    return hearing.self().equals(majority.first()) ? lost : Collections.emptySortedSet();
  }

  private SortedSet<N> parting(Hearing<N> hearing, SortedSet<N> majority) {
    if (!majority.contains(hearing.self())) {
      return new TreeSet<>(Set.of(hearing.self()));
    }
    SortedSet<N> parting = new TreeSet<>(hearing.coordinators());
    parting.removeAll(majority);
    return parting;
  }

  /** Other members that have been out of touch for long enough. */
  private SortedSet<N> lost(Hearing<N> hearing, SortedSet<N> majority, long now) {
    SortedSet<N> unheard = hearing.othersOutOfTouch(majority);
    unheardSince.keySet().retainAll(unheard);
    SortedSet<N> lost = new TreeSet<>();
    for (N other : unheard) {
      if (now - unheardSince.computeIfAbsent(other, o -> now) >= settled) {
        lost.add(other);
      }
    }
    return lost;
  }

  /** Without coordinators a worker is of no use: it leaves, and looks for them anew. */
  private SortedSet<N> asOther(Hearing<N> hearing, long now) {
    if (hearing.hearsOfMost()) {
      aloneSince = OptionalLong.empty();
    } else if (aloneSince.isEmpty()) {
      aloneSince = OptionalLong.of(now);
    } else if (now - aloneSince.getAsLong() >= settled * PATIENCE) {
      return new TreeSet<>(Set.of(hearing.self()));
    }
    return Collections.emptySortedSet();
  }
}
