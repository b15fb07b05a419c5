package io.cairn.workers.table;

import io.cairn.workers.pace.Pace;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.Progress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Replays a table. What it promises is told at {@link TableProvider}. */
final class TableEvaluator implements Evaluator {

  private final RecordedTable table;
  private final List<String> metrics;
  private final boolean hasLevels;
  private final boolean nearest;
  private final OptionalDouble speed;

  /**
   * @param metrics names of the table's values, the objective's metric first
   * @param hasLevels whether the sweep has a fidelity
   * @param nearest whether the nearest configuration stands in for one that is not recorded
   * @param speed times as fast as recorded; empty for instant
   */
  TableEvaluator(
      RecordedTable table,
      List<String> metrics,
      boolean hasLevels,
      boolean nearest,
      OptionalDouble speed) {
    this.table = table;
    this.metrics = List.copyOf(metrics);
    this.hasLevels = hasLevels;
    this.nearest = nearest;
    this.speed = speed;
  }

  @Override
  public Outcome evaluate(Evaluation evaluation, Progress progress) {
    // Without a fidelity every row is at level 1, whatever the evaluation calls its end.
    double to = hasLevels ? evaluation.to() : 1;
    Map<String, Object> configuration = evaluation.configuration();
    OptionalInt exact = table.find(configuration, to);
    if (exact.isPresent()) {
      return replay(exact.getAsInt(), evaluation, progress);
    }
    Optional<RecordedTable.Match> match = table.nearest(configuration, to);
    if (match.isEmpty()) {
      return new Failed(
          Kind.ERROR,
          "no recorded configuration reaches %s %s; the highest recorded level is %s"
              .formatted(evaluation.resource().name(), to, table.highestLevel()));
    }
    RecordedTable.Match neighbour = match.get();
    String where =
        "%s; the nearest one that is, at distance %.4g, is: %s"
            .formatted(
                hasLevels
                    ? "not recorded up to %s %s".formatted(evaluation.resource().name(), to)
                    : "not recorded",
                neighbour.distance(),
                table.describe(neighbour.configuration()));
    if (!nearest) {
      return new Failed(
          Kind.ERROR, "the configuration is " + where + "; set nearest = true to take it instead");
    }
    progress.log("the configuration is " + where);
    return replay(neighbour.configuration(), evaluation, progress);
  }

  private Outcome replay(int configuration, Evaluation evaluation, Progress progress) {
    Pace pace = Pace.of(evaluation, progress);
    double from = evaluation.from();
    double spent = seconds(configuration, from);
    for (Step step : steps(configuration, evaluation)) {
      double cost = table.hasCosts() ? table.costs()[step.index()] : 0;
      Optional<Failed> end = pace.waitFor(scaled(cost - spent));
      if (end.isPresent()) {
        return end.get();
      }
      spent = Math.max(spent, cost);
      if (!progress.report(step.level(), values(step.index())) || step.level() >= evaluation.to()) {
        return new Completed(step.level(), Map.of(), cost(configuration, from, spent));
      }
    }
    throw new IllegalStateException("a replay has no step at its end");
  }

  /** A report: the level that is reported, and the recorded one whose values it has. */
  private record Step(double level, int index) {}

  private List<Step> steps(int configuration, Evaluation evaluation) {
    double to = evaluation.to();
    Map<Double, Integer> steps = new LinkedHashMap<>();
    int start = table.first()[configuration];
    int last = hasLevels ? table.at(configuration, to).orElseThrow() : start;
    for (int i = start; i < last; i++) {
      double level = table.levels()[i];
      if (level > evaluation.from() && !RecordedTable.same(level, evaluation.from())) {
        steps.put(level, i);
      }
    }
    double lastLevel = table.levels()[last];
    if (hasLevels
        && lastLevel < to
        && lastLevel > evaluation.from()
        && !RecordedTable.same(lastLevel, to)
        && !RecordedTable.same(lastLevel, evaluation.from())) {
      steps.put(lastLevel, last);
    }
    steps.put(to, last);
    return steps.entrySet().stream().map(e -> new Step(e.getKey(), e.getValue())).toList();
  }

  private Map<String, Double> values(int index) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      values.put(metrics.get(i), table.values().get(i)[index]);
    }
    return values;
  }

  private double seconds(int configuration, double level) {
    return table.hasCosts() && level > 0 ? table.cost(configuration, level) : 0;
  }

  private OptionalDouble cost(int configuration, double from, double spent) {
    return table.hasCosts()
        ? OptionalDouble.of(spent - seconds(configuration, from))
        : OptionalDouble.empty();
  }

  private Duration scaled(double seconds) {
    return speed.isEmpty() || seconds <= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.min(Long.MAX_VALUE, 1e9 * seconds / speed.getAsDouble()));
  }
}
