package io.cairn.workers.onnx;

import io.cairn.workers.pace.Pace;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Predicts what evaluations come to. */
final class OnnxEvaluator implements Evaluator {

  /** Most reports of one evaluation on its way. */
  static final int MOST_STEPS = 10_000;

  private final Network network;
  private final Map<String, List<Column>> inputs;
  private final List<String> outputs;
  private final OptionalInt cost;
  private final OptionalDouble reportEvery;
  private final OptionalDouble speed;

  /**
   * @param inputs columns of every input of the network
   * @param outputs names of the columns of its output
   * @param cost which of them is the seconds from scratch to the level; absent: the clock counts
   * @param reportEvery distance of reports on the way; absent: only at the end
   * @param speed times as fast as predicted; absent: instant
   */
  OnnxEvaluator(
      Network network,
      Map<String, List<Column>> inputs,
      List<String> outputs,
      OptionalInt cost,
      OptionalDouble reportEvery,
      OptionalDouble speed) {
    this.network = network;
    this.inputs = new LinkedHashMap<>(inputs);
    this.outputs = List.copyOf(outputs);
    this.cost = cost;
    this.reportEvery = reportEvery;
    this.speed = speed;
  }

  @Override
  public Outcome evaluate(Evaluation evaluation, Progress progress) throws IOException {
    List<Double> levels = levels(evaluation);
    double[][] predicted;
    try {
      predicted = network.run(rows(evaluation, levels));
    } catch (IllegalArgumentException e) {
      return new Failed(Kind.ERROR, String.valueOf(e.getMessage()));
    }
    Pace pace = Pace.of(evaluation, progress);
    int first = evaluation.from() > 0 ? 1 : 0;
    double start = first == 0 ? 0 : seconds(predicted[0]);
    double spent = start;
    for (int i = first; i < predicted.length; i++) {
      if (predicted[i].length != outputs.size()) {
        return new Failed(
            Kind.BAD_RESULT,
            "the network gives %d numbers, and worker.outputs names %d"
                .formatted(predicted[i].length, outputs.size()));
      }
      // Predictions may fall where what they predict cannot.
      double now = Math.max(spent, seconds(predicted[i]));
      Optional<Failed> end = pace.waitFor(scaled(now - spent));
      if (end.isPresent()) {
        return end.get();
      }
      spent = now;
      double level = levels.get(i);
      if (!progress.report(level, metrics(predicted[i])) || level >= evaluation.to()) {
        return new Completed(
            level,
            Map.of(),
            cost.isPresent() ? OptionalDouble.of(spent - start) : OptionalDouble.empty());
      }
    }
    throw new IllegalStateException("an evaluation ends at its level");
  }

  /** The levels to predict: the start, if it is above 0, those on the way, and the end. */
  private List<Double> levels(Evaluation evaluation) {
    List<Double> levels = new ArrayList<>();
    if (evaluation.from() > 0) {
      levels.add(evaluation.from());
    }
    if (reportEvery.isPresent()) {
      double step =
          Math.max(reportEvery.getAsDouble(), (evaluation.to() - evaluation.from()) / MOST_STEPS);
      // Counted, so that no rounding adds up.
      long number = (long) Math.floor(evaluation.from() / step) + 1;
      for (; number * step < evaluation.to(); number++) {
        if (number * step > evaluation.from()) {
          levels.add(number * step);
        }
      }
    }
    levels.add(evaluation.to());
    return levels;
  }

  private Map<String, double[][]> rows(Evaluation evaluation, List<Double> levels) {
    Map<String, double[][]> rows = new LinkedHashMap<>();
    inputs.forEach(
        (input, columns) ->
            rows.put(
                input,
                levels.stream()
                    .map(
                        level ->
                            columns.stream()
                                .mapToDouble(
                                    column -> column.number(evaluation.configuration(), level))
                                .toArray())
                    .toArray(double[][]::new)));
    return rows;
  }

  private double seconds(double[] row) {
    double seconds = cost.isPresent() && cost.getAsInt() < row.length ? row[cost.getAsInt()] : 0;
    return Double.isFinite(seconds) ? Math.max(0, seconds) : 0;
  }

  private Map<String, Double> metrics(double[] row) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = 0; i < row.length; i++) {
      if (cost.isEmpty() || cost.getAsInt() != i) {
        metrics.put(outputs.get(i), row[i]);
      }
    }
    return metrics;
  }

  private Duration scaled(double seconds) {
    return speed.isEmpty() || seconds <= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.min(Long.MAX_VALUE, 1e9 * seconds / speed.getAsDouble()));
  }

  @Override
  public void close() {
    network.close();
  }
}
