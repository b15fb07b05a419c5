package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.server.history.StudyHistory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A part of what is shown of a study: some members of the data block of docs/report-data.md. A
 * report has almost all of them, a live page asks for those that it shows.
 */
public enum StudyPart {
  /** What the study is, where it stands, its best trials and its rungs. */
  OVERVIEW,
  /** How much each parameter matters. */
  IMPORTANCE,
  /** Results in their order. */
  POINTS,
  /** Trials with their values, in columns. */
  TRIALS,
  /** Learning curves. */
  CURVES,
  /** Evaluations on the slots of workers. */
  TIMELINE,
  /** What failed, by kind. */
  FAILURES,
  /** Where trials lie in the landscape; a report has it as a drawing. */
  LANDSCAPE;

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Whether the data block of a report has it. */
  boolean isInReport() {
    return this != LANDSCAPE;
  }

  /** Its name in addresses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The part as a JSON object with the member {@code notes} beside its own.
   *
   * @return makes it; may take seconds, and has no use for the history any more
   */
  public Supplier<String> json(StudyHistory history) {
    PartWriter writer = new PartWriter(history, ReportLimits.LIVE);
    PartWriter.Part part = writer.gather(this);
    if (this == IMPORTANCE || this == LANDSCAPE) {
      return () -> text(part);
    }
    String text = text(part);
    return () -> text;
  }

  private static String text(PartWriter.Part part) {
    StringWriter text = new StringWriter();
    Map<String, String> notes = new LinkedHashMap<>();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      part.write(json, notes);
      ReportJson.texts(json, "notes", notes);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
