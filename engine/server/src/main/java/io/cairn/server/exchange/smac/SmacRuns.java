package io.cairn.server.exchange.smac;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.exchange.DeclaredSpace;
import io.cairn.server.exchange.ForeignMetric;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.JsonValues;
import io.cairn.server.exchange.TrialDraft;
import io.cairn.server.exchange.UnreadableStoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The runs of a run history. Version 1 writes {@code [[config, instance, seed, budget], [cost,
 * time, {"__enum__": "StatusType.SUCCESS"}, start, end, info]]}; version 2 {@code [config,
 * instance, seed, budget, cost, time, (cpu time,) status, start, end, info]}, its later releases an
 * object of these names. Runs of a configuration on other instances or with other seeds are trials
 * of their own, which the landscape takes as repeats.
 */
final class SmacRuns {

  private final JsonNode configurations;
  private final JsonNode objectives;
  private final Map<String, TrialDraft> trials = new LinkedHashMap<>();
  private int costs = 1;
  private int unread;
  private boolean budgets;

  /**
   * @param objectives names as the scenario declares them; missing if it does not
   */
  SmacRuns(JsonNode configurations, JsonNode objectives) {
    this.configurations = configurations;
    this.objectives = objectives;
  }

  private record Run(
      JsonNode configuration,
      JsonNode instance,
      JsonNode seed,
      JsonNode budget,
      JsonNode cost,
      JsonNode time,
      JsonNode status) {}

  void add(JsonNode written) {
    Run run = run(written);
    JsonNode values = configurations.path(run.configuration.asText());
    if (!values.isObject() || run.cost.isMissingNode()) {
      unread++;
      return;
    }
    String id = run.configuration.asText();
    String key = id + ":" + run.instance + ":" + run.seed;
    boolean repeated = !run.instance.isNull() && !run.instance.isMissingNode();
    TrialDraft trial =
        trials.computeIfAbsent(
            key,
            k -> {
              TrialDraft draft =
                  new TrialDraft(repeated ? id + " on " + run.instance.asText() : id);
              values
                  .properties()
                  .forEach(
                      entry -> {
                        if (!entry.getValue().isNull()) {
                          draft.parameter(entry.getKey(), JsonValues.plain(entry.getValue()));
                        }
                      });
              return draft;
            });
    State state = state(run.status);
    trial.state(state);
    if (state == State.FAILED) {
      trial.failure(word(run.status).toLowerCase(Locale.ROOT));
    }
    if (state == State.COMPLETE) {
      costs = Math.max(costs, run.cost.isArray() ? run.cost.size() : 1);
      measured(trial, run);
    }
  }

  private void measured(TrialDraft trial, Run run) {
    double budget = run.budget.asDouble();
    List<String> names = names(run.cost.isArray() ? run.cost.size() : 1);
    for (int i = 0; i < names.size(); i++) {
      double value = (run.cost.isArray() ? run.cost.path(i) : run.cost).asDouble(Double.NaN);
      if (budget > 0) {
        trial.report(budget, names.get(i), value);
      } else {
        trial.value(names.get(i), value);
      }
    }
    if (budget > 0) {
      budgets = true;
      trial.cost(budget, run.time.asDouble(Double.NaN));
    } else {
      trial.cost(run.time.asDouble(Double.NaN));
    }
  }

  private static Run run(JsonNode written) {
    if (written.isObject()) {
      return new Run(
          written.path("config_id"),
          written.path("instance"),
          written.path("seed"),
          written.path("budget"),
          written.path("cost"),
          written.path("time"),
          written.path("status"));
    }
    if (written.path(0).isArray()) {
      JsonNode key = written.path(0);
      JsonNode value = written.path(1);
      return new Run(
          key.path(0),
          key.path(1),
          key.path(2),
          key.path(3),
          value.path(0),
          value.path(1),
          value.path(2));
    }
    boolean processorTime = written.size() > 10;
    return new Run(
        written.path(0),
        written.path(1),
        written.path(2),
        written.path(3),
        written.path(4),
        written.path(5),
        written.path(processorTime ? 7 : 6));
  }

  /** The word of version 1, or the number of version 2 (smac/runhistory/enumerations.py). */
  private static String word(JsonNode status) {
    if (status.isObject()) {
      return status.path("__enum__").asText().replaceFirst("^StatusType\\.", "");
    }
    if (status.isTextual()) {
      return status.textValue().replaceFirst("^StatusType\\.", "");
    }
    return switch (status.asInt()) {
      case 1 -> "SUCCESS";
      case 2 -> "TIMEOUT";
      case 3 -> "CRASHED";
      case 4 -> "ABORT";
      case 5 -> "MEMORYOUT";
      case 6 -> "DONOTADVANCE";
      case 7 -> "STOP";
      default -> "RUNNING";
    };
  }

  private static State state(JsonNode status) {
    return switch (word(status)) {
      case "SUCCESS", "DONOTADVANCE" -> State.COMPLETE;
      case "RUNNING", "STOP" -> State.RUNNING;
      // The cost of a failed run is a number that the user chose for it, and no measurement.
      default -> State.FAILED;
    };
  }

  private List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(
          objectives.isTextual() && count == 1
              ? objectives.textValue()
              : objectives.isArray() && objectives.size() == count
                  ? objectives.path(i).asText()
                  : count == 1 ? "cost" : "cost_" + i);
    }
    return names;
  }

  ForeignStudy study(String name, String source, DeclaredSpace space, List<String> notes)
      throws UnreadableStoreException {
    if (trials.isEmpty()) {
      throw new UnreadableStoreException(source + " has no runs; nothing was measured");
    }
    List<String> all = new ArrayList<>(notes);
    if (unread > 0) {
      all.add(unread + " runs name no configuration of the file, or no cost, and were left out");
    }
    if (budgets) {
      TrialDraft.tellPruned(trials.values());
      all.add("the time of a run is taken as its cost from scratch");
    }
    return new ForeignStudy(
        name,
        source,
        names(costs).stream().map(n -> new ForeignMetric(n, Direction.MINIMIZE)).toList(),
        space,
        budgets ? Optional.of("budget") : Optional.empty(),
        trials.values().stream().map(TrialDraft::trial).toList(),
        Set.of(),
        all);
  }
}
