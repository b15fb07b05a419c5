package io.cairn.workers.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.workers.spi.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of an evaluation in its scratch folder.
 *
 * @param params the parameters as JSON
 * @param results where the command may write results, one JSON object a line
 */
public record EvaluationFiles(Path params, Path results) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static EvaluationFiles in(Path scratch) {
    return new EvaluationFiles(scratch.resolve("params.json"), scratch.resolve("results.jsonl"));
  }

  /**
   * Writes the parameters and removes results of an earlier attempt.
   *
   * @param resource name of the resource; null in the file where the sweep has no fidelity
   */
  void prepare(Evaluation evaluation, boolean hasFidelity) throws IOException {
    Files.deleteIfExists(results);
    ObjectNode node = JSON.createObjectNode();
    ObjectNode configuration = node.putObject("configuration");
    evaluation.configuration().forEach((name, value) -> configuration.putPOJO(name, value));
    putLevel(node, "from", evaluation.from());
    putLevel(node, "to", evaluation.to());
    node.put("resource", hasFidelity ? evaluation.resource().name() : null);
    node.put("trial", evaluation.trial());
    node.put("attempt", evaluation.attempt());
    node.put("evaluation", evaluation.id());
    node.put("seed", Texts.portableSeed(evaluation.seed()));
    node.put("checkpointDir", evaluation.checkpoints().map(Texts::path).orElse(null));
    Files.writeString(params, JSON.writeValueAsString(node) + "\n");
  }

  private static void putLevel(ObjectNode node, String key, double level) {
    if (level == Math.rint(level) && Math.abs(level) < 1e15) {
      node.put(key, (long) level);
    } else {
      node.put(key, level);
    }
  }
}
