package io.cairn.server.cli;

import io.cairn.server.export.ExportFormat;
import io.cairn.server.export.ExportOptions;
import io.cairn.server.export.StudyExport;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.studies.CairnException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn export}. */
@Command(
    name = "export",
    description = "Export a study's results as CSV, JSON, Parquet or a journal file of Optuna.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private StudyArgument study;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description =
          "csv, json, parquet or optuna. Default: by the ending of the file (.journal is optuna), else csv.")
  private @Nullable String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to this file instead of standard output.")
  private @Nullable Path output;

  @Option(
      names = "--trials",
      description =
          "One row for each trial, with its highest result, instead of one for each result.")
  private boolean trials;

  @Override
  public Integer call() throws IOException {
    ExportFormat as = format();
    Path file = output;
    if (file == null && as == ExportFormat.PARQUET) {
      throw CairnException.invalid(
          "Parquet is binary and needs a file; give one with -o results.parquet");
    }
    StudyHistory history = study.load().history();
    ExportOptions options =
        trials ? ExportOptions.DEFAULT.withRows(ExportOptions.Rows.TRIALS) : ExportOptions.DEFAULT;
    if (file == null) {
      StudyExport.write(history, as, options, System.out);
      System.out.flush();
      return ExitCode.OK;
    }
    try {
      StudyExport.write(history, as, options, file);
    } catch (IOException e) {
      throw CairnException.refused(file + " cannot be written: " + e.getMessage());
    }
    if (study.global().json()) {
      System.out.println(
          JsonLine.of(
              json -> {
                json.writeStartObject();
                json.writeStringField("study", history.studyId());
                json.writeStringField("file", file.toString());
                json.writeStringField("format", as.word());
                json.writeEndObject();
              }));
    } else {
      System.out.println("wrote " + file);
    }
    return ExitCode.OK;
  }

  private ExportFormat format() {
    try {
      if (format != null) {
        return ExportFormat.of(format);
      }
      if (output != null) {
        return ExportFormat.ofFile(output.toString());
      }
      return ExportFormat.CSV;
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid(e.getMessage() + "; say which with --format");
    }
  }
}
