package io.cairn.workers.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the settings of an onnx worker, with every mistake at once: {@code model} (the file),
 * {@code inputs} (for every input of the network the parameters, constants or the resource that are
 * its columns, in order), {@code constants} (values of columns that are no parameters), {@code
 * encoding} (a JSON file with the codes of values, by name and value), {@code outputs} (names of
 * the columns of the network's first output), {@code cost} (which of them is seconds from scratch),
 * {@code fidelity} (the column of the resource, if it has another name), {@code inactive} (what
 * stands for an inactive parameter), {@code report-every}, {@code speed}.
 */
final class OnnxSettings {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WorkerSettings settings;
  private final SettingsReader reader;
  private final Map<String, Map<String, Double>> encoding;
  private final Map<String, Object> constants;
  private final Set<String> usedConstants = new HashSet<>();
  private final double inactive;
  private final String fidelity;

  private OnnxSettings(WorkerSettings settings) {
    this.settings = settings;
    this.reader = new SettingsReader(settings.values());
    this.encoding = encoding();
    this.constants = constants();
    this.inactive = reader.number("inactive", 0, -Double.MAX_VALUE, Double.MAX_VALUE);
    this.fidelity =
        reader
            .text("fidelity")
            .orElse(settings.resource().map(Evaluation.Resource::name).orElse(""));
  }

  static OnnxEvaluator read(WorkerSettings settings) throws InvalidSettingsException {
    return new OnnxSettings(settings).read();
  }

  private OnnxEvaluator read() throws InvalidSettingsException {
    reader.requiredText("model", "\"model.onnx\"");
    Optional<Path> file = file("model");
    Map<String, List<Column>> inputs = inputs();
    List<String> outputs = outputs();
    OptionalInt cost = cost(outputs);
    double every = reader.number("report-every", 0, Double.MIN_VALUE, Double.MAX_VALUE);
    OptionalDouble speed = speed();
    if (speed.isPresent() && cost.isEmpty()) {
      reader.problem(
          "speed", "needs the output with the seconds; name it under cost, or set speed = instant");
    }
    Optional<Network> network = file.flatMap(path -> network(path, inputs));
    try {
      reader.check();
    } catch (InvalidSettingsException e) {
      network.ifPresent(Network::close);
      throw e;
    }
    return new OnnxEvaluator(
        network.orElseThrow(),
        inputs,
        outputs,
        cost,
        every == 0 ? OptionalDouble.empty() : OptionalDouble.of(every),
        speed);
  }

  private Optional<Path> file(String key) {
    Optional<String> text = reader.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path file = settings.sweepFolder().toAbsolutePath().resolve(text.get()).normalize();
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        return Optional.of(file);
      }
      reader.problem(key, "= \"%s\" is not a readable file: %s".formatted(text.get(), file));
    } catch (InvalidPathException e) {
      reader.problem(key, "= \"%s\" cannot be a path: %s".formatted(text.get(), e.getReason()));
    }
    return Optional.empty();
  }

  private Map<String, Map<String, Double>> encoding() {
    Map<String, Map<String, Double>> codes = new LinkedHashMap<>();
    Optional<Path> file = file("encoding");
    if (file.isEmpty()) {
      return codes;
    }
    try {
      JsonNode tree = JSON.readTree(file.get().toFile());
      tree.fields()
          .forEachRemaining(
              parameter -> {
                Map<String, Double> ofValues = new LinkedHashMap<>();
                parameter
                    .getValue()
                    .fields()
                    .forEachRemaining(
                        value -> ofValues.put(value.getKey(), value.getValue().asDouble()));
                codes.put(parameter.getKey(), ofValues);
              });
      if (codes.isEmpty()) {
        reader.problem("encoding", "has no codes; it must be {\"name\": {\"value\": 1, ...}, ...}");
      }
    } catch (IOException e) {
      reader.problem("encoding", "cannot be read as JSON: " + e.getMessage());
    }
    return codes;
  }

  private Map<String, Object> constants() {
    Map<String, Object> values = new LinkedHashMap<>();
    Optional<Object> section = reader.value("constants");
    if (section.isPresent() && section.get() instanceof Map<?, ?> map) {
      map.forEach((name, value) -> values.put(String.valueOf(name), value));
    } else {
      section.ifPresent(
          other ->
              reader.problem(
                  "constants", "= " + other + " must be a section: constants { name = value }"));
    }
    return values;
  }

  private Map<String, List<Column>> inputs() {
    Map<String, List<Column>> inputs = new LinkedHashMap<>();
    Optional<Object> value = reader.value("inputs");
    if (value.isEmpty() || !(value.get() instanceof Map<?, ?> map) || map.isEmpty()) {
      reader.problem(
          "inputs",
          "must name the columns of every input: inputs { x_cont = [epoch, learning-rate] }");
      return inputs;
    }
    SettingsReader section = reader.section("inputs");
    for (Object key : map.keySet()) {
      String input = String.valueOf(key);
      List<Column> columns = new ArrayList<>();
      List<String> names = section.texts(input);
      for (int i = 0; i < names.size(); i++) {
        column(names.get(i), "inputs." + input + "[" + i + "]").ifPresent(columns::add);
      }
      if (names.isEmpty()) {
        reader.problem("inputs." + input, "needs a list of at least one column");
      }
      inputs.put(input, columns);
    }
    Set<String> unused = new HashSet<>(constants.keySet());
    unused.removeAll(usedConstants);
    unused.stream()
        .sorted()
        .forEach(
            name -> reader.problem("constants." + name, "is a column of no input; leave it out"));
    return inputs;
  }

  private Optional<Column> column(String name, String key) {
    Map<String, Double> codes = encoding.getOrDefault(name, Map.of());
    if (settings.parameters().contains(name)) {
      return Optional.of(new Column.Parameter(name, codes, inactive));
    }
    if (constants.containsKey(name)) {
      usedConstants.add(name);
      OptionalDouble number = Column.of(constants.get(name), codes);
      if (number.isEmpty()) {
        reader.problem(
            "constants." + name,
            codes.isEmpty()
                ? "= %s is no number, and encoding has no codes of %s"
                    .formatted(constants.get(name), name)
                : "= %s has no code in encoding".formatted(constants.get(name)));
        return Optional.empty();
      }
      return Optional.of(new Column.Constant(number.getAsDouble()));
    }
    if (settings.resource().isPresent() && name.equals(fidelity)) {
      return Optional.of(new Column.Level());
    }
    reader.problem(
        key,
        "= \"%s\" is neither a parameter of the sweep nor its fidelity nor under constants"
            .formatted(name));
    return Optional.empty();
  }

  private List<String> outputs() {
    List<String> outputs = reader.texts("outputs");
    if (!outputs.contains(settings.metric())) {
      reader.problem(
          "outputs",
          "= %s must name the columns of the network's output in order, and the sweep's metric \"%s\" must be one of them"
              .formatted(outputs, settings.metric()));
    }
    return outputs;
  }

  private OptionalInt cost(List<String> outputs) {
    Optional<String> name = reader.text("cost");
    if (name.isPresent()
        && (!outputs.contains(name.get()) || name.get().equals(settings.metric()))) {
      reader.problem(
          "cost", "= \"%s\" must be one of outputs, and not the metric".formatted(name.get()));
    }
    return name.map(outputs::indexOf)
        .filter(index -> index >= 0)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private OptionalDouble speed() {
    Optional<Object> value = reader.value("speed");
    if (value.isEmpty() || value.get().equals("instant")) {
      return OptionalDouble.empty();
    }
    if (value.get() instanceof Number number
        && number.doubleValue() > 0
        && Double.isFinite(number.doubleValue())) {
      return OptionalDouble.of(number.doubleValue());
    }
    reader.problem("speed", "= %s must be \"instant\" or a number above 0".formatted(value.get()));
    return OptionalDouble.empty();
  }

  private Optional<Network> network(Path file, Map<String, List<Column>> inputs) {
    try {
      Network network = new Network(file);
      if (!network.inputs().equals(inputs.keySet())) {
        reader.problem(
            "inputs",
            "= %s, but the network has the inputs %s".formatted(inputs.keySet(), network.inputs()));
      }
      inputs.forEach(
          (input, columns) ->
              network
                  .width(input)
                  .filter(width -> width != columns.size())
                  .ifPresent(
                      width ->
                          reader.problem(
                              "inputs." + input,
                              "has %d usable columns, and the network takes %d"
                                  .formatted(columns.size(), width))));
      return Optional.of(network);
    } catch (IOException e) {
      reader.problem("model", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
