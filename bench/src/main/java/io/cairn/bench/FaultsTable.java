package io.cairn.bench;

import io.cairn.server.faults.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** What came of a series of runs with faults, as Markdown. */
final class FaultsTable {

  private FaultsTable() {}

  static String of(List<RunReport> reports) {
    StringBuilder text = new StringBuilder("\n| | |\n|---|---|\n");
    row(text, "runs", reports.size());
    row(text, "faults", sum(reports, FaultsTable::faults));
    row(text, "trials", sum(reports, RunReport::trials));
    row(text, "results", sum(reports, RunReport::results));
    row(text, "relocations", sum(reports, RunReport::relocations));
    row(text, "of these taken up again by their own worker", sum(reports, RunReport::restored));
    row(text, "studies taken over", sum(reports, RunReport::failovers));
    row(text, "late or doubled messages refused", sum(reports, RunReport::refused));
    row(text, "violations", sum(reports, report -> report.violations().size()));
    List<Duration> takeovers =
        reports.stream().flatMap(report -> report.takeovers().stream()).sorted().toList();
    if (!takeovers.isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| seconds from kill -9 of a study's coordinator to the next record: kills, p50, max"
                  + " | %d, %.1f, %.1f |%n",
              takeovers.size(),
              takeovers.get(takeovers.size() / 2).toMillis() / 1e3,
              takeovers.get(takeovers.size() - 1).toMillis() / 1e3));
    }
    text.append("\n| fault | times |\n|---|---|\n");
    Map<String, Integer> kinds = new TreeMap<>();
    reports.forEach(
        report -> report.faults().forEach((kind, times) -> kinds.merge(kind, times, Integer::sum)));
    kinds.forEach((kind, times) -> row(text, kind, times));
    return text.toString();
  }

  private static int faults(RunReport report) {
    return report.faults().values().stream().mapToInt(Integer::intValue).sum();
  }

  private static int sum(List<RunReport> reports, ToIntFunction<RunReport> of) {
    return reports.stream().mapToInt(of).sum();
  }

  private static void row(StringBuilder text, String name, int value) {
    text.append(String.format(Locale.ROOT, "| %s | %,d |%n", name, value));
  }
}
