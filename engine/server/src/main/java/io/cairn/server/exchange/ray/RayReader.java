package io.cairn.server.exchange.ray;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.exchange.DeclaredSpace;
import io.cairn.server.exchange.ForeignMetric;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.JsonValues;
import io.cairn.server.exchange.OneFile;
import io.cairn.server.exchange.StoreReader;
import io.cairn.server.exchange.TrialDraft;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the folder of a Ray Tune experiment: below it one folder a trial with {@code params.json}
 * and {@code result.json}, a JSON object a line (ray, python/ray/tune/logger/json.py), and beside
 * them {@code experiment_state-*.json}, which says how each trial ended
 * (execution/tune_controller.py).
 *
 * <p>Nested configurations are flattened as Ray's own tables do, {@code model/lr}.
 */
public final class RayReader implements StoreReader {

  private static final String WHAT = "the folder of a Ray Tune experiment";
  private static final String RESULTS = "result.json";
  private static final String PARAMETERS = "params.json";

  @Override
  public List<Listed> list(List<Path> paths) throws UnreadableStoreException, IOException {
    Path folder = OneFile.one(paths, WHAT);
    List<Path> trials = trials(folder);
    return List.of(new Listed(name(folder), trials.size()));
  }

  @Override
  public ForeignStudy read(List<Path> paths, String study)
      throws UnreadableStoreException, IOException {
    Path folder = OneFile.one(paths, WHAT);
    RayStates states = RayStates.of(folder);
    RayResults results = new RayResults();
    List<TrialDraft> drafts = new ArrayList<>();
    List<String> notes = new ArrayList<>(states.notes());
    for (Path trial : trials(folder)) {
      drafts.add(trial(trial, results, states, notes));
    }
    int restarted = drafts.stream().mapToInt(TrialDraft::repeated).sum();
    if (restarted > 0) {
      notes.add(
          restarted
              + " values came twice for an iteration, as after a restore; the later ones count");
    }
    if (results.unread() > 0) {
      notes.add(results.unread() + " lines of results are no JSON and were left out");
    }
    TrialDraft.tellPruned(drafts);
    notes.add(
        "Ray keeps its search space in a pickle, which is not read; ranges are those of the trials");
    List<ForeignMetric> metrics =
        results.metrics().stream()
            .map(metric -> new ForeignMetric(metric, ForeignMetric.Direction.UNKNOWN))
            .toList();
    return new ForeignStudy(
        study,
        "Ray Tune, " + name(folder),
        metrics,
        DeclaredSpace.NONE,
        Optional.of("training_iteration"),
        drafts.stream().map(TrialDraft::trial).toList(),
        Set.of(),
        notes);
  }

  private static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  private static List<Path> trials(Path folder) throws UnreadableStoreException, IOException {
    if (!Files.isDirectory(folder)) {
      throw new UnreadableStoreException(folder + " is a file; name " + WHAT);
    }
    List<Path> trials;
    try (Stream<Path> inside = Files.list(folder)) {
      trials =
          inside
              .filter(
                  path ->
                      Files.exists(path.resolve(RESULTS)) || Files.exists(path.resolve(PARAMETERS)))
              .sorted()
              .toList();
    }
    if (trials.isEmpty()) {
      throw new UnreadableStoreException(
          folder
              + " has no folder with "
              + RESULTS
              + " or "
              + PARAMETERS
              + "; name "
              + WHAT
              + ", which holds those of the trials");
    }
    return trials;
  }

  private static TrialDraft trial(
      Path folder, RayResults results, RayStates states, List<String> notes)
      throws UnreadableStoreException, IOException {
    String name = name(folder);
    Path parameters = folder.resolve(PARAMETERS);
    Optional<JsonNode> config =
        Files.exists(parameters) ? Optional.of(tree(parameters, notes)) : Optional.empty();
    Path file = folder.resolve(RESULTS);
    RayResults.Read read =
        Files.exists(file)
            ? results.read(name, file)
            : new RayResults.Read(new TrialDraft(name), Optional.empty(), "");
    TrialDraft draft = read.draft();
    config
        .filter(node -> !node.isEmpty())
        .or(read::config)
        .ifPresent(node -> JsonValues.flat(node).forEach(draft::parameter));
    boolean error = Files.exists(folder.resolve("error.txt"));
    draft.state(states.of(read.trialId(), name, error));
    if (error) {
      draft.failure(lastLine(folder.resolve("error.txt")));
    }
    return draft;
  }

  private static JsonNode tree(Path file, List<String> notes) throws IOException {
    try {
      return JsonValues.file(file);
    } catch (UnreadableStoreException e) {
      notes.add(String.valueOf(e.getMessage()));
      return missing();
    }
  }

  private static JsonNode missing() {
    try {
      return JsonValues.tree("{}");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an empty object is JSON", e);
    }
  }

  /** Where Python says what went wrong. */
  private static String lastLine(Path file) throws IOException {
    String last = "";
    for (String line : Files.readString(file).lines().toList()) {
      last = line.isBlank() ? last : line.strip();
    }
    return last.length() > 120 ? last.substring(0, 117) + "..." : last;
  }
}
