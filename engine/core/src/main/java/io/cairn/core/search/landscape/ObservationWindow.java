package io.cairn.core.search.landscape;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * The trials that a model is fitted to: all of a small study; of a large one the best at each rung
 * and the newest, so that a fit costs the same however many trials there are.
 */
final class ObservationWindow {
  private static final int NEWEST = 128;
  private static final int BEST = 128;

  private final Deque<Trial> newest = new ArrayDeque<>();
  private final List<TreeSet<Trial>> best = new ArrayList<>();
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

  /** A trial reported at a rung. */
  void add(Trial trial, int rung) {
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

  /** The trials, in order of number. */
  List<Trial> trials() {
    TreeSet<Trial> all = new TreeSet<>(Comparator.comparingInt((Trial t) -> t.number));
    all.addAll(newest);
    best.forEach(all::addAll);
    return List.copyOf(all);
  }
}
