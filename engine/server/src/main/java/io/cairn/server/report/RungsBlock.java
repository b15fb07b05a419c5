package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.study.Objective;
import io.cairn.server.history.RungFate;
import io.cairn.server.history.RungTable;
import io.cairn.server.history.StudyHistory;
import java.io.IOException;

/** Writes the {@code rungs}: for each bracket and rung, who came there and what became of them. */
final class RungsBlock {

  private final Objective objective;
  private final RungTable table;

  RungsBlock(StudyHistory history) {
    this.objective = history.spec().objective();
    this.table = new RungTable(history);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (RungTable.Row row : table.rows()) {
      json.writeStartObject();
      json.writeNumberField("bracket", row.bracket());
      json.writeNumberField("rung", row.rung());
      json.writeNumberField("running", row.running());
      json.writeNumberField("results", row.results());
      json.writeNumberField("diverged", row.diverged());
      json.writeNumberField("failed", row.failed());
      for (RungFate fate : RungFate.values()) {
        json.writeNumberField(fate.word(), table.results(row, fate));
      }
      json.writeFieldName("best");
      if (Double.isFinite(row.bestLoss())) {
        ReportJson.drawn(json, objective.metricValue(row.bestLoss()));
      } else {
        json.writeNull();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
