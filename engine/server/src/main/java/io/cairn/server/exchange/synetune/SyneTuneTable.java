package io.cairn.server.exchange.synetune;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.exchange.CsvTable;
import io.cairn.server.exchange.DeclaredSpace;
import io.cairn.server.exchange.ForeignMetric;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.PlainText;
import io.cairn.server.exchange.TrialDraft;
import io.cairn.server.exchange.UnreadableStoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The reports of an experiment. The resource is the column that metadata.json names, else {@code
 * epoch} or a usual name like it, else how often the trial had reported; the cost is {@code
 * elapsed_time} or {@code st_worker_time}, seconds of the trial.
 */
final class SyneTuneTable implements CsvTable.Rows {

  private static final String TRIAL = "trial_id";
  private static final String CONFIG = "config_";
  private static final String ITERATION = "st_worker_iter";
  private static final List<String> RESOURCE_KEYS =
      List.of("resource_attr", "time_attr", "resource_attribute");
  private static final List<String> RESOURCES =
      List.of("epoch", "epochs", "iteration", "step", "resource", "hp_epoch");
  private static final List<String> COSTS = List.of("elapsed_time", "st_worker_time");

  private final List<ForeignMetric> metrics;
  private final JsonNode metadata;
  private final Map<String, TrialDraft> trials = new LinkedHashMap<>();
  private List<String> columns = List.of();
  private String resource = ITERATION;
  private boolean dated;

  SyneTuneTable(JsonNode metadata) {
    this.metadata = metadata;
    this.metrics = metrics(metadata);
  }

  private static List<ForeignMetric> metrics(JsonNode metadata) {
    List<ForeignMetric> metrics = new ArrayList<>();
    JsonNode modes = metadata.path("metric_mode");
    JsonNode names = metadata.path("metric_names");
    for (int i = 0; i < names.size(); i++) {
      String mode = modes.isArray() ? modes.path(i).asText() : modes.asText();
      Direction direction =
          switch (mode) {
            case "max" -> Direction.MAXIMIZE;
            case "min" -> Direction.MINIMIZE;
            default -> Direction.UNKNOWN;
          };
      metrics.add(new ForeignMetric(names.get(i).asText(), direction));
    }
    return metrics;
  }

  int size() {
    return trials.size();
  }

  @Override
  public void columns(List<String> names) throws UnreadableStoreException {
    columns = names;
    if (!names.contains(TRIAL)) {
      throw new UnreadableStoreException(
          "the results have no column " + TRIAL + "; are they those of Syne Tune?");
    }
    Optional<String> named =
        RESOURCE_KEYS.stream()
            .map(key -> metadata.path(key).asText(""))
            .filter(names::contains)
            .findFirst();
    resource =
        named.or(() -> RESOURCES.stream().filter(names::contains).findFirst()).orElse(ITERATION);
    dated = COSTS.stream().anyMatch(names::contains);
  }

  @Override
  public void row(Map<String, String> cells) {
    String id = cells.getOrDefault(TRIAL, "");
    TrialDraft trial = trials.computeIfAbsent(id.replaceFirst("\\.0$", ""), TrialDraft::new);
    cells.forEach(
        (column, cell) -> {
          if (column.startsWith(CONFIG)) {
            trial.parameter(column.substring(CONFIG.length()), PlainText.value(cell));
          }
        });
    OptionalDouble step =
        CsvTable.cell(cells, resource).map(PlainText::number).orElse(OptionalDouble.empty());
    double at = step.isPresent() ? step.getAsDouble() : Double.NaN;
    if (Double.isNaN(at)) {
      return;
    }
    for (ForeignMetric metric : metrics) {
      CsvTable.cell(cells, metric.name())
          .map(PlainText::number)
          .ifPresent(value -> value.ifPresent(number -> trial.report(at, metric.name(), number)));
    }
    for (String cost : COSTS) {
      OptionalDouble seconds =
          CsvTable.cell(cells, cost).map(PlainText::number).orElse(OptionalDouble.empty());
      if (seconds.isPresent()) {
        trial.cost(at, seconds.getAsDouble());
        break;
      }
    }
    trial.state(state(cells.getOrDefault("st_status", ""), cells.getOrDefault("st_decision", "")));
  }

  /** How the trial stood after its report, as far as the last row tells. */
  private static State state(String status, String decision) {
    if (decision.equals("STOP") || decision.equals("PAUSE")) {
      return State.PRUNED;
    }
    return switch (status) {
      case "Failed" -> State.FAILED;
      case "Stopped", "Paused", "Stopping" -> State.PRUNED;
      // A trial that ended by itself is not heard of again.
      default -> State.COMPLETE;
    };
  }

  ForeignStudy study(String name, String source, DeclaredSpace space, List<String> notes)
      throws UnreadableStoreException {
    if (trials.isEmpty()) {
      throw new UnreadableStoreException(
          source + " has no results below the header; nothing was measured");
    }
    TrialDraft.tellPruned(trials.values());
    List<String> all = new ArrayList<>(notes);
    all.add(
        "the resource is the column "
            + resource
            + (columns.contains(resource) ? "" : ", which the results do not have"));
    if (!dated) {
      all.add("the results say nothing of seconds, so costs are not known");
    }
    all.add("trials that failed before their first report are not in a store of Syne Tune");
    return new ForeignStudy(
        name,
        source,
        metrics,
        space,
        Optional.of(resource.equals(ITERATION) ? "reports" : resource),
        trials.values().stream().map(TrialDraft::trial).toList(),
        Set.of(),
        all);
  }
}
