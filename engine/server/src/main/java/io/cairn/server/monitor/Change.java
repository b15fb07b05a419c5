package io.cairn.server.monitor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.JsonValues;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialDecision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pekko.util.ByteString;

/**
 * What happened in a study between a cursor and now. Of fixed size at most: of very many results
 * and decisions it has the newest, and says how many it leaves out.
 *
 * @param cursor where it ends
 * @param json for those who are told; on one line, in UTF-8
 */
public record Change(ChangeCursor cursor, ByteString json) {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int MOST_RESULTS = 200;
  private static final int MOST_DECISIONS = 50;

  /** From a cursor to now. */
  static Change since(ChangeCursor from, WatchedStudy study) {
    // Read first: what is told may hold more, and then it is told again.
    long sequence = study.sequence();
    return study.read(history -> of(from, end(sequence, history), study.isCurrent(), history));
  }

  /** From a cursor to another, one that was told of this study here. */
  static Change between(ChangeCursor from, ChangeCursor to, WatchedStudy study) {
    return study.read(history -> of(from, to, study.isCurrent(), history));
  }

  /** From a cursor to all that a history holds, which is up to a record. */
  public static Change of(ChangeCursor from, long sequence, boolean current, StudyHistory history) {
    return of(from, end(sequence, history), current, history);
  }

  private static ChangeCursor end(long sequence, StudyHistory history) {
    return new ChangeCursor(sequence, history.results().size(), history.decisions().size());
  }

  private static Change of(
      ChangeCursor from, ChangeCursor to, boolean current, StudyHistory history) {
    List<RungResult> results = history.results().subList(0, to.results());
    List<TrialDecision> decisions = history.decisions().subList(0, to.decisions());
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("sequence", to.sequence());
      json.writeBooleanField("current", current);
      json.writeFieldName("summary");
      HistoryJson.summary(json, history);
      json.writeNumberField("running", history.running());
      json.writeNumberField("waiting", history.waitingForRetry() + history.queued());
      json.writeNumberField("failures", history.spending().failures());
      json.writeNumberField("relocations", history.spending().relocations());
      json.writeFieldName("elapsedSeconds");
      JsonValues.real(json, history.elapsedSeconds());
      int firstResult = first(from.results(), results.size(), MOST_RESULTS);
      json.writeNumberField("resultsLeftOut", firstResult - Math.min(from.results(), firstResult));
      json.writeArrayFieldStart("results");
      for (RungResult result : results.subList(firstResult, results.size())) {
        json.writeStartArray();
        json.writeNumber(result.trial());
        json.writeNumber(result.rung());
        JsonValues.real(json, result.value());
        json.writeEndArray();
      }
      json.writeEndArray();
      int firstDecision = first(from.decisions(), decisions.size(), MOST_DECISIONS);
      json.writeNumberField(
          "decisionsLeftOut", firstDecision - Math.min(from.decisions(), firstDecision));
      json.writeArrayFieldStart("decisions");
      for (TrialDecision decision : decisions.subList(firstDecision, decisions.size())) {
        HistoryJson.decision(json, history, decision);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Change(to, ByteString.fromArrayUnsafe(text.toByteArray()));
  }

  private static int first(int told, int size, int most) {
    return Math.max(Math.min(told, size), size - most);
  }
}
