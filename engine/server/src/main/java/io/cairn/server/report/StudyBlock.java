package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.study.Budget;
import io.cairn.core.study.Incumbent;
import io.cairn.core.study.Spending;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.TrialStatus;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.IncumbentStep;
import io.cairn.server.history.JsonValues;
import io.cairn.server.history.StudyHistory;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Writes what the study is, where it stands and how the best trial came about. */
final class StudyBlock {

  private static final int BEST_LISTED = 10;
  private static final int STEPS = 500;

  private final StudyHistory history;
  private final StudySpec spec;

  StudyBlock(StudyHistory history) {
    this.history = history;
    this.spec = history.spec();
  }

  void study(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("objective");
    json.writeStringField("metric", spec.objective().metric());
    json.writeStringField(
        "direction", spec.objective().direction().name().toLowerCase(Locale.ROOT));
    json.writeEndObject();
    ladder(json);
    json.writeObjectFieldStart("method");
    json.writeStringField("name", spec.method().name());
    json.writeStringField("seed", Long.toString(spec.method().seed()));
    json.writeObjectFieldStart("options");
    for (Map.Entry<String, Object> option : spec.method().options().entrySet()) {
      json.writeStringField(option.getKey(), String.valueOf(option.getValue()));
    }
    json.writeEndObject();
    json.writeEndObject();
    budget(json, spec.budget());
    new SpaceBlock(spec.space()).write(json);
    boolean began = !history.sessions().isEmpty();
    json.writeStringField("started", began ? history.sessions().get(0).opened().toString() : "");
    json.writeStringField("last", began ? history.lastEvent().toString() : "");
    ReportJson.drawn(json, "elapsedSeconds", history.elapsedSeconds());
    json.writeNumberField("sessions", history.sessions().size());
    json.writeEndObject();
  }

  private void ladder(JsonGenerator json) throws IOException {
    json.writeStringField("resource", spec.resourceName());
    json.writeBooleanField("fidelity", spec.ladder().fidelity().isPresent());
    json.writeArrayFieldStart("levels");
    for (int rung = 0; rung < spec.ladder().size(); rung++) {
      JsonValues.amount(json, spec.ladder().level(rung));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("labels");
    for (int rung = 0; rung < spec.ladder().size(); rung++) {
      json.writeString(spec.ladder().exactLevel(rung).toString());
    }
    json.writeEndArray();
    json.writeNumberField("reduction", spec.ladder().reduction());
    json.writeBooleanField("shortLastStep", spec.ladder().shortLastStep());
    json.writeBooleanField("checkpoints", spec.checkpoints());
  }

  private static void budget(JsonGenerator json, Budget budget) throws IOException {
    json.writeObjectFieldStart("budget");
    if (budget.trials().isPresent()) {
      json.writeNumberField("trials", budget.trials().getAsInt());
    }
    if (budget.evaluations().isPresent()) {
      json.writeNumberField("evaluations", budget.evaluations().getAsLong());
    }
    if (budget.resource().isPresent()) {
      json.writeFieldName("resource");
      JsonValues.amount(json, budget.resource().getAsDouble());
    }
    if (budget.compute().isPresent()) {
      json.writeStringField("compute", words(budget.compute().get().toSeconds()));
    }
    if (budget.wallClock().isPresent()) {
      json.writeStringField("wall-clock", words(budget.wallClock().get().toSeconds()));
    }
    if (budget.stopWhenGainBelow().isPresent()) {
      json.writeStringField("stop-when-gain-below", budget.stopWhenGainBelow().get().text());
    }
    if (budget.target().isPresent()) {
      json.writeFieldName("target");
      JsonValues.real(json, budget.target().getAsDouble());
    }
    json.writeEndObject();
  }

  private static String words(long seconds) {
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  void counters(JsonGenerator json) throws IOException {
    Spending spent = history.spending();
    json.writeStartObject();
    json.writeNumberField("trials", spent.trials());
    json.writeNumberField("evaluations", spent.evaluations());
    json.writeNumberField("running", history.running());
    ReportJson.drawn(json, "resourceSpent", spent.units());
    ReportJson.drawn(json, "resourceWasted", spent.wastedUnits());
    ReportJson.drawn(json, "computeSeconds", spent.computeSeconds());
    json.writeNumberField("diverged", spent.diverged());
    json.writeNumberField("failures", spent.failures());
    json.writeNumberField("relocations", spent.relocations());
    json.writeNumberField("givenBack", spent.givenBack());
    json.writeNumberField("trialsFailed", spent.trialsFailed());
    json.writeObjectFieldStart("statuses");
    int[] counts = new int[TrialStatus.values().length];
    history.trials().forEach(trial -> counts[trial.status().ordinal()]++);
    for (TrialStatus status : TrialStatus.values()) {
      json.writeNumberField(HistoryJson.word(status), counts[status.ordinal()]);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  void best(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Incumbent best : history.best(BEST_LISTED)) {
      json.writeStartObject();
      json.writeNumberField("trial", best.trial());
      json.writeNumberField("rung", best.rung());
      json.writeFieldName("resource");
      JsonValues.amount(json, best.resource());
      json.writeFieldName("value");
      JsonValues.real(json, spec.objective().metricValue(best.loss()));
      json.writeFieldName("configuration");
      ReportJson.configuration(json, history.trials().get(best.trial()).configuration());
      json.writeFieldName("metrics");
      JsonValues.metrics(json, best.metrics());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Only the newest steps when there are very many; more than a screen shows. */
  void incumbents(JsonGenerator json) throws IOException {
    json.writeStartArray();
    int from = Math.max(0, history.incumbents().size() - STEPS);
    for (IncumbentStep step : history.incumbents().subList(from, history.incumbents().size())) {
      HistoryJson.incumbent(json, step);
    }
    json.writeEndArray();
  }
}
