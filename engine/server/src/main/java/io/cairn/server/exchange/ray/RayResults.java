package io.cairn.server.exchange.ray;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.exchange.JsonValues;
import io.cairn.server.exchange.TrialDraft;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The results of trials, line by line. The step is {@code training_iteration}, the cost {@code
 * time_total_s}; what else Ray adds to each result by itself is no metric (ray,
 * python/ray/tune/result.py).
 */
final class RayResults {

  private static final String STEP = "training_iteration";
  private static final String COST = "time_total_s";

  private static final Set<String> RAYS_OWN =
      Set.of(
          STEP,
          COST,
          "time_this_iter_s",
          "time_since_restore",
          "iterations_since_restore",
          "timesteps_total",
          "timesteps_since_restore",
          "episodes_total",
          "timestamp",
          "pid",
          "warmup_time",
          "done",
          "should_checkpoint",
          "date",
          "hostname",
          "node_ip",
          "trial_id",
          "experiment_id",
          "experiment_tag",
          "checkpoint_dir_name");

  private final Set<String> metrics = new TreeSet<>();
  private int unread;

  /**
   * A trial as its results tell it.
   *
   * @param config as it was run, if the results say so
   * @param trialId Ray's id; empty if there is no result
   */
  record Read(TrialDraft draft, Optional<JsonNode> config, String trialId) {}

  /** The names of all numbers that trials reported. */
  List<String> metrics() {
    return new ArrayList<>(metrics);
  }

  int unread() {
    return unread;
  }

  Read read(String name, Path file) throws IOException {
    TrialDraft draft = new TrialDraft(name);
    Optional<JsonNode> config = Optional.empty();
    String id = "";
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isBlank()) {
          continue;
        }
        try {
          JsonNode result = JsonValues.tree(line);
          if (!result.isObject()) {
            unread++;
            continue;
          }
          config = result.path("config").isObject() ? Optional.of(result.path("config")) : config;
          id = result.path("trial_id").asText(id);
          report(draft, result);
        } catch (JsonProcessingException e) {
          unread++;
        }
      }
    }
    return new Read(draft, config, id);
  }

  private void report(TrialDraft draft, JsonNode result) {
    double step = result.path(STEP).asDouble(Double.NaN);
    if (Double.isNaN(step)) {
      return;
    }
    if (result.path(COST).isNumber()) {
      draft.cost(step, result.path(COST).asDouble());
    }
    report(draft, step, "", result);
  }

  private void report(TrialDraft draft, double step, String prefix, JsonNode object) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String path =
          prefix.isEmpty() ? entry.getKey() : prefix + JsonValues.SEPARATOR + entry.getKey();
      if (RAYS_OWN.contains(path) || path.equals("config")) {
        continue;
      }
      if (entry.getValue().isObject()) {
        report(draft, step, path, entry.getValue());
      } else if (entry.getValue().isNumber()) {
        metrics.add(path);
        draft.report(step, path, entry.getValue().asDouble());
      }
    }
  }
}
