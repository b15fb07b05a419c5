package io.cairn.server.export;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.server.export.ExportOptions.Rows;
import io.cairn.server.history.HistoryJson;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialDecision;
import io.cairn.server.history.TrialHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A study as a table. Columns: {@code trial}; the parameters by their names; the resource by its
 * name; the metrics by their names, the objective first; {@code cost} in seconds; then what became
 * of it. So a table of results reads back as a landscape: its columns are named as parameters,
 * fidelity, metric and cost.
 *
 * <p>A name that is taken already (a metric called like a parameter, a parameter called {@code
 * cost}) gets {@code metric.} or {@code study.} in front, and once more as long as that is taken
 * too; parameters keep theirs.
 */
final class ExportTable {

  private final StudyHistory history;
  private final Rows rows;
  private final List<Column> columns = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  ExportTable(StudyHistory history, Rows rows) {
    this.history = history;
    this.rows = rows;
    SearchSpace space = history.spec().space();
    // Parameters choose their names first, though the trial's number stands before them.
    space.parameters().forEach(parameter -> taken.add(parameter.name()));
    String trial = free("study.", "trial");
    String resource = free("study.", history.spec().resourceName());
    columns.add(
        new Column(trial, ColumnType.INTEGER, (t, result, sink) -> sink.integer(t.number())));
    for (int i = 0; i < space.dimensions(); i++) {
      columns.add(parameter(space, i));
    }
    columns.add(
        new Column(
            resource,
            history.spec().ladder().integral() ? ColumnType.INTEGER : ColumnType.REAL,
            Column.ofResult(this::level)));
    for (String metric : history.metricNames()) {
      columns.add(metric(metric));
    }
    addCostAndFate();
  }

  private void level(RungResult result, CellSink sink) throws IOException {
    if (history.spec().ladder().integral()) {
      sink.integer((long) result.level());
    } else {
      sink.real(result.level());
    }
  }

  private static Column parameter(SearchSpace space, int index) {
    ColumnType type = ColumnType.of(space.parameter(index));
    return new Column(
        space.parameter(index).name(),
        type,
        (trial, result, sink) -> {
          Configuration configuration = trial.configuration();
          if (configuration.isActive(index)) {
            value(configuration.value(index), type, sink);
          } else {
            sink.absent();
          }
        });
  }

  static void value(Object value, ColumnType type, CellSink sink) throws IOException {
    switch (type) {
      case INTEGER -> sink.integer(((Number) value).longValue());
      case REAL -> sink.real(((Number) value).doubleValue());
      case FLAG -> sink.flag((Boolean) value);
      case TEXT, TIME -> sink.text(String.valueOf(value));
    }
  }

  private Column metric(String metric) {
    return new Column(
        free("metric.", metric),
        ColumnType.REAL,
        Column.ofResult(
            (result, sink) -> {
              if (result.metrics().containsKey(metric)) {
                sink.real(result.metrics().getOrDefault(metric, Double.NaN));
              } else {
                sink.absent();
              }
            }));
  }

  private void addCostAndFate() {
    boolean perTrial = rows == Rows.TRIALS;
    if (perTrial) {
      add("cost", ColumnType.REAL, (trial, result, sink) -> sink.real(trial.costSeconds()));
    } else {
      add("cost", ColumnType.REAL, Column.ofResult((r, sink) -> sink.real(r.costSeconds())));
    }
    add("status", ColumnType.TEXT, (t, r, sink) -> sink.text(HistoryJson.word(t.status())));
    add("rung", ColumnType.INTEGER, Column.ofResult((r, sink) -> sink.integer(r.rung())));
    add("bracket", ColumnType.INTEGER, (trial, r, sink) -> sink.integer(trial.bracket()));
    add("origin", ColumnType.TEXT, (trial, r, sink) -> sink.text(trial.origin()));
    add("started", ColumnType.TIME, (trial, r, sink) -> sink.time(trial.started()));
    add("reported", ColumnType.TIME, Column.ofResult((r, sink) -> sink.time(r.moment().at())));
    if (perTrial) {
      add("updated", ColumnType.TIME, (trial, r, sink) -> sink.time(trial.lastEvent()));
      add("resource-spent", ColumnType.REAL, (trial, r, sink) -> sink.real(trial.units()));
      add("resource-wasted", ColumnType.REAL, (trial, r, sink) -> sink.real(trial.wastedUnits()));
      add("evaluations", ColumnType.INTEGER, (t, r, sink) -> sink.integer(t.evaluations()));
      add("failures", ColumnType.INTEGER, (t, r, sink) -> sink.integer(t.failuresCharged()));
      add("relocations", ColumnType.INTEGER, (t, r, sink) -> sink.integer(t.relocations()));
      add("reason", ColumnType.TEXT, (trial, r, sink) -> lastReason(trial, sink));
    } else {
      add("fate", ColumnType.TEXT, Column.ofResult((r, sink) -> sink.text(history.fate(r).word())));
    }
  }

  private static void lastReason(TrialHistory trial, CellSink sink) throws IOException {
    if (trial.lastDecision().isPresent()) {
      TrialDecision decision = trial.lastDecision().get();
      sink.text(decision.reason());
    } else {
      sink.absent();
    }
  }

  private void add(String name, ColumnType type, Column.Cell cell) {
    columns.add(new Column(free("study.", name), type, cell));
  }

  private String free(String prefix, String name) {
    String unique = name;
    while (!taken.add(unique)) {
      unique = prefix + unique;
    }
    return unique;
  }

  List<Column> columns() {
    return columns;
  }

  /** Hands over every row, by trial and rung. */
  void writeRows(CellSink sink) throws IOException {
    for (TrialHistory trial : history.trials()) {
      if (rows == Rows.TRIALS) {
        writeRow(trial, sink);
      } else {
        for (RungResult result : trial.results()) {
          writeRow(trial, result, sink);
        }
      }
    }
  }

  private void writeRow(TrialHistory trial, CellSink sink) throws IOException {
    if (trial.lastResult().isPresent()) {
      writeRow(trial, trial.lastResult().get(), sink);
      return;
    }
    for (Column column : columns) {
      column.cell().write(trial, null, sink);
    }
    sink.endRow();
  }

  private void writeRow(TrialHistory trial, RungResult result, CellSink sink) throws IOException {
    for (Column column : columns) {
      column.cell().write(trial, result, sink);
    }
    sink.endRow();
  }
}
