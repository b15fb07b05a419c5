package io.cairn.server.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.server.history.EvaluationHistory;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.IncumbentStep;
import io.cairn.server.history.SessionHistory;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes the whole history as one JSON object: the export shape of docs/json.md. */
final class JsonExport {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonExport() {}

  static void write(StudyHistory history, OutputStream out) throws IOException {
    // Through a writer: Jackson's own UTF-8 refuses half a surrogate pair, and a torn log may end
    // so.
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    JsonGenerator json = FACTORY.createGenerator(writer);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeFieldName("summary");
    HistoryJson.summary(json, history);
    json.writeArrayFieldStart("sessions");
    for (SessionHistory session : history.sessions()) {
      HistoryJson.session(json, session);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("incumbents");
    for (IncumbentStep step : history.incumbents()) {
      HistoryJson.incumbent(json, step);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("trials");
    for (TrialHistory trial : history.trials()) {
      HistoryJson.trial(json, history, trial);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("evaluations");
    for (EvaluationHistory evaluation : history.evaluations()) {
      HistoryJson.evaluation(json, evaluation);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.close();
    writer.flush();
  }
}
