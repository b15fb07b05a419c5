package io.cairn.server.exchange.wandb;

import io.cairn.server.exchange.CsvTable;
import io.cairn.server.exchange.PlainText;
import io.cairn.server.exchange.TrialDraft;
import io.cairn.server.exchange.UnreadableStoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A chart as the page exports it: the first column is the step, the others {@code RUN - METRIC},
 * with {@code RUN - METRIC__MIN} and {@code __MAX} beside each, which are for the chart alone.
 */
final class WandbChart implements CsvTable.Rows {

  private static final String BETWEEN = " - ";

  private final WandbTable table;
  private final String file;
  private final Map<String, TrialDraft> runs = new HashMap<>();
  private final Map<String, String> metrics = new HashMap<>();
  private String step = "";

  WandbChart(WandbTable table, String file) {
    this.table = table;
    this.file = file;
  }

  @Override
  public void columns(List<String> names) throws UnreadableStoreException {
    step = names.get(0);
    for (String column : names.subList(1, names.size())) {
      int between = column.lastIndexOf(BETWEEN);
      boolean border = column.endsWith("__MIN") || column.endsWith("__MAX");
      TrialDraft run = between < 0 || border ? null : table.run(column.substring(0, between));
      String metric = between < 0 ? "" : column.substring(between + BETWEEN.length());
      if (run != null && !metric.equals("_step")) {
        runs.put(column, run);
        metrics.put(column, metric);
        table.reports(metric);
      }
    }
    if (runs.isEmpty()) {
      throw new UnreadableStoreException(
          file
              + " has no column RUN - METRIC of a run of the first table; is it an exported chart of the"
              + " same runs?");
    }
  }

  @Override
  public void row(Map<String, String> cells) {
    OptionalDouble at =
        CsvTable.cell(cells, step).map(PlainText::number).orElse(OptionalDouble.empty());
    if (at.isEmpty()) {
      return;
    }
    runs.forEach(
        (column, run) ->
            CsvTable.cell(cells, column)
                .map(PlainText::number)
                .ifPresent(
                    value ->
                        value.ifPresent(
                            number ->
                                run.report(
                                    at.getAsDouble(),
                                    metrics.getOrDefault(column, column),
                                    number))));
  }
}
