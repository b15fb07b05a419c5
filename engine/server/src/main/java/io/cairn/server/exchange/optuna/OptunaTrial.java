package io.cairn.server.exchange.optuna;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.exchange.ForeignReport;
import io.cairn.server.exchange.ForeignTrial;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.JsonValues;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A trial while its rows or lines are read. */
final class OptunaTrial {

  /** User attribute of trials that Cairn writes: seconds by step, or in all. */
  static final String COSTS = "cairn:cost_seconds";

  /** In place of a step: of a trial without any. */
  static final String TOTAL = "total";

  final long number;
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final TreeMap<Integer, Double> values = new TreeMap<>();
  private final TreeMap<Long, Double> reports = new TreeMap<>();
  private final Map<Long, Double> costs = new LinkedHashMap<>();
  private boolean priced;
  private double total = Double.NaN;
  private State state;
  private String started = "";
  private String completed = "";
  private String failure = "";

  OptunaTrial(long number, State state) {
    this.number = number;
    this.state = state;
  }

  static State state(String word) {
    return switch (word) {
      case "COMPLETE" -> State.COMPLETE;
      case "PRUNED" -> State.PRUNED;
      case "RUNNING" -> State.RUNNING;
      case "WAITING" -> State.WAITING;
      default -> State.FAILED;
    };
  }

  /** The numbers of optuna.trial.TrialState. */
  static State state(int code) {
    return switch (code) {
      case 0 -> State.RUNNING;
      case 1 -> State.COMPLETE;
      case 2 -> State.PRUNED;
      case 4 -> State.WAITING;
      default -> State.FAILED;
    };
  }

  boolean finished() {
    return state != State.RUNNING && state != State.WAITING;
  }

  void state(State now) {
    state = now;
  }

  void started(@Nullable String time) {
    started = time == null ? "" : time;
  }

  void completed(@Nullable String time) {
    completed = time == null ? "" : time;
  }

  void failure(String words) {
    failure = words;
  }

  void parameter(String name, Object value) {
    parameters.put(name, value);
  }

  void value(int objective, double value) {
    values.put(objective, value);
  }

  void report(long step, double value) {
    reports.put(step, value);
  }

  /** Seconds by step; what is said here counts for more than the clock. */
  void costs(JsonNode bySteps) {
    priced = true;
    total = bySteps.path(TOTAL).asDouble(Double.NaN);
    bySteps
        .properties()
        .forEach(
            entry -> {
              OptionalDouble step = JsonValues.number(entry.getKey());
              if (step.isPresent()) {
                costs.put((long) step.getAsDouble(), entry.getValue().asDouble(Double.NaN));
              }
            });
  }

  /**
   * The trial as it stands.
   *
   * @param metrics names by objective
   * @param levels what each step stands for; empty if the step itself
   */
  ForeignTrial trial(List<String> metrics, List<Double> levels) {
    Map<String, Double> named = new LinkedHashMap<>();
    values.forEach(
        (objective, value) -> {
          if (objective < metrics.size()) {
            named.put(metrics.get(objective), value);
          }
        });
    List<ForeignReport> reported = new ArrayList<>();
    for (Map.Entry<Long, Double> report : reports.entrySet()) {
      long step = report.getKey();
      double level = step >= 0 && step < levels.size() ? levels.get((int) step) : step;
      double cost = costs.getOrDefault(step, Double.NaN);
      reported.add(new ForeignReport(level, Map.of(metrics.get(0), report.getValue()), cost));
    }
    double cost = priced ? lastCost() : seconds();
    return new ForeignTrial(
        Long.toString(number), state, parameters, named, reported, cost, failure);
  }

  private double lastCost() {
    return reports.isEmpty() ? total : costs.getOrDefault(reports.lastKey(), Double.NaN);
  }

  private double seconds() {
    if (started.isEmpty() || completed.isEmpty()) {
      return Double.NaN;
    }
    try {
      Duration took = Duration.between(time(started), time(completed));
      return took.isNegative() ? Double.NaN : took.toNanos() / 1e9;
    } catch (DateTimeParseException e) {
      return Double.NaN;
    }
  }

  private static LocalDateTime time(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T').replaceFirst("(Z|[+-]\\d\\d:\\d\\d)$", ""));
  }
}
