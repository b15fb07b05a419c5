package io.cairn.server.history;

import io.cairn.core.study.TrialStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What came to each rung of each bracket, and what became of it. */
public final class RungTable {

  /**
   * A rung of a bracket.
   *
   * @param running trials on their way to it
   * @param results that came in, diverged ones included
   * @param diverged results whose loss is not finite
   * @param failed trials that were lost on their way to it
   * @param bestLoss the least finite loss; infinite without one
   */
  public record Row(
      int bracket, int rung, int running, int results, int diverged, int failed, double bestLoss) {}

  private record Place(int bracket, int rung) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return bracket != other.bracket
          ? Integer.compare(bracket, other.bracket)
          : Integer.compare(rung, other.rung);
    }
  }

  private static final class Count {
    private int running;
    private int results;
    private int diverged;
    private int failed;
    private final int[] fates = new int[RungFate.values().length];
    private double best = Double.POSITIVE_INFINITY;
  }

  private final TreeMap<Place, Count> counts = new TreeMap<>();

  /** Counts what a history holds. */
  public RungTable(StudyHistory history) {
    for (TrialHistory trial : history.trials()) {
      for (RungResult result : trial.results()) {
        Count count = count(trial.bracket(), result.rung());
        count.results++;
        count.fates[history.fate(result).ordinal()]++;
        if (result.finite()) {
          count.best = Math.min(count.best, result.loss());
        } else {
          count.diverged++;
        }
      }
      onTheWay(trial);
    }
  }

  /**
   * A trial without the result that it was last sent for is on its way there, or was lost on it.
   */
  private void onTheWay(TrialHistory trial) {
    int reached = trial.lastResult().map(RungResult::rung).orElse(-1);
    if (reached >= trial.dueRung()) {
      return;
    }
    Count count = count(trial.bracket(), trial.dueRung());
    if (trial.status() == TrialStatus.RUNNING) {
      count.running++;
    } else {
      count.failed++;
    }
  }

  private Count count(int bracket, int rung) {
    return counts.computeIfAbsent(new Place(bracket, rung), place -> new Count());
  }

  /** The rungs, by bracket and then from the lowest. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    counts.forEach(
        (place, count) ->
            rows.add(
                new Row(
                    place.bracket(),
                    place.rung(),
                    count.running,
                    count.results,
                    count.diverged,
                    count.failed,
                    count.best)));
    return rows;
  }

  /** How many results of a rung had a fate. */
  public int results(Row row, RungFate fate) {
    Count count = counts.get(new Place(row.bracket(), row.rung()));
    return count == null ? 0 : count.fates[fate.ordinal()];
  }
}
