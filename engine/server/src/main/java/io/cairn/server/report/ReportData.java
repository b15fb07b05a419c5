package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.cairn.core.study.Incumbent;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.JsonValues;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.report.Importance.Estimate;
import io.cairn.server.report.Importance.Item;
import io.cairn.server.report.Importance.Unknown;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the data block of a report: the shape of docs/report-data.md. */
final class ReportData {

  private static final int VERSION = 1;

  private final StudyHistory history;
  private final ReportContext context;
  private final ReportLimits limits;

  ReportData(StudyHistory history, ReportContext context, ReportLimits limits) {
    this.history = history;
    this.context = context;
    this.limits = limits;
  }

  void write(Writer out) throws IOException {
    JsonGenerator json = ScriptSafe.factory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeStringField("format", "cairn-report");
    json.writeNumberField("version", VERSION);
    json.writeStringField("generated", context.generated().toString());
    json.writeFieldName("summary");
    HistoryJson.summary(json, history);
    StudyBlock study = new StudyBlock(history);
    json.writeFieldName("study");
    study.study(json);
    json.writeFieldName("counters");
    study.counters(json);
    json.writeFieldName("best");
    study.best(json);
    json.writeStringField("bestJson", bestConfiguration());
    json.writeFieldName("incumbents");
    study.incumbents(json);
    json.writeFieldName("rungs");
    new RungsBlock(history).write(json);
    json.writeFieldName("importance");
    importance(json, ForestImportance.of(history, limits.importanceRows()));
    bounded(json);
    versionsAndPriors(json);
    json.writeEndObject();
    json.close();
  }

  /** The blocks that grow with the study, and what had to be left out of them. */
  private void bounded(JsonGenerator json) throws IOException {
    Map<String, String> notes = new LinkedHashMap<>();
    ProgressBlock points = new ProgressBlock(history, limits.points());
    json.writeFieldName("points");
    points.write(json);
    if (!points.complete()) {
      notes.put(
          "points",
          points.size()
              + " of "
              + history.spending().evaluations()
              + " results are drawn, evenly spaced; the line of the best is exact.");
    }
    TrialSelection selection = new TrialSelection(history, limits.trials());
    json.writeFieldName("trials");
    new TrialsBlock(history, selection).write(json);
    if (!selection.complete()) {
      notes.put(
          "trials",
          "The report keeps "
              + selection.trials().length
              + " of "
              + selection.total()
              + " trials: the best, some that failed, and an even sample of the rest. An export has"
              + " all.");
    }
    CurvesBlock curves = new CurvesBlock(history, limits);
    json.writeFieldName("curves");
    curves.write(json);
    if (!curves.complete()) {
      notes.put(
          "curves",
          "Curves of "
              + curves.size()
              + " of "
              + selection.total()
              + " trials: the best, some that failed, and an even sample of the rest.");
    }
    TimelineBlock timeline = new TimelineBlock(history, limits);
    json.writeFieldName("timeline");
    timeline.write(json);
    if (!timeline.complete()) {
      notes.put("timeline", timeline.note());
    }
    FailuresBlock failures = new FailuresBlock(history, limits.failureGroups());
    json.writeFieldName("failures");
    failures.write(json);
    if (!failures.complete()) {
      notes.put(
          "failures",
          "The " + failures.size() + " most frequent of " + failures.total() + " kinds are shown.");
    }
    texts(json, "notes", notes);
  }

  private void versionsAndPriors(JsonGenerator json) throws IOException {
    texts(json, "versions", context.versions());
    json.writeArrayFieldStart("priors");
    for (ReportContext.PriorUse prior : context.priors()) {
      json.writeStartObject();
      json.writeStringField("name", prior.name());
      json.writeNumberField("configurations", prior.configurations());
      json.writeNumberField("tried", prior.tried());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  private static void importance(JsonGenerator json, Importance importance) throws IOException {
    json.writeStartObject();
    if (importance instanceof Unknown unknown) {
      json.writeStringField("none", unknown.why());
    } else if (importance instanceof Estimate estimate) {
      json.writeNumberField("rung", estimate.rung());
      json.writeNumberField("results", estimate.results());
      json.writeNumberField("forests", estimate.forests());
      ReportJson.drawn(json, "explained", estimate.explained());
      json.writeArrayFieldStart("items");
      for (Item item : estimate.items()) {
        json.writeStartObject();
        json.writeStringField("parameter", item.parameter());
        ReportJson.drawn(json, "mean", item.mean());
        ReportJson.drawn(json, "low", item.low());
        ReportJson.drawn(json, "high", item.high());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** The best configuration as exact JSON text, to be copied; empty if there is none. */
  private String bestConfiguration() throws IOException {
    if (history.best().isEmpty()) {
      return "";
    }
    Incumbent best = history.best().get();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = ScriptSafe.factory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      JsonValues.configuration(json, history.trials().get(best.trial()).configuration());
    }
    return text.toString();
  }
}
