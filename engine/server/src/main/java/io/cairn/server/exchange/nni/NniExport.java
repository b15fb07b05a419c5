package io.cairn.server.exchange.nni;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.exchange.DeclaredSpace;
import io.cairn.server.exchange.ForeignMetric;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.JsonValues;
import io.cairn.server.exchange.StoreReader.Listed;
import io.cairn.server.exchange.TrialDraft;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The exported JSON: a list of {@code {"parameter": {..}, "value": .., "trialJobId": ..,
 * "intermediate": [..]}} (microsoft/nni, nni/tools/nnictl/nnictl_utils.py, export_trials_data);
 * older ones call it {@code id}, and write parameter and value as texts of JSON. It holds finished
 * trials alone and no search space.
 */
final class NniExport {

  private NniExport() {}

  static Listed list(Path file) throws UnreadableStoreException, IOException {
    return new Listed(
        file.getFileName().toString().replaceFirst("\\.json$", ""), records(file).size());
  }

  private static JsonNode records(Path file) throws UnreadableStoreException, IOException {
    JsonNode root = JsonValues.file(file);
    if (!root.isArray() || (!root.isEmpty() && !root.path(0).has("parameter"))) {
      throw new UnreadableStoreException(
          file
              + " is no export of NNI: it must be a list of objects with parameter and value; check the"
              + " file and --from");
    }
    return root;
  }

  static ForeignStudy read(Path file, String study) throws UnreadableStoreException, IOException {
    Set<String> metrics = new LinkedHashSet<>();
    List<TrialDraft> drafts = new ArrayList<>();
    for (JsonNode record : records(file)) {
      String id = record.path("trialJobId").asText(record.path("id").asText("" + drafts.size()));
      TrialDraft draft = new TrialDraft(id);
      JsonNode parameter = NniValues.unwrapped(record.path("parameter"));
      JsonNode values = parameter.has("parameters") ? parameter.path("parameters") : parameter;
      NniSpace.values(values).forEach(draft::parameter);
      NniValues.of(record.path("value"))
          .forEach(
              (metric, value) -> {
                metrics.add(metric);
                draft.value(metric, value);
              });
      JsonNode course = record.path("intermediate");
      for (int i = 0; i < course.size(); i++) {
        int step = i;
        NniValues.of(course.path(i))
            .forEach(
                (metric, value) -> {
                  metrics.add(metric);
                  draft.report(step, metric, value);
                });
      }
      draft.state(State.COMPLETE);
      drafts.add(draft);
    }
    return new ForeignStudy(
        study,
        "NNI, " + file.getFileName(),
        metrics.stream().map(metric -> new ForeignMetric(metric, Direction.UNKNOWN)).toList(),
        DeclaredSpace.NONE,
        Optional.of("reports"),
        drafts.stream().map(TrialDraft::trial).toList(),
        Set.of(),
        List.of(
            "an export of NNI holds finished trials alone and no search space; nni.sqlite has both"));
  }
}
