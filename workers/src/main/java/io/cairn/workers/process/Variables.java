package io.cairn.workers.process;

import io.cairn.workers.spi.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The environment variables that a command is given. */
final class Variables {

  /** Marks every process of an evaluation; children inherit it. */
  static final String TREE = "CAIRN_PROCESS_TREE";

  /** Where programs find what their traces belong to; OpenTelemetry's names. */
  private static final String TRACE_PARENT = "TRACEPARENT";

  private static final String TRACE_STATE = "TRACESTATE";

  private static final String PARAMETER = "CAIRN_PARAM_";
  private static final String RESULTS_FILE = "CAIRN_RESULTS_FILE";

  private static final Set<String> FIXED =
      Set.of(
          "CAIRN_FROM",
          "CAIRN_TO",
          "CAIRN_TRIAL",
          "CAIRN_ATTEMPT",
          "CAIRN_EVALUATION",
          "CAIRN_SEED",
          "CAIRN_CHECKPOINT_DIR",
          "CAIRN_PARAMS_FILE",
          RESULTS_FILE,
          TREE);

  private Variables() {}

  static String ofParameter(String name) {
    return PARAMETER + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  static boolean isReserved(String variable) {
    return FIXED.contains(variable) || variable.startsWith(PARAMETER);
  }

  /**
   * Fills the environment of a command that inherits this process's.
   *
   * @param token marks the processes of this evaluation
   */
  static void put(
      Map<String, String> environment,
      ProcessSettings settings,
      Evaluation evaluation,
      EvaluationFiles files,
      String token) {
    String outer = environment.getOrDefault(TREE, "");
    // The node's own variables, credentials among them, are not meant for its commands; nor, where
    // a
    // node runs inside an evaluation, is what that evaluation was given.
    List.copyOf(environment.keySet()).stream()
        .filter(name -> name.startsWith("CAIRN_"))
        .forEach(environment::remove);
    evaluation
        .traceparent()
        .ifPresent(
            parent -> {
              environment.put(TRACE_PARENT, parent);
              environment.remove(TRACE_STATE); // It was of what the node itself belongs to.
            });
    environment.putAll(settings.environment());
    // The outer mark stays, so that whoever stops the outer evaluation finds these processes too.
    environment.put(TREE, outer.isEmpty() ? token : outer + ":" + token);
    environment.put("CAIRN_FROM", Texts.level(evaluation.from()));
    environment.put("CAIRN_TO", Texts.level(evaluation.to()));
    environment.put("CAIRN_TRIAL", Integer.toString(evaluation.trial()));
    environment.put("CAIRN_ATTEMPT", Integer.toString(evaluation.attempt()));
    environment.put("CAIRN_EVALUATION", evaluation.id());
    environment.put("CAIRN_SEED", Integer.toString(Texts.portableSeed(evaluation.seed())));
    environment.put("CAIRN_PARAMS_FILE", Texts.path(files.params()));
    if (settings.resultsInFile()) {
      environment.put(RESULTS_FILE, Texts.path(files.results()));
    }
    evaluation.checkpoints().map(Texts::path).ifPresent(put(environment, "CAIRN_CHECKPOINT_DIR"));
    evaluation
        .configuration()
        .forEach((name, value) -> environment.put(ofParameter(name), Texts.value(value)));
  }

  private static Consumer<String> put(Map<String, String> environment, String name) {
    return value -> environment.put(name, value);
  }
}
