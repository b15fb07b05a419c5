package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.space.Configuration;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialDecision;
import io.cairn.server.history.TrialHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes the {@code trials} columns: the base of the table and of all charts of parameters. */
final class TrialsBlock {

  private final StudyHistory history;
  private final List<TrialHistory> trials = new ArrayList<>();
  private final int total;

  TrialsBlock(StudyHistory history, TrialSelection selection) {
    this.history = history;
    this.total = selection.total();
    for (int number : selection.trials()) {
      trials.add(history.trials().get(number));
    }
  }

  private interface Cell {
    void write(TrialHistory trial) throws IOException;
  }

  void write(JsonGenerator json) throws IOException {
    TextTable texts = new TextTable();
    json.writeStartObject();
    json.writeNumberField("total", total);
    column(json, "trial", t -> json.writeNumber(t.number()));
    column(json, "status", t -> json.writeString(HistoryJson.word(t.status())));
    column(json, "rung", t -> json.writeNumber(t.lastResult().map(RungResult::rung).orElse(-1)));
    column(
        json,
        "value",
        t -> ReportJson.drawn(json, t.lastResult().map(RungResult::value).orElse(Double.NaN)));
    column(json, "results", t -> results(json, t));
    column(json, "computeSeconds", t -> ReportJson.drawn(json, t.costSeconds()));
    column(json, "bracket", t -> json.writeNumber(t.bracket()));
    column(json, "evaluations", t -> json.writeNumber(t.evaluations()));
    column(json, "failures", t -> json.writeNumber(t.failuresCharged()));
    column(json, "relocations", t -> json.writeNumber(t.relocations()));
    // Place 0 is the empty text: a trial without a decision.
    texts.place("");
    column(json, "decision", t -> text(json, texts, t, decision -> decision.kind().word()));
    column(json, "why", t -> text(json, texts, t, TrialDecision::reason));
    column(json, "origin", t -> json.writeNumber(texts.place(t.origin())));
    json.writeArrayFieldStart("values");
    for (int p = 0; p < history.spec().space().dimensions(); p++) {
      json.writeStartArray();
      for (TrialHistory trial : trials) {
        value(json, trial.configuration(), p);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("texts");
    for (String text : texts.texts()) {
      json.writeString(text);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void column(JsonGenerator json, String name, Cell cell) throws IOException {
    json.writeArrayFieldStart(name);
    for (TrialHistory trial : trials) {
      cell.write(trial);
    }
    json.writeEndArray();
  }

  private static void text(
      JsonGenerator json, TextTable texts, TrialHistory trial, Function<TrialDecision, String> part)
      throws IOException {
    json.writeNumber(texts.place(trial.lastDecision().map(part).orElse("")));
  }

  /**
   * The objective's metric at each rung up to the highest reached; null where the trial skipped
   * one.
   */
  private static void results(JsonGenerator json, TrialHistory trial) throws IOException {
    json.writeStartArray();
    int next = 0;
    for (RungResult result : trial.results()) {
      for (; next < result.rung(); next++) {
        json.writeNull();
      }
      ReportJson.drawn(json, result.value());
      next++;
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, Configuration configuration, int parameter)
      throws IOException {
    if (configuration.isActive(parameter)) {
      ReportJson.value(json, configuration.value(parameter));
    } else {
      json.writeNull();
    }
  }
}
