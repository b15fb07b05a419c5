package io.cairn.bench.race;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.JsonText;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.SweepReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A scenario of YAHPO Gym: any configuration on any instance, without noise.
 *
 * <p>The space is that of {@code config_space.json} without the instance, the resource and what the
 * race keeps constant. Inputs of parameters that are inactive or not searched are 0.
 */
final class YahpoScenario implements Scenario, AutoCloseable {
  /** No evaluation takes less, in seconds. */
  private static final double LEAST_SECONDS = .001;

  private static final int INACTIVE_CODE = 0;

  private final Surrogate surrogate;
  private final SearchSpace space;
  private final RungLadder ladder;
  private final List<String> instances;
  private final int[] instanceCodes;
  private final List<Categorical> categoricals;
  private final List<Numeric> numerics;
  private final SurrogateModel model;

  /**
   * A categorical input.
   *
   * @param parameter index in the space, -1 if it is constant
   * @param codes the network's codes by the parameter's, or the constant one
   */
  private record Categorical(int parameter, int[] codes) {
    int code(Configuration configuration) {
      if (parameter < 0) {
        return codes[0];
      }
      return configuration.isActive(parameter)
          ? codes[(int) configuration.code(parameter)]
          : INACTIVE_CODE;
    }
  }

  /**
   * A numeric input.
   *
   * @param parameter index in the space, -1 if it is constant or the resource
   * @param resource whether it is the resource
   * @param constant value if it is neither
   */
  private record Numeric(int parameter, boolean resource, double constant) {
    double number(Configuration configuration, double level) {
      if (resource) {
        return level;
      }
      if (parameter < 0) {
        return constant;
      }
      return configuration.isActive(parameter)
          ? ((Number) configuration.value(parameter)).doubleValue()
          : 0;
    }
  }

  /**
   * Loads a scenario.
   *
   * @param folder with {@code model.onnx}, {@code config_space.json} and {@code encoding.json},
   *     named after the scenario
   * @throws IOException if a file cannot be read or says something unexpected
   */
  YahpoScenario(Path folder) throws IOException {
    this.surrogate = Surrogate.named(String.valueOf(folder.getFileName()));
    this.ladder = surrogate.ladder();
    Config file = json(folder, "config_space.json");
    ConfigObject encoding = json(folder, "encoding.json").root();
    List<String> declared =
        file.getConfigList("hyperparameters").stream().map(h -> h.getString("name")).toList();
    this.space = space(folder, declared);
    this.instances =
        file.getConfigList("hyperparameters").stream()
            .filter(h -> h.getString("name").equals(surrogate.instanceParameter()))
            .findFirst()
            .orElseThrow(() -> new IOException(folder + " has no instances"))
            .getStringList("choices");
    this.instanceCodes =
        instances.stream()
            .mapToInt(name -> code(encoding, surrogate.instanceParameter(), name))
            .toArray();
    this.categoricals = surrogate.categoricals().stream().map(n -> input(n, encoding)).toList();
    this.numerics = surrogate.numerics().stream().map(this::input).toList();
    this.model =
        new SurrogateModel(folder.resolve("model.onnx"), 1 + categoricals.size(), numerics.size());
  }

  private static Config json(Path folder, String name) throws IOException {
    try {
      return ConfigFactory.parseFile(
          folder.resolve(name).toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    } catch (ConfigException e) {
      throw new IOException(
          name + " of the scenario cannot be read: " + e.getMessage() + "; is --yahpo right?", e);
    }
  }

  private SearchSpace space(Path folder, List<String> declared) throws IOException {
    List<String> dropped = new ArrayList<>();
    dropped.add(surrogate.instanceParameter());
    dropped.add(surrogate.fidelityParameter());
    Surrogate.CONSTANTS.keySet().stream().filter(declared::contains).sorted().forEach(dropped::add);
    String sweep =
        JsonText.of(
            Map.of(
                "objective",
                Map.of("metric", "loss", "direction", "minimize"),
                "space",
                Map.of("file", "config_space.json", "drop", dropped)));
    try {
      return SweepReader.parse(sweep, folder, Purpose.SPACE).study().space();
    } catch (InvalidSweepException e) {
      throw new IOException(folder + " declares no usable space: " + e.getMessage(), e);
    }
  }

  private Categorical input(String name, ConfigObject encoding) {
    Object constant = Surrogate.CONSTANTS.get(name);
    if (constant != null) {
      return new Categorical(-1, new int[] {code(encoding, name, constant.toString())});
    }
    int index = space.indexOf(name).orElseThrow();
    CategoricalParameter parameter = (CategoricalParameter) space.parameter(index);
    return new Categorical(
        index,
        parameter.values().stream().mapToInt(value -> code(encoding, name, value)).toArray());
  }

  private Numeric input(String name) {
    boolean resource = name.equals(surrogate.fidelityParameter());
    if (Surrogate.CONSTANTS.get(name) instanceof Double constant) {
      return new Numeric(-1, false, constant);
    }
    return new Numeric(resource ? -1 : space.indexOf(name).orElseThrow(), resource, 0);
  }

  private static int code(ConfigObject encoding, String parameter, String value) {
    // Keys hold dots, so paths would not do.
    return Optional.ofNullable(encoding.get(parameter))
        .map(codes -> ((ConfigObject) codes).get(value))
        .map(ConfigValue::unwrapped)
        .map(code -> ((Number) code).intValue())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "encoding.json has no code for " + parameter + " = " + value));
  }

  @Override
  public String name() {
    return surrogate.label();
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public RungLadder ladder() {
    return ladder;
  }

  @Override
  public List<String> instances() {
    return instances;
  }

  @Override
  public Outcomes evaluate(int instance, List<Configuration> configurations, int rung) {
    SurrogateModel.Rows rows = model.rows(configurations.size());
    int row = 0;
    for (Configuration configuration : configurations) {
      set(rows, row++, instance, configuration, ladder.level(rung));
    }
    return outcomes(rows.run(row));
  }

  @Override
  public Outcomes curve(int instance, Configuration configuration) {
    SurrogateModel.Rows rows = model.rows(ladder.size());
    for (int rung = 0; rung < ladder.size(); rung++) {
      set(rows, rung, instance, configuration, ladder.level(rung));
    }
    return outcomes(rows.run(ladder.size()));
  }

  private void set(
      SurrogateModel.Rows rows, int row, int instance, Configuration configuration, double level) {
    rows.code(row, 0, instanceCodes[instance]);
    for (int i = 0; i < categoricals.size(); i++) {
      rows.code(row, 1 + i, categoricals.get(i).code(configuration));
    }
    for (int i = 0; i < numerics.size(); i++) {
      rows.number(row, i, numerics.get(i).number(configuration, level));
    }
  }

  private Outcomes outcomes(float[][] table) {
    Surrogate.Output output = surrogate.output();
    return new Outcomes(
        IntStream.range(0, table.length).mapToDouble(i -> output.loss(table[i])).toArray(),
        IntStream.range(0, table.length)
            .mapToDouble(i -> Math.max(LEAST_SECONDS, table[i][output.seconds()]))
            .toArray());
  }

  @Override
  public void close() {
    model.close();
  }
}
