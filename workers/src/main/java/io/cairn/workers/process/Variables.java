package io.cairn.workers.process;

import io.cairn.workers.spi.Evaluation;
import java.util.LinkedHashMap;
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

  /** What a command on this machine is given besides what it inherits. */
  static Map<String, String> local(
      ProcessSettings settings, Evaluation evaluation, EvaluationFiles files) {
    Map<String, String> variables = own(settings, evaluation, files);
    settings.environment().forEach(variables::put);
    return variables;
  }

  /** What Cairn itself gives to the command of an evaluation. */
  static Map<String, String> own(
      ProcessSettings settings, Evaluation evaluation, EvaluationFiles files) {
    Map<String, String> variables = new LinkedHashMap<>();
    evaluation.traceparent().ifPresent(put(variables, TRACE_PARENT));
    variables.put("CAIRN_FROM", Texts.level(evaluation.from()));
    variables.put("CAIRN_TO", Texts.level(evaluation.to()));
    variables.put("CAIRN_TRIAL", Integer.toString(evaluation.trial()));
    variables.put("CAIRN_ATTEMPT", Integer.toString(evaluation.attempt()));
    variables.put("CAIRN_EVALUATION", evaluation.id());
    variables.put("CAIRN_SEED", Integer.toString(Texts.portableSeed(evaluation.seed())));
    variables.put("CAIRN_PARAMS_FILE", Texts.path(files.params()));
    if (settings.resultsInFile()) {
      variables.put(RESULTS_FILE, Texts.path(files.results()));
    }
    evaluation.checkpoints().map(Texts::path).ifPresent(put(variables, "CAIRN_CHECKPOINT_DIR"));
    evaluation
        .configuration()
        .forEach((name, value) -> variables.put(ofParameter(name), Texts.value(value)));
    return variables;
  }

  /**
   * Fills the environment of a process that inherits this one's.
   *
   * @param further what it is given besides
   * @param token marks the processes of this evaluation
   */
  static void put(Map<String, String> environment, Map<String, String> further, String token) {
    String outer = environment.getOrDefault(TREE, "");
    clean(environment);
    if (further.containsKey(TRACE_PARENT)) {
      environment.remove(TRACE_STATE); // It was of what the node itself belongs to.
    }
    environment.putAll(further);
    // The outer mark stays, so that whoever stops the outer evaluation finds these processes too.
    environment.put(TREE, outer.isEmpty() ? token : outer + ":" + token);
  }

  /**
   * Takes out the node's own variables, credentials among them, which are not meant for commands;
   * and, where a node runs inside an evaluation, what that evaluation was given.
   */
  static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("CAIRN_"));
  }

  private static Consumer<String> put(Map<String, String> environment, String name) {
    return value -> environment.put(name, value);
  }
}
