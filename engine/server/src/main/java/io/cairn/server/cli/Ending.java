package io.cairn.server.cli;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.study.Incumbent;
import io.cairn.core.study.StudySpec;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.report.ReportContext;
import io.cairn.server.report.StudyReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is left of a study that ended: the report, the landscape in the archive, the table of the
 * best.
 */
final class Ending {

  private static final int SHOWN = 5;

  private Ending() {}

  /**
   * Writes report and landscape of an ended study and says where they are. Doing it again gives the
   * same again: the archive keeps landscapes by content.
   *
   * @return the exit code
   */
  static int of(StudyFolder folder, Home home, boolean json, PrintStream out) {
    Studies.Stored stored = Studies.load(folder);
    StudyHistory history = stored.history();
    StudyTrust trust = StudyTrust.of(folder, stored, home.archive());
    Path report = folder.report();
    try {
      StudyReport.write(history, reportContext(stored, trust), report);
    } catch (IOException e) {
      throw CommandException.refused("the report cannot be written: " + e.getMessage());
    }
    String archived = archive(stored, home);
    if (json) {
      out.println(HistoryJson.summaryLine(history));
    } else {
      out.println();
      out.println(ended(history));
      out.println();
      bestTable(history, SHOWN).forEach(out::println);
      out.println();
      trust.printDecisions(out, 10);
      out.println("report    " + shown(report));
      out.println("archive   " + archived);
      out.println("study     " + folder.id());
    }
    return history.best().isPresent() ? ExitCode.OK : ExitCode.NO_RESULT;
  }

  /** What the report says beside the events, the study's trust in its priors included. */
  static ReportContext reportContext(Studies.Stored stored, StudyTrust trust) {
    return Priors.reportContext(stored, Instant.now()).withTrust(trust.report(), trust.notes());
  }

  /** What a study has measured so far, as the archive keeps it. */
  static Landscape landscape(Studies.Stored stored) {
    StudyHistory history = stored.history();
    Map<String, String> notes = new TreeMap<>();
    notes.put("seed", Long.toString(stored.spec().method().seed()));
    notes.put("method", stored.spec().method().name());
    notes.put("cairn", stored.created().getCairnVersion());
    Provenance provenance =
        new Provenance(
            history.studyId(),
            stored.spec().name(),
            history.lastEvent(),
            "cairn study " + history.studyId() + ", method " + stored.spec().method().name(),
            notes);
    return history.landscape(provenance);
  }

  private static String archive(Studies.Stored stored, Home home) {
    StudyHistory history = stored.history();
    if (history.best().isEmpty()) {
      return "nothing: no trial has a result";
    }
    try {
      ArchivedLandscape landscape = ArchivedLandscape.of(landscape(stored));
      String id = home.archive().put(landscape);
      return "landscape "
          + stored.spec().name()
          + " ("
          + id.substring(0, Math.min(12, id.length()))
          + "): "
          + landscape.landscape().size()
          + " configurations at "
          + landscape.landscape().levels().length
          + (landscape.landscape().levels().length == 1 ? " level" : " levels")
          + ", a prior for later sweeps";
    } catch (IOException e) {
      throw CommandException.refused("the landscape cannot be archived: " + e.getMessage());
    }
  }

  /** One sentence on how it ended. */
  static String ended(StudyHistory history) {
    return history.spec().name()
        + " ended: "
        + history.reason()
        + ". "
        + history.spending().trials()
        + " trials, "
        + history.spending().evaluations()
        + " evaluations, "
        + Numbers.brief(history.spending().units())
        + " "
        + history.spec().resourceName()
        + " in "
        + Numbers.brief(Math.round(history.elapsedSeconds() * 10) / 10.0)
        + " s.";
  }

  /** The best trials, best first. */
  static List<String> bestTable(StudyHistory history, int count) {
    StudySpec spec = history.spec();
    List<Incumbent> best = history.best(count);
    if (best.isEmpty()) {
      return List.of("No trial has a result.");
    }
    List<String> header = new ArrayList<>(List.of("trial", spec.objective().metric()));
    if (spec.ladder().fidelity().isPresent()) {
      header.add(spec.resourceName());
    }
    spec.space().parameters().forEach(parameter -> header.add(parameter.name()));
    TextTable table = new TextTable(header);
    for (Incumbent i : best) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(i.trial()));
      row.add(Numbers.brief(spec.objective().metricValue(i.loss())));
      if (spec.ladder().fidelity().isPresent()) {
        row.add(Numbers.brief(i.resource()));
      }
      Map<String, Object> values = history.trials().get(i.trial()).configuration().values();
      spec.space()
          .parameters()
          .forEach(
              parameter ->
                  row.add(
                      values.containsKey(parameter.name())
                          ? Numbers.brief(
                              java.util.Objects.requireNonNull(values.get(parameter.name())))
                          : ""));
      table.row(row);
    }
    return table.lines();
  }

  /** A path as a person would type it from here. */
  static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
  }
}
