package io.cairn.server.export;

import io.cairn.server.exchange.HistoryTrials;
import io.cairn.server.exchange.optuna.OptunaJournalWriter;
import io.cairn.server.history.StudyHistory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes a study's history in a format of {@link ExportFormat}. Stateless. */
public final class StudyExport {

  private StudyExport() {}

  /**
   * Writes the history to a stream and flushes it; does not close it.
   *
   * @throws IOException if the stream fails
   */
  public static void write(
      StudyHistory history, ExportFormat format, ExportOptions options, OutputStream out)
      throws IOException {
    switch (format) {
      case CSV -> csv(history, options, out);
      case JSON -> JsonExport.write(history, out);
      case PARQUET -> ParquetExport.write(history, options, out);
      case OPTUNA ->
          OptunaJournalWriter.write(
              HistoryTrials.of(history),
              history.trials().isEmpty() ? history.lastEvent() : history.trials().get(0).started(),
              out);
    }
    out.flush();
  }

  /**
   * Writes the history to a file that appears complete or not at all: an older file of that name
   * stays until the new one is done.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(
      StudyHistory history, ExportFormat format, ExportOptions options, Path file)
      throws IOException {
    WholeFile.write(file, out -> write(history, format, options, out));
  }

  private static void csv(StudyHistory history, ExportOptions options, OutputStream out)
      throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    CsvSink sink = new CsvSink(writer, options.guardFormulas());
    ExportTable table = new ExportTable(history, options.rows());
    for (Column column : table.columns()) {
      sink.text(column.name());
    }
    sink.endRow();
    table.writeRows(sink);
    writer.flush();
  }
}
