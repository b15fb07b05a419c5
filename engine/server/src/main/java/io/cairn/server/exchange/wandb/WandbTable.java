package io.cairn.server.exchange.wandb;

import io.cairn.server.exchange.CsvTable;
import io.cairn.server.exchange.DeclaredSpace;
import io.cairn.server.exchange.ForeignMetric;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.PlainText;
import io.cairn.server.exchange.PythonLiteral;
import io.cairn.server.exchange.TrialDraft;
import io.cairn.server.exchange.UnreadableStoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of runs, in its two shapes. That of the page has a row a run with the columns Name,
 * State, Runtime (seconds) and others of W&B's own, then configuration and summary side by side,
 * and nothing tells one from the other. That of the script in W&B's documentation ("Export data",
 * runs_df.to_csv) has the columns summary, config and name, of which the first two are dictionaries
 * as Python writes them.
 */
final class WandbTable implements CsvTable.Rows {

  private static final Set<String> WANDBS_OWN =
      Set.of(
          "name",
          "state",
          "notes",
          "user",
          "tags",
          "created",
          "runtime",
          "sweep",
          "id",
          "group",
          "job type",
          "hostname",
          "host",
          "os",
          "python version",
          "updated",
          "end time",
          "start time",
          "commit",
          "github",
          "git repository",
          "gpu count",
          "gpu type",
          "command",
          "description",
          "project",
          "entity",
          "storage id",
          "agent",
          "path",
          "duration",
          "relative runtime",
          "url");

  private final Map<String, TrialDraft> runs = new LinkedHashMap<>();
  private final Set<String> numbers = new LinkedHashSet<>();
  private final Set<String> words = new LinkedHashSet<>();
  private final Set<String> reported = new LinkedHashSet<>();
  private List<String> columns = List.of();
  private boolean dictionaries;
  private int unread;

  @Override
  public void columns(List<String> names) throws UnreadableStoreException {
    columns = names;
    dictionaries = names.contains("config") && names.contains("summary");
    if (!dictionaries && !names.contains("Name") && !names.contains("ID")) {
      throw new UnreadableStoreException(
          "the table has neither a column Name nor the columns config and summary; export the table of"
              + " runs (not a chart) and name it first");
    }
  }

  @Override
  public void row(Map<String, String> cells) {
    String name = cells.getOrDefault(dictionaries ? "name" : "Name", cells.getOrDefault("ID", ""));
    TrialDraft run = new TrialDraft(name.isEmpty() ? "row " + (runs.size() + 1) : name);
    if (dictionaries) {
      run.state(State.COMPLETE);
      dictionary(cells, "config").forEach(run::parameter);
      dictionary(cells, "summary").forEach((metric, value) -> summary(run, metric, value));
    } else {
      run.state(state(cells.getOrDefault("State", "finished")));
      seconds(cells, "Runtime").ifPresent(run::cost);
      cells.forEach((column, cell) -> mixed(run, column, cell));
    }
    String unique = runs.containsKey(name) ? name + " " + runs.size() : name;
    runs.put(unique, run);
  }

  private Map<String, Object> dictionary(Map<String, String> cells, String column) {
    Optional<Map<String, Object>> values =
        CsvTable.cell(cells, column).flatMap(PythonLiteral::dictionary);
    if (values.isEmpty()) {
      unread++;
    }
    Map<String, Object> kept = new LinkedHashMap<>(values.orElse(Map.of()));
    kept.keySet().removeIf(key -> key.startsWith("_"));
    return kept;
  }

  private void summary(TrialDraft run, String metric, Object value) {
    if (value instanceof Number number) {
      reported.add(metric);
      run.value(metric, number.doubleValue());
    } else {
      PlainText.number(String.valueOf(value))
          .ifPresent(
              number -> {
                reported.add(metric);
                run.value(metric, number);
              });
    }
  }

  private static State state(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "finished" -> State.COMPLETE;
      case "running" -> State.RUNNING;
      case "pending" -> State.WAITING;
      case "stopped" -> State.PRUNED;
      default -> State.FAILED; // crashed, failed, killed
    };
  }

  private static OptionalDouble seconds(Map<String, String> cells, String column) {
    return CsvTable.cell(cells, column).map(PlainText::number).orElse(OptionalDouble.empty());
  }

  /** A cell that may be of the configuration or of the summary: it is taken as both. */
  private void mixed(TrialDraft run, String column, String cell) {
    if (column.isEmpty()
        || column.startsWith("_")
        || WANDBS_OWN.contains(column.toLowerCase(Locale.ROOT))) {
      return;
    }
    run.parameter(column, PlainText.value(cell));
    OptionalDouble number = PlainText.number(cell);
    if (number.isPresent()) {
      numbers.add(column);
      run.value(column, number.getAsDouble());
    } else {
      words.add(column);
    }
  }

  int size() {
    return runs.size();
  }

  /** A run by its name; null if the table does not have it. */
  @Nullable TrialDraft run(String name) {
    return runs.get(name);
  }

  /** Notes that runs report this on their way. */
  void reports(String metric) {
    reported.add(metric);
  }

  ForeignStudy study(String name, String source) throws UnreadableStoreException {
    if (runs.isEmpty()) {
      throw new UnreadableStoreException(source + " has no runs below the header");
    }
    List<String> notes = new ArrayList<>();
    if (unread > 0) {
      notes.add(unread + " cells of config or summary are no dictionary and were left out");
    }
    Set<String> metrics = new LinkedHashSet<>(reported);
    if (!dictionaries) {
      numbers.stream().filter(column -> !words.contains(column)).forEach(metrics::add);
      notes.add(
          "the table does not tell configuration from results; name the metric with --metric");
    }
    Set<String> uncertain = new LinkedHashSet<>();
    if (!dictionaries) {
      columns.stream()
          .filter(column -> !column.isEmpty() && !column.startsWith("_"))
          .filter(column -> !WANDBS_OWN.contains(column.toLowerCase(Locale.ROOT)))
          .forEach(uncertain::add);
    }
    return new ForeignStudy(
        name,
        source,
        metrics.stream().map(metric -> new ForeignMetric(metric, Direction.UNKNOWN)).toList(),
        DeclaredSpace.NONE,
        Optional.of("step"),
        runs.values().stream().map(TrialDraft::trial).toList(),
        uncertain,
        notes);
  }
}
