package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.LearningCurve;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes the {@code curves}: the objective's metric of trials over the resource. */
final class CurvesBlock {

  private final StudyHistory history;
  private final int[] trials;
  private final int points;
  private final int withResults;

  CurvesBlock(StudyHistory history, ReportLimits limits) {
    this.history = history;
    this.trials = new TrialSelection(history, limits.curves()).trials();
    this.points = limits.curvePoints();
    this.withResults = history.trials().size();
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("total", withResults);
    json.writeArrayFieldStart("items");
    for (int number : trials) {
      curve(json, history.trials().get(number));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void curve(JsonGenerator json, TrialHistory trial) throws IOException {
    List<double[]> curve = points(trial);
    if (curve.isEmpty()) {
      return;
    }
    json.writeStartObject();
    json.writeNumberField("trial", trial.number());
    json.writeStringField("fate", HistoryJson.word(trial.status()));
    json.writeArrayFieldStart("resource");
    for (double[] point : curve) {
      ReportJson.drawn(json, point[0]);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("value");
    for (double[] point : curve) {
      ReportJson.drawn(json, point[1]);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Evenly thinned, the last point always there; without reports on the way, the results. */
  private List<double[]> points(TrialHistory trial) {
    List<double[]> kept = new ArrayList<>();
    LearningCurve curve = trial.curve();
    int size = curve.size();
    if (size == 0) {
      for (RungResult result : trial.results()) {
        kept.add(new double[] {result.resource(), result.value()});
      }
      return kept;
    }
    int count = Math.min(size, points);
    for (int k = 0; k < count; k++) {
      int i = count == 1 ? size - 1 : (int) ((long) k * (size - 1) / (count - 1));
      kept.add(new double[] {curve.resource(i), curve.value(i)});
    }
    return kept;
  }

  boolean complete() {
    return trials.length == withResults;
  }

  int size() {
    return trials.length;
  }
}
