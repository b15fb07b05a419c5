package io.cairn.server.exchange;

import io.cairn.server.exchange.ForeignTrial.State;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A trial while its rows, lines or files are read. */
public final class TrialDraft {

  private final String id;
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final TreeMap<Double, Map<String, Double>> reports = new TreeMap<>();
  private final Map<Double, Double> costs = new LinkedHashMap<>();
  private State state = State.RUNNING;
  private double costSeconds = Double.NaN;
  private String failure = "";
  private int again;

  /** A trial that runs and has nothing yet. */
  public TrialDraft(String id) {
    this.id = id;
  }

  /** The value of a parameter. */
  public void parameter(String name, Object value) {
    parameters.put(name, value);
  }

  /** A final value. */
  public void value(String metric, double value) {
    values.put(metric, value);
  }

  /** A value on the way; of two at a step the later counts. */
  public void report(double step, String metric, double value) {
    Map<String, Double> at = reports.computeIfAbsent(step, s -> new LinkedHashMap<>(2));
    again += at.put(metric, value) == null ? 0 : 1;
  }

  /** What it had cost at a step, from the start of the trial. */
  public void cost(double step, double seconds) {
    costs.put(step, seconds);
  }

  /** What it cost in all. */
  public void cost(double seconds) {
    costSeconds = seconds;
  }

  /** How it stands. */
  public void state(State now) {
    state = now;
  }

  /** How it stands. */
  public State state() {
    return state;
  }

  /** What went wrong. */
  public void failure(String words) {
    failure = words;
  }

  /** How many values came twice for a step. */
  public int repeated() {
    return again;
  }

  /** Whether it said anything on the way. */
  public boolean hasReports() {
    return !reports.isEmpty();
  }

  /** The highest step that it reported; negative infinity if none. */
  public double lastStep() {
    return reports.isEmpty() ? Double.NEGATIVE_INFINITY : reports.lastKey();
  }

  /**
   * Tells those that ended early from those that went all the way, where a system does not: what
   * reached the highest step of all is complete, whatever else is said of it; of the others, those
   * that seem complete were stopped.
   */
  public static void tellPruned(Collection<TrialDraft> trials) {
    double most =
        trials.stream().mapToDouble(TrialDraft::lastStep).max().orElse(Double.NEGATIVE_INFINITY);
    for (TrialDraft trial : trials) {
      if (trial.lastStep() == most && trial.hasReports() && trial.state != State.FAILED) {
        trial.state = State.COMPLETE;
      } else if (trial.state == State.COMPLETE && trial.hasReports()) {
        trial.state = State.PRUNED;
      }
    }
  }

  /** The trial as it stands. */
  public ForeignTrial trial() {
    List<ForeignReport> list =
        reports.entrySet().stream()
            .map(
                e ->
                    new ForeignReport(
                        e.getKey(), e.getValue(), costs.getOrDefault(e.getKey(), Double.NaN)))
            .toList();
    return new ForeignTrial(id, state, parameters, values, list, costSeconds, failure);
  }
}
