package io.cairn.server.cli;

import io.cairn.server.journal.StudyFolder;
import io.cairn.server.report.StudyReport;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Remains;
import io.cairn.server.studies.Studies;
import io.cairn.server.studies.StudyTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn report}. */
@Command(
    name = "report",
    description = {
      "Write the report of a study: one HTML file that needs nothing else.",
      "With --to, of a study of a cluster."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private StudyArgument study;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RemoteOptions remote;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Default: report.html in the study's folder; of a cluster, STUDY.html here.")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    if (remote.given()) {
      Path file = output == null ? Path.of(study.text() + ".html") : output;
      String page = remote.cluster().report(study.text());
      try {
        Files.writeString(file, page);
      } catch (IOException e) {
        throw CairnException.refused(file + " cannot be written: " + e.getMessage());
      }
      return told(study.text(), file);
    }
    StudyFolder folder = study.folder();
    Studies.Stored stored = Studies.load(folder);
    Path file = output == null ? folder.report() : output;
    try {
      StudyTrust trust = StudyTrust.of(folder, stored, study.global().home().archive());
      StudyReport.write(stored.history(), Remains.reportContext(stored, trust), file);
    } catch (IOException e) {
      throw CairnException.refused(file + " cannot be written: " + e.getMessage());
    }
    return told(folder.id(), file);
  }

  private int told(String id, Path file) throws IOException {
    if (study.global().json()) {
      System.out.println(
          JsonLine.of(
              json -> {
                json.writeStartObject();
                json.writeStringField("study", id);
                json.writeStringField("report", file.toString());
                json.writeEndObject();
              }));
    } else {
      System.out.println("report    " + Ending.shown(file.toAbsolutePath()));
    }
    return ExitCode.OK;
  }
}
