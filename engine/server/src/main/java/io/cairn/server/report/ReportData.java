package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.server.history.StudyHistory;
import java.io.IOException;
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
    PartWriter parts = new PartWriter(history, limits);
    Map<String, String> notes = new LinkedHashMap<>();
    for (StudyPart part : StudyPart.values()) {
      if (part.isInReport()) {
        parts.gather(part).write(json, notes);
      }
    }
    ReportJson.texts(json, "notes", notes);
    versionsAndPriors(json);
    json.writeEndObject();
    json.close();
  }

  private void versionsAndPriors(JsonGenerator json) throws IOException {
    ReportJson.texts(json, "versions", context.versions());
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
}
