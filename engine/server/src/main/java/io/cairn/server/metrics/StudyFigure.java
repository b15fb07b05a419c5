package io.cairn.server.metrics;

import io.cairn.server.metrics.Family.Kind;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One name among the figures of a study.
 *
 * @param name as it is exposed, without the {@code _total} of a counter
 * @param help one sentence
 * @param rows hands on what a study has under this name
 */
record StudyFigure(String name, Kind kind, String help, Rows rows) {

  /** Hands on the series of one study. */
  @FunctionalInterface
  interface Rows {
    void of(StudyStanding study, Sink sink);
  }

  /** Takes series. */
  @FunctionalInterface
  interface Sink {
    void add(Labels labels, double value);
  }

  /** A number that every study has and that may rise and fall. */
  static StudyFigure gauge(String name, String help, ToDoubleFunction<StudyStanding> value) {
    return new StudyFigure(name, Kind.GAUGE, help, single(value));
  }

  /** A number that every study has and that only rises. */
  static StudyFigure counter(String name, String help, ToDoubleFunction<StudyStanding> value) {
    return new StudyFigure(name, Kind.COUNTER, help, single(value));
  }

  /** A number that a study may have; absence is no series. */
  static StudyFigure optional(
      String name, Kind kind, String help, Function<StudyStanding, OptionalDouble> value) {
    return new StudyFigure(
        name,
        kind,
        help,
        (study, sink) -> value.apply(study).ifPresent(v -> sink.add(study.label(), v)));
  }

  private static Rows single(ToDoubleFunction<StudyStanding> value) {
    return (study, sink) -> sink.add(study.label(), value.applyAsDouble(study));
  }

  /** What these studies have under this name. */
  MetricSnapshot of(List<StudyStanding> studies) {
    Family family = new Family(name, kind, help);
    studies.forEach(study -> rows.of(study, family::add));
    return family.snapshot();
  }
}
