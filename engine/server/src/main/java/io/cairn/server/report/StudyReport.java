package io.cairn.server.report;

import io.cairn.core.study.Incumbent;
import io.cairn.core.study.StudyPhase;
import io.cairn.server.export.WholeFile;
import io.cairn.server.history.StudyHistory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Makes one HTML file of a study. Everything is inside it, and a content security policy refuses
 * whatever is not: scripts run only by their hashes, nothing is loaded from anywhere. Texts of
 * users reach the page as JSON in a data block and from there only as text. Stateless.
 */
public final class StudyReport {

  private static final ReportPage PAGE = ReportPage.load();

  private StudyReport() {}

  /**
   * A file that reports are made of, for pages that show the same: {@code report.css}, {@code
   * charts.js}, {@code relations.js}, {@code sections.js} or {@code echarts.js}.
   */
  public static byte[] asset(String name) {
    return ReportPage.asset(name).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Writes the report to a stream and flushes it; does not close it.
   *
   * @throws IOException if the stream fails
   */
  public static void write(StudyHistory history, ReportContext context, OutputStream out)
      throws IOException {
    write(history, context, ReportLimits.DEFAULT, out);
  }

  /**
   * Writes the report to a file that appears complete or not at all.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(StudyHistory history, ReportContext context, Path file)
      throws IOException {
    WholeFile.write(file, out -> write(history, context, out));
  }

  static void write(
      StudyHistory history, ReportContext context, ReportLimits limits, OutputStream out)
      throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    ReportData data = new ReportData(history, context, limits);
    PAGE.write(
        writer,
        Map.of("title", title(history), "state", state(history), "best", best(history)),
        context.trust().map(t -> TrustSection.html(t, context.trustNotes())).orElse("")
            + new LandscapeSection(history).html(),
        data::write);
    writer.flush();
  }

  private static String title(StudyHistory history) {
    return history.spec().name() + " – Cairn report";
  }

  private static String state(StudyHistory history) {
    String counts =
        history.spending().trials()
            + " trials, "
            + history.spending().evaluations()
            + " evaluations. ";
    return history.phase() == StudyPhase.ENDED
        ? counts + "Ended: " + history.reason() + "."
        : counts + "Not ended when this was made.";
  }

  private static String best(StudyHistory history) {
    if (history.best().isEmpty()) {
      return "There is no finite result.";
    }
    Incumbent best = history.best().get();
    return "Best: trial "
        + best.trial()
        + ", "
        + history.spec().objective().metric()
        + " "
        + history.spec().objective().metricValue(best.loss())
        + ", "
        + history.trials().get(best.trial()).configuration()
        + ".";
  }
}
