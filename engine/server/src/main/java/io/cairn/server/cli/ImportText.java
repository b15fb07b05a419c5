package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.exchange.ForeignMetric;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.ImportReport;
import io.cairn.server.sweep.Sweep;
import java.util.ArrayList;
import java.util.List;

/** What became of the trials of an import, in words and in JSON. */
final class ImportText {

  /** JSON has all reasons. */
  private static final int MOST_SHOWN = 20;

  private ImportText() {}

  static List<String> lines(
      ForeignStudy study, ForeignMetric metric, Sweep sweep, ImportReport report) {
    List<String> lines = new ArrayList<>();
    String objective = sweep.study().objective().metric();
    lines.add(
        study.name()
            + " of "
            + study.source()
            + ": "
            + report.trials()
            + " trials, "
            + metric.name()
            + (metric.name().equals(objective) ? "" : " as " + objective));
    lines.add(
        report.used()
            + " used, "
            + report.projected()
            + " projected, "
            + report.rejected()
            + " rejected");
    if (!report.reasons().isEmpty()) {
      lines.add("");
      TextTable table = new TextTable(List.of("fate", "trials", "reason", "for example"));
      report.reasons().stream()
          .limit(MOST_SHOWN)
          .forEach(
              reason ->
                  table.row(
                      List.of(
                          reason.fate().word(),
                          Integer.toString(reason.count()),
                          reason.text(),
                          String.join(", ", reason.examples()))));
      lines.addAll(table.lines());
      if (report.reasons().size() > MOST_SHOWN) {
        lines.add(
            "and " + (report.reasons().size() - MOST_SHOWN) + " more reasons; --json has them all");
      }
    }
    section("spaces", report.differences(), lines);
    section("notes", report.notes(), lines);
    lines.add("");
    return lines;
  }

  private static void section(String title, List<String> content, List<String> lines) {
    if (!content.isEmpty()) {
      lines.add("");
      lines.add(title);
      content.forEach(line -> lines.add("  " + line));
    }
  }

  static void put(ObjectNode root, ForeignStudy study, ForeignMetric metric, ImportReport report) {
    root.put("study", study.name()).put("source", study.source()).put("metric", metric.name());
    ObjectNode trials = root.putObject("trials");
    trials.put("all", report.trials()).put("used", report.used());
    trials.put("projected", report.projected()).put("rejected", report.rejected());
    ArrayNode reasons = root.putArray("reasons");
    for (ImportReport.Reason reason : report.reasons()) {
      ObjectNode one = reasons.addObject();
      one.put("fate", reason.fate().word()).put("reason", reason.text());
      one.put("trials", reason.count());
      ArrayNode examples = one.putArray("examples");
      reason.examples().forEach(examples::add);
    }
    ArrayNode differences = root.putArray("differences");
    report.differences().forEach(differences::add);
    ArrayNode notes = root.putArray("notes");
    report.notes().forEach(notes::add);
  }
}
