package io.cairn.server.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a study stands: the fields of {@code STUDY} in docs/api.md that are shown.
 *
 * @param best the best trial; null while there is none
 */
public record StudyFacts(
    Naming naming, Counts counts, Pace pace, @Nullable Best best, List<Rung> rungs) {

  public StudyFacts {
    rungs = List.copyOf(rungs);
  }

  /**
   * What it is and whether it goes on.
   *
   * @param ended why it is ending or ended; empty while it runs
   */
  public record Naming(
      String study, String name, String state, String method, Aim aim, String ended) {}

  /** What it looks for. */
  public record Aim(String metric, String direction, String resource) {}

  /**
   * What it has done and does.
   *
   * @param failures null where it is not told: of studies that ended, in lists
   * @param relocations null where it is not told
   */
  public record Counts(
      long trials,
      long evaluations,
      long running,
      long waiting,
      @Nullable Long failures,
      @Nullable Long relocations) {}

  /**
   * How far it is.
   *
   * @param progress of the budget, 0 to 1; null without a limit, and when it has ended
   * @param elapsedSeconds null where it is not told: of studies that ended, in lists
   */
  public record Pace(@Nullable Double progress, @Nullable Double elapsedSeconds) {}

  /**
   * A best trial.
   *
   * @param value of the objective's metric; NaN if it is not among the metrics
   */
  public record Best(long trial, double value, double resource, Map<String, String> configuration) {

    public Best {
      configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    }
  }

  /**
   * A rung.
   *
   * @param best null without a result
   */
  public record Rung(
      long bracket,
      double level,
      long running,
      long results,
      long promoted,
      @Nullable Double best) {}

  /** Of the JSON. */
  public static StudyFacts of(JsonNode study) {
    Aim aim =
        new Aim(
            Facts.text(study, "metric"),
            Facts.text(study, "direction"),
            Facts.text(study, "resource"));
    List<Rung> rungs = new ArrayList<>();
    for (JsonNode rung : study.path("rungs")) {
      rungs.add(
          new Rung(
              Facts.count(rung, "bracket"),
              Facts.numberOr(Double.NaN, rung.path("level")),
              Facts.count(rung, "running"),
              Facts.count(rung, "results"),
              Facts.count(rung, "promoted"),
              Facts.number(rung.path("best"))));
    }
    return new StudyFacts(
        new Naming(
            Facts.text(study, "study"),
            Facts.text(study, "name"),
            Facts.text(study, "state"),
            Facts.text(study, "method"),
            aim,
            Facts.text(study, "ended")),
        new Counts(
            Facts.count(study, "trials"),
            Facts.count(study, "evaluations"),
            Facts.count(study, "running"),
            Facts.count(study, "waiting"),
            Facts.countIfTold(study, "failures"),
            Facts.countIfTold(study, "relocations")),
        new Pace(Facts.number(study.path("progress")), Facts.number(study.path("elapsedSeconds"))),
        best(study.path("best"), study.path("metric").asText("")),
        rungs);
  }

  private static @Nullable Best best(JsonNode best, String metric) {
    if (!best.isObject()) {
      return null;
    }
    // The objective comes first among the metrics (docs/json.md).
    JsonNode metrics = best.path("metrics");
    JsonNode value =
        metrics.has(metric) || metrics.isEmpty() ? metrics.path(metric) : metrics.elements().next();
    return new Best(
        Facts.count(best, "trial"),
        Facts.numberOr(Double.NaN, value),
        Facts.numberOr(Double.NaN, best.path("resource")),
        Facts.values(best.path("configuration")));
  }

  boolean isEnded() {
    return naming.state().equals("ended");
  }

  /** The name, or the id of a study whose name is not known yet. */
  String title() {
    return naming.name().isEmpty() ? naming.study() : naming.name();
  }
}
