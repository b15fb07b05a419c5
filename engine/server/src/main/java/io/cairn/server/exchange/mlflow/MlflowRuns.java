package io.cairn.server.exchange.mlflow;

import io.cairn.server.exchange.DeclaredSpace;
import io.cairn.server.exchange.ForeignMetric;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.PlainText;
import io.cairn.server.exchange.TrialDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The runs of an experiment, wherever they are kept. Parameters are texts in MLflow; those that are
 * numbers or flags are taken as such. A metric whose runs all have it once, at one step, is a final
 * value; one with several steps is a course, and its last value is no other than the last report.
 */
final class MlflowRuns {

  private record Logged(double step, double value, long millis) {}

  private static final class Run {
    private final TrialDraft draft;
    private final long started;
    private final Map<String, List<Logged>> metrics = new LinkedHashMap<>();

    Run(TrialDraft draft, long started) {
      this.draft = draft;
      this.started = started;
    }
  }

  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final Map<String, Integer> mostSteps = new HashMap<>();
  private int deleted;

  /** A run that was deleted, which MLflow only marks. */
  void deleted() {
    deleted++;
  }

  /**
   * A run.
   *
   * @param status the word or the number of mlflow.entities.RunStatus
   * @param started milliseconds since 1970; 0 if not known
   * @param ended as {@code started}
   */
  void add(String id, String name, String status, long started, long ended) {
    TrialDraft draft = new TrialDraft(name.isEmpty() ? id : name);
    draft.state(
        switch (status) {
          case "FINISHED", "3" -> State.COMPLETE;
          case "RUNNING", "1" -> State.RUNNING;
          case "SCHEDULED", "2" -> State.WAITING;
          default -> State.FAILED;
        });
    if (status.equals("KILLED") || status.equals("5")) {
      draft.failure("killed");
    }
    if (started > 0 && ended >= started) {
      draft.cost((ended - started) / 1000.0);
    }
    runs.put(id, new Run(draft, started));
  }

  void parameter(String run, String name, String value) {
    Run known = runs.get(run);
    if (known != null) {
      known.draft.parameter(name, PlainText.value(value));
    }
  }

  void metric(String run, String name, double value, double step, long millis) {
    Run known = runs.get(run);
    if (known != null) {
      List<Logged> course = known.metrics.computeIfAbsent(name, n -> new ArrayList<>());
      course.add(new Logged(step, value, millis));
      mostSteps.merge(name, course.size(), Math::max);
    }
  }

  int size() {
    return runs.size();
  }

  ForeignStudy study(String name, String source) {
    Set<String> metrics = new TreeSet<>();
    for (Run run : runs.values()) {
      run.metrics.forEach(
          (metric, course) -> {
            metrics.add(metric);
            boolean steps = mostSteps.getOrDefault(metric, 1) > 1;
            for (Logged logged : course) {
              if (steps) {
                run.draft.report(logged.step, metric, logged.value);
                if (run.started > 0 && logged.millis >= run.started) {
                  run.draft.cost(logged.step, (logged.millis - run.started) / 1000.0);
                }
              } else {
                run.draft.value(metric, logged.value);
              }
            }
          });
    }
    List<String> notes = new ArrayList<>();
    if (deleted > 0) {
      notes.add(deleted + " deleted runs were left out");
    }
    int again = runs.values().stream().mapToInt(run -> run.draft.repeated()).sum();
    if (again > 0) {
      notes.add(again + " values were logged twice for a step; the later ones count");
    }
    notes.add("MLflow keeps no search space; ranges are those of the runs");
    return new ForeignStudy(
        name,
        source,
        metrics.stream().map(metric -> new ForeignMetric(metric, Direction.UNKNOWN)).toList(),
        DeclaredSpace.NONE,
        Optional.of("step"),
        runs.values().stream().map(run -> run.draft.trial()).toList(),
        Set.of(),
        notes);
  }
}
