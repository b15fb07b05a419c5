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
import java.util.Map;
import java.util.function.Supplier;

/** Writes the parts of the data block, within limits; says what had to be left out of them. */
final class PartWriter {

  /** Trials on a live map: it is drawn up in half a second. */
  private static final int MAPPED = 600;

  /** A part that is gathered, but for what takes long. */
  interface Part {

    /**
     * Writes its members into the object that is open.
     *
     * @param notes takes a sentence for each member of which something was left out
     */
    void write(JsonGenerator json, Map<String, String> notes) throws IOException;
  }

  private final StudyHistory history;
  private final ReportLimits limits;

  PartWriter(StudyHistory history, ReportLimits limits) {
    this.history = history;
    this.limits = limits;
  }

  Part gather(StudyPart part) {
    return switch (part) {
      case OVERVIEW -> (json, notes) -> overview(json);
      case IMPORTANCE -> importance();
      case POINTS -> this::points;
      case TRIALS -> this::trials;
      case CURVES -> this::curves;
      case TIMELINE -> this::timeline;
      case FAILURES -> this::failures;
      case LANDSCAPE -> landscape();
    };
  }

  private void overview(JsonGenerator json) throws IOException {
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
  }

  private void points(JsonGenerator json, Map<String, String> notes) throws IOException {
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
  }

  private void trials(JsonGenerator json, Map<String, String> notes) throws IOException {
    TrialSelection selection = new TrialSelection(history, limits.trials());
    json.writeFieldName("trials");
    new TrialsBlock(history, selection).write(json);
    if (!selection.complete()) {
      notes.put(
          "trials",
          selection.trials().length
              + " of "
              + selection.total()
              + " trials are kept here: the best, some that failed, and an even sample of the rest."
              + " An export has all.");
    }
  }

  private void curves(JsonGenerator json, Map<String, String> notes) throws IOException {
    CurvesBlock curves = new CurvesBlock(history, limits);
    json.writeFieldName("curves");
    curves.write(json);
    if (!curves.complete()) {
      notes.put(
          "curves",
          "Curves of "
              + curves.size()
              + " of "
              + history.trials().size()
              + " trials: the best, some that failed, and an even sample of the rest.");
    }
  }

  private void timeline(JsonGenerator json, Map<String, String> notes) throws IOException {
    TimelineBlock timeline = new TimelineBlock(history, limits);
    json.writeFieldName("timeline");
    timeline.write(json);
    if (!timeline.complete()) {
      notes.put("timeline", timeline.note());
    }
  }

  private void failures(JsonGenerator json, Map<String, String> notes) throws IOException {
    FailuresBlock failures = new FailuresBlock(history, limits.failureGroups());
    json.writeFieldName("failures");
    failures.write(json);
    if (!failures.complete()) {
      notes.put(
          "failures",
          "The " + failures.size() + " most frequent of " + failures.total() + " kinds are shown.");
    }
  }

  private Part importance() {
    Supplier<Importance> estimate = ForestImportance.of(history, limits.importanceRows());
    return (json, notes) -> {
      json.writeFieldName("importance");
      importance(json, estimate.get());
    };
  }

  private Part landscape() {
    MapBlock map = new MapBlock(history, MAPPED);
    return (json, notes) -> {
      json.writeFieldName("landscape");
      map.write(json);
    };
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
