package io.cairn.server.history;

import io.cairn.core.study.TrialStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Finds trials in one pass over the columns: O(trials), and memory for a page. */
final class TrialSearch {

  private final TrialColumns trials;
  private final TrialQuery query;
  private final Optional<TrialText> text;

  TrialSearch(TrialColumns trials, TrialQuery query) {
    this.trials = trials;
    this.query = query;
    this.text =
        query.text().isEmpty()
            ? Optional.empty()
            : Optional.of(new TrialText(trials, query.text()));
  }

  TrialPage page() {
    // One more than asked for, to know whether there is one.
    PriorityQueue<TrialPlace> nearest = new PriorityQueue<>(Collections.reverseOrder());
    int matching = 0;
    for (int trial = 0; trial < trials.size(); trial++) {
      if (!matches(trial)) {
        continue;
      }
      matching++;
      TrialPlace place = place(trial);
      boolean behind = query.after().map(after -> place.compareTo(after) > 0).orElse(true);
      if (behind && (nearest.size() <= query.limit() || place.compareTo(nearest.element()) < 0)) {
        nearest.add(place);
        if (nearest.size() > query.limit() + 1) {
          nearest.remove();
        }
      }
    }
    List<TrialPlace> places = new ArrayList<>(nearest);
    Collections.sort(places);
    boolean more = places.size() > query.limit();
    if (more) {
      places.remove(places.size() - 1);
    }
    return new TrialPage(
        places.stream().map(place -> new TrialHistory(trials, place.trial())).toList(),
        matching,
        more ? Optional.of(places.get(places.size() - 1)) : Optional.empty());
  }

  private boolean matches(int trial) {
    Optional<TrialStatus> status = query.status();
    return (status.isEmpty() || trials.status(trial) == status.get())
        && (query.bracket() < 0 || trials.bracket(trial) == query.bracket())
        && (query.minRung() <= 0 || reached(trial) >= query.minRung())
        && (text.isEmpty() || text.get().in(trial));
  }

  private int reached(int trial) {
    int row = trials.resultsOf.last(trial);
    return row == Chain.NONE ? -1 : trials.results.rung(row);
  }

  private TrialPlace place(int trial) {
    double sign = query.reversed() ? -1 : 1;
    return switch (query.order()) {
      case TRIAL -> new TrialPlace(sign * trial, 0, trial);
      case VALUE -> value(trial, sign);
      case COST -> new TrialPlace(-sign * trials.cost(trial), 0, trial);
      case UPDATED -> new TrialPlace(-sign * Micros.of(trials.lastEvent(trial)), 0, trial);
      case EVALUATIONS -> new TrialPlace(-sign * trials.evaluations(trial), 0, trial);
    };
  }

  /** Without a finite result it comes last, whichever way round. */
  private TrialPlace value(int trial, double sign) {
    int row = trials.resultsOf.last(trial);
    if (row == Chain.NONE) {
      return new TrialPlace(Double.POSITIVE_INFINITY, 1, trial);
    }
    double loss = trials.results.loss(row);
    return Double.isFinite(loss)
        ? new TrialPlace(-sign * trials.results.rung(row), sign * loss, trial)
        : new TrialPlace(Double.POSITIVE_INFINITY, 0, trial);
  }
}
