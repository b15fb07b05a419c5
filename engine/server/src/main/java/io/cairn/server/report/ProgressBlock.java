package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes the {@code points} of the progress chart: results in the order in which they came. */
final class ProgressBlock {

  private final List<RungResult> points = new ArrayList<>();
  private final long total;

  ProgressBlock(StudyHistory history, int limit) {
    this.total = history.spending().evaluations();
    for (TrialHistory trial : history.trials()) {
      for (RungResult result : trial.results()) {
        // Evenly spaced: one of every total / limit, by its place in the study.
        long place = result.moment().evaluations();
        if (total <= limit || place * limit / total > (place - 1) * limit / total) {
          points.add(result);
        }
      }
    }
    points.sort(Comparator.comparingLong(result -> result.moment().evaluations()));
  }

  private interface Cell {
    void write(RungResult result) throws IOException;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("total", total);
    column(json, "trial", r -> json.writeNumber(r.trial()));
    column(json, "rung", r -> json.writeNumber(r.rung()));
    column(json, "value", r -> ReportJson.drawn(json, r.value()));
    column(json, "evaluations", r -> json.writeNumber(r.moment().evaluations()));
    column(json, "computeSeconds", r -> ReportJson.drawn(json, r.moment().costSeconds()));
    column(json, "elapsedSeconds", r -> ReportJson.drawn(json, r.moment().elapsedSeconds()));
    json.writeEndObject();
  }

  private void column(JsonGenerator json, String name, Cell cell) throws IOException {
    json.writeArrayFieldStart(name);
    for (RungResult point : points) {
      cell.write(point);
    }
    json.writeEndArray();
  }

  boolean complete() {
    return points.size() == total;
  }

  int size() {
    return points.size();
  }
}
