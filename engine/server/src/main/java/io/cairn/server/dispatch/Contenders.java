package io.cairn.server.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All studies that take part, and what time does to them.
 *
 * <p>Time comes in with {@link #settle} alone: what began to wait since the call before is taken to
 * have begun then. So nobody has to say when something happened, and the lists of those who wait
 * are in the order of their beginnings.
 */
final class Contenders {
  private static final Comparator<Contender> AGE = Comparator.comparingLong(c -> c.order);

  private final SharingRules rules;
  private final SortedMap<String, Contender> byStudy = new TreeMap<>();
  private final SortedMap<Integer, Integer> priorities = new TreeMap<>();

  /** Those whose time is not known yet. */
  private final Set<Contender> fresh = new LinkedHashSet<>();

  /** Those who have nothing in flight and still have patience. */
  private final TreeSet<Contender> patient =
      new TreeSet<>(Comparator.<Contender, Instant>comparing(c -> c.since).thenComparing(AGE));

  /** Those who did not answer. */
  private final TreeSet<Contender> silent =
      new TreeSet<>(
          Comparator.<Contender, Instant>comparing(c -> c.silence.until()).thenComparing(AGE));

  private long order;
  private Instant now = Instant.MIN;

  Contenders(SharingRules rules) {
    this.rules = rules;
  }

  @Nullable Contender find(String study) {
    return byStudy.get(study);
  }

  Contender findOrAdd(String study) {
    return byStudy.computeIfAbsent(study, id -> new Contender(id, ++order));
  }

  Collection<Contender> all() {
    return byStudy.values();
  }

  int size() {
    return byStudy.size();
  }

  /** Whether anybody could be preempted for anybody else. */
  boolean severalPriorities() {
    return priorities.size() > 1;
  }

  /** Changes a study and everything that is sorted by it. */
  void change(Contender contender, Runnable change) {
    contender.standings().forEach(standing -> standing.pool.unlist(standing));
    patient.remove(contender);
    silent.remove(contender);
    count(contender, -1);
    change.run();
    count(contender, 1);
    if (contender.silence.isOn()) {
      silent.add(contender);
    }
    if (contender.waits() && !contender.starving) {
      patient.add(contender);
    }
    if (contender.claimed && contender.since.equals(Contender.UNKNOWN)) {
      fresh.add(contender);
    }
    contender.standings().forEach(standing -> standing.pool.list(standing));
    if (!contender.claimed && contender.running == 0) {
      byStudy.remove(contender.study, contender);
    }
  }

  private void count(Contender contender, int by) {
    if (contender.claimed) {
      int priority = contender.claim.priority();
      priorities.merge(priority, by, Integer::sum);
      priorities.remove(priority, 0);
    }
  }

  /** Lets time pass; a time before the latest counts as the latest. */
  Instant settle(Instant time) {
    now = time.isAfter(now) ? time : now;
    List<Contender> began = new ArrayList<>(fresh);
    fresh.clear();
    for (Contender contender : began) {
      if (contender.claimed
          && contender.since.equals(Contender.UNKNOWN)
          && (contender.running > 0 || contender.openSomewhere())) {
        change(contender, () -> contender.since = now);
      }
    }
    while (!silent.isEmpty() && !silent.first().silence.until().isAfter(now)) {
      Contender contender = silent.first();
      change(contender, () -> contender.silence.pauseIsOver());
    }
    while (!patient.isEmpty() && !patient.first().since.plus(rules.patience()).isAfter(now)) {
      Contender contender = patient.first();
      change(contender, () -> contender.starving = true);
    }
    return now;
  }

  /** When somebody who did not answer may be asked again. */
  Optional<Instant> nextRetry() {
    return silent.isEmpty() ? Optional.empty() : Optional.of(silent.first().silence.until());
  }
}
