package io.cairn.server.cli;

import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.LandscapeCsv;
import io.cairn.server.export.ExportFormat;
import io.cairn.server.export.LandscapeFiles;
import io.cairn.server.studies.CairnException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn landscape export}. */
@Command(
    name = "export",
    description = "Write a landscape as CSV, Parquet or a journal file of Optuna.",
    mixinStandardHelpOptions = true)
final class LandscapeExport implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Parameters(
      paramLabel = "LANDSCAPE",
      description = "Name, id, unique beginning of an id, or a .landscape file.")
  @SuppressWarnings("NullAway.Init")
  private String wanted;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description =
          "csv, parquet or optuna. Default: by the ending of the file (.journal is optuna), else csv.")
  private @Nullable String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to this file instead of standard output, where CSV alone can go.")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    ExportFormat as = format();
    LandscapeArchive.Entry entry = LandscapeCommand.find(global.home(), wanted);
    Path file = output;
    if (file == null) {
      if (as != ExportFormat.CSV) {
        throw CairnException.invalid(as.word() + " needs a file; give one with -o FILE");
      }
      LandscapeCsv.write(entry.archived(), System.out);
      System.out.flush();
      return ExitCode.OK;
    }
    try {
      LandscapeFiles.write(entry.archived(), as, file);
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw CairnException.refused(file + " cannot be written: " + e.getMessage());
    }
    System.out.println(
        global.json()
            ? FigureText.object().put("id", entry.id()).put("file", file.toString()).toString()
            : "wrote " + file);
    return ExitCode.OK;
  }

  private ExportFormat format() {
    try {
      if (format != null) {
        return ExportFormat.of(format);
      }
      String file = output == null ? "" : output.toString();
      // What is not known by its ending was always CSV here.
      boolean other = file.endsWith(".parquet") || file.endsWith(".journal");
      return other ? ExportFormat.ofFile(file) : ExportFormat.CSV;
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
