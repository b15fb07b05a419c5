package io.cairn.workers.process;

import io.cairn.workers.spi.Evaluation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The placeholders of a command and their texts for one evaluation. */
final class Placeholders {

  static final String RESULTS_FILE = "results-file";

  private static final List<String> RESERVED =
      List.of(
          "from",
          "to",
          "trial",
          "attempt",
          "evaluation",
          "seed",
          "checkpoint-dir",
          "params-file",
          RESULTS_FILE);

  private Placeholders() {}

  /**
   * Every placeholder of a sweep: its parameters first, then the resource, then the fixed words.
   */
  static Set<String> known(List<String> parameters, Optional<Evaluation.Resource> resource) {
    Set<String> known = new LinkedHashSet<>(parameters);
    resource.ifPresent(r -> known.add(r.name()));
    known.addAll(RESERVED);
    return known;
  }

  /** Texts of those that have a value in this evaluation. */
  static Map<String, String> values(
      Evaluation evaluation, List<String> parameters, Path paramsFile, Path resultsFile) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("from", Texts.level(evaluation.from()));
    values.put("to", Texts.level(evaluation.to()));
    values.put("trial", Integer.toString(evaluation.trial()));
    values.put("attempt", Integer.toString(evaluation.attempt()));
    values.put("evaluation", evaluation.id());
    values.put("seed", Integer.toString(Texts.portableSeed(evaluation.seed())));
    evaluation.checkpoints().ifPresent(p -> values.put("checkpoint-dir", Texts.path(p)));
    values.put("params-file", Texts.path(paramsFile));
    values.put(RESULTS_FILE, Texts.path(resultsFile));
    values.put(evaluation.resource().name(), Texts.level(evaluation.to()));
    // Parameters last: their names win over the fixed words, also while they are inactive.
    parameters.forEach(values::remove);
    evaluation.configuration().forEach((name, value) -> values.put(name, Texts.value(value)));
    return values;
  }
}
