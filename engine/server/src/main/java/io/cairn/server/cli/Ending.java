package io.cairn.server.cli;

import io.cairn.core.study.Incumbent;
import io.cairn.core.study.StudySpec;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Remains;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    Remains remains = Remains.of(folder, home.archive());
    StudyHistory history = remains.stored().history();
    if (json) {
      out.println(HistoryJson.summaryLine(history));
    } else {
      out.println();
      out.println(ended(history));
      out.println();
      bestTable(history, SHOWN).forEach(out::println);
      out.println();
      TrustText.printDecisions(remains.trust(), out, 10);
      out.println("report    " + shown(remains.report()));
      out.println("archive   " + archived(remains));
      out.println("study     " + folder.id());
    }
    return history.best().isPresent() ? ExitCode.OK : ExitCode.NO_RESULT;
  }

  private static String archived(Remains remains) {
    return remains
        .landscape()
        .map(
            archived ->
                "landscape "
                    + remains.stored().spec().name()
                    + " ("
                    + archived.id().substring(0, Math.min(12, archived.id().length()))
                    + "): "
                    + archived.landscape().landscape().size()
                    + " configurations at "
                    + archived.landscape().landscape().levels().length
                    + (archived.landscape().landscape().levels().length == 1 ? " level" : " levels")
                    + ", a prior for later sweeps")
        .orElse("nothing: no trial has a result");
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
