package io.cairn.server.exchange.ray;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.JsonValues;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How trials ended, by {@code experiment_state-*.json}: of several the newest, whose {@code
 * trial_data} (since Ray 2.3 pairs of JSON texts) or {@code checkpoints} (before; texts or objects)
 * hold the state of each trial.
 */
final class RayStates {

  private final Map<String, State> states;
  private final List<String> notes;

  private RayStates(Map<String, State> states, List<String> notes) {
    this.states = states;
    this.notes = notes;
  }

  List<String> notes() {
    return notes;
  }

  static RayStates of(Path folder) throws IOException {
    Optional<Path> newest;
    try (Stream<Path> inside = Files.list(folder)) {
      newest =
          inside
              .filter(path -> path.getFileName().toString().matches("experiment_state-.*\\.json"))
              .max(Path::compareTo);
    }
    if (newest.isEmpty()) {
      return new RayStates(
          Map.of(),
          List.of(
              "there is no experiment_state-*.json, so how trials ended is told by their results"));
    }
    try {
      JsonNode root = JsonValues.file(newest.get());
      Map<String, State> states = new HashMap<>();
      JsonNode trials = root.has("trial_data") ? root.path("trial_data") : root.path("checkpoints");
      trials.forEach(trial -> add(trial, states));
      return new RayStates(states, List.of());
    } catch (UnreadableStoreException e) {
      return new RayStates(
          Map.of(), List.of(e.getMessage() + " How trials ended is told by their results."));
    }
  }

  private static void add(JsonNode written, Map<String, State> states) {
    JsonNode trial = written.isArray() ? written.path(0) : written;
    try {
      JsonNode state = trial.isTextual() ? JsonValues.tree(trial.textValue()) : trial;
      State ended =
          switch (state.path("status").asText()) {
            case "TERMINATED" -> State.COMPLETE;
            case "ERROR" -> State.FAILED;
            case "PAUSED" -> State.PRUNED;
            case "PENDING" -> State.WAITING;
            default -> State.RUNNING;
          };
      states.put(state.path("trial_id").asText(), ended);
    } catch (JsonProcessingException e) {
      return; // The results of that trial tell as much as there is.
    }
  }

  /**
   * How a trial ended.
   *
   * @param id Ray's, empty if unknown
   * @param folder its folder's name, which holds the id
   * @param error whether it left an error behind
   */
  State of(String id, String folder, boolean error) {
    if (error) {
      return State.FAILED;
    }
    State known = states.get(id);
    if (known != null) {
      return known;
    }
    for (Map.Entry<String, State> entry : states.entrySet()) {
      if (folder.contains("_" + entry.getKey() + "_")) {
        return entry.getValue();
      }
    }
    return State.COMPLETE;
  }
}
