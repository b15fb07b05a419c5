package io.cairn.core.search.landscape;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The trials that a model is fitted to: all of a small study; of a large one the best at each rung
 * and the newest, so that a fit costs the same however many trials there are. And those that run,
 * whose results a model awaits; of very many those at the highest rungs, then the newest.
 */
final class ObservationWindow {
  private static final int NEWEST = 128;
  private static final int BEST = 128;

  /** A cluster of thousands must not make a fit of thousands. */
  private static final int RUNNING = 256;

  private static final Comparator<Trial> HIGHEST_THEN_NEWEST =
      Comparator.comparingInt((Trial t) -> t.due).thenComparingInt(t -> t.number).reversed();

  private final Deque<Trial> newest = new ArrayDeque<>();
  private final List<TreeSet<Trial>> best = new ArrayList<>();
  private final Map<Integer, Trial> open = new HashMap<>(); // may run or go on
  private final int bestOfRung;

  ObservationWindow(int rungs) {
    this.bestOfRung = Math.max(16, BEST / rungs);
    for (int rung = 0; rung < rungs; rung++) {
      int at = rung;
      best.add(
          new TreeSet<>(
              Comparator.comparingDouble((Trial t) -> t.losses[at])
                  .thenComparingInt(t -> t.number)));
    }
  }

  void started(Trial trial) {
    open.put(trial.number, trial);
  }

  /** A trial reported at a rung. */
  void reported(Trial trial, int rung) {
    if (trial.over) {
      open.remove(trial.number);
    }
    newest.remove(trial);
    newest.addLast(trial);
    if (newest.size() > NEWEST) {
      newest.removeFirst();
    }
    if (Double.isFinite(trial.losses[rung])) {
      TreeSet<Trial> of = best.get(rung);
      of.add(trial);
      if (of.size() > bestOfRung) {
        of.pollLast();
      }
    }
  }

  /** A trial ended without a further result; what it reported stays. */
  void ended(Trial trial) {
    open.remove(trial.number);
  }

  /** All of them as they stand, for a fit that runs beside the study; in order of number. */
  List<Trial> copies() {
    TreeSet<Trial> all = byNumber();
    all.addAll(observed());
    open.values().stream()
        .filter(trial -> trial.due >= 0)
        .sorted(HIGHEST_THEN_NEWEST)
        .limit(RUNNING)
        .forEach(all::add);
    return all.stream().map(Trial::copy).toList();
  }

  /** Those with a result, in order of number. */
  List<Trial> observed() {
    TreeSet<Trial> all = byNumber();
    all.addAll(newest);
    best.forEach(all::addAll);
    return List.copyOf(all);
  }

  private static TreeSet<Trial> byNumber() {
    return new TreeSet<>(Comparator.comparingInt((Trial t) -> t.number));
  }
}
