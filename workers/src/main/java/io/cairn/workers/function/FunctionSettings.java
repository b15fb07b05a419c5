package io.cairn.workers.function;

import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.settings.Suggestion;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checked settings of a function worker.
 *
 * @param inputs parameters that are the function's coordinates, in order
 * @param noise standard deviation of what is added to the value
 * @param sleep duration of one unit of resource
 * @param maximize whether the sweep maximises; the value is negated then
 */
record FunctionSettings(
    TestFunction function,
    List<String> inputs,
    double noise,
    Duration sleep,
    Faults faults,
    String metric,
    boolean maximize) {

  FunctionSettings {
    inputs = List.copyOf(inputs);
  }

  static FunctionSettings read(WorkerSettings settings) throws InvalidSettingsException {
    SettingsReader reader = new SettingsReader(settings.values());
    Optional<TestFunction> function = function(reader);
    List<String> inputs = inputs(reader, settings.parameters());
    function.ifPresent(f -> checkCount(reader, f, inputs));
    double noise = reader.number("noise", 0, 0, Double.MAX_VALUE);
    Duration sleep = reader.duration("sleep", Duration.ZERO);
    Faults faults = faults(reader);
    reader.check();
    return new FunctionSettings(
        function.orElseThrow(),
        inputs,
        noise,
        sleep,
        faults,
        settings.metric(),
        settings.maximize());
  }

  private static Optional<TestFunction> function(SettingsReader reader) {
    Map<String, TestFunction> functions = Catalogue.functions();
    Optional<String> name = reader.requiredText("function", "branin");
    name.filter(n -> !functions.containsKey(n))
        .ifPresent(
            n ->
                reader.problem(
                    "function",
                    "= \"%s\" is not a test function; there are: %s%s"
                        .formatted(
                            n,
                            String.join(", ", functions.keySet()),
                            Suggestion.forWord(n, functions.keySet()))));
    return name.map(functions::get);
  }

  private static List<String> inputs(SettingsReader reader, List<String> parameters) {
    if (reader.value("inputs").isEmpty()) {
      return parameters;
    }
    List<String> inputs = reader.texts("inputs");
    for (int i = 0; i < inputs.size(); i++) {
      if (!parameters.contains(inputs.get(i))) {
        reader.problem(
            "inputs[" + i + "]",
            "= \"%s\" is not a parameter of the sweep; there are: %s%s"
                .formatted(
                    inputs.get(i),
                    String.join(", ", parameters),
                    Suggestion.forWord(inputs.get(i), parameters)));
      }
    }
    return inputs;
  }

  private static void checkCount(
      SettingsReader reader, TestFunction function, List<String> inputs) {
    if (inputs.size() < function.minInputs() || inputs.size() > function.maxInputs()) {
      reader.problem(
          "inputs",
          "are %d (%s), but %s; parameters are used in the function's own units"
              .formatted(inputs.size(), String.join(", ", inputs), function.describe()));
    }
  }

  private static Faults faults(SettingsReader reader) {
    SettingsReader section = reader.section("faults");
    Faults faults =
        new Faults(
            section.number("crash", 0, 0, 1),
            section.number("hang", 0, 0, 1),
            section.number("nan", 0, 0, 1));
    if (faults.crash() + faults.hang() + faults.nan() > 1) {
      reader.problem(
          "faults",
          "add up to more than 1: an evaluation has at most one fault; lower one of them");
    }
    return faults;
  }
}
