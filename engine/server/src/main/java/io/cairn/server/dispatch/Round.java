package io.cairn.server.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Preemptions on behalf of one study, from when they were asked for until they have left. */
final class Round {
  final Contender beneficiary;
  final Instant deadline;

  /** Evaluations that have not left yet. */
  private final Map<Standing, Integer> leaving = new LinkedHashMap<>();

  Round(Contender beneficiary, Instant deadline) {
    this.beneficiary = beneficiary;
    this.deadline = deadline;
  }

  void add(Standing victim) {
    leaving.merge(victim, 1, Integer::sum);
  }

  int of(Standing victim) {
    return leaving.getOrDefault(victim, 0);
  }

  /** So many of a victim's evaluations have left, or need not any more. */
  void remove(Standing victim, int evaluations) {
    leaving.computeIfPresent(
        victim, (v, count) -> count > evaluations ? count - evaluations : null);
  }

  boolean isOver() {
    return leaving.isEmpty();
  }

  List<Standing> victims() {
    return List.copyOf(leaving.keySet());
  }

  /** What has to be said to whom. */
  List<Preemption> preemptions() {
    SortedMap<String, Integer> evaluations = new TreeMap<>();
    SortedMap<String, SortedSet<Kind>> kinds = new TreeMap<>();
    leaving.forEach(
        (victim, count) -> {
          String study = victim.contender.study;
          evaluations.merge(study, count, Integer::sum);
          kinds.computeIfAbsent(study, s -> new TreeSet<>()).add(victim.pool.kind);
        });
    List<Preemption> preemptions = new ArrayList<>();
    kinds.forEach(
        (study, where) ->
            preemptions.add(
                new Preemption(
                    study, evaluations.getOrDefault(study, 0), where, beneficiary.study)));
    return preemptions;
  }
}
