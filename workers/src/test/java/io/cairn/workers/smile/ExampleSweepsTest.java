package io.cairn.workers.smile;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cairn.workers.WorkerTypes;
import io.cairn.workers.spi.Evaluation.Resource;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.WorkerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sweeps that the repository ships say what their workers understand. */
class ExampleSweepsTest {

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "forest-credit", "replay"})
  void sweep_isEvaluatedAtItsLowestAndHighestRung(String name) throws Exception {
    Config sweep =
        ConfigFactory.parseFile(Sweeps.FOLDER.resolve(name + ".conf").toFile()).resolve();
    WorkerSettings settings = settings(sweep);
    for (double share : new double[] {0, 0.5, 1}) {
      Map<String, Object> configuration = configuration(sweep.getConfig("space"), share);
      Reports reports = new Reports();
      try (Evaluator evaluator = provider(sweep).create(settings)) {
        Resource resource = settings.resource().orElseThrow();
        for (double level :
            share == 0.5
                ? new double[] {resource.min(), resource.max()}
                : new double[] {resource.min()}) {
          Outcome outcome =
              evaluator.evaluate(Sweeps.evaluation(settings, configuration, level), reports);
          assertThat(outcome).isInstanceOf(Outcome.Completed.class);
          Map<String, Double> metrics =
              ((Outcome.Completed) outcome).metrics().isEmpty()
                  ? reports.metrics().get(level)
                  : ((Outcome.Completed) outcome).metrics();
          assertThat(metrics.get(settings.metric())).isFinite();
        }
      }
    }
  }

  private static EvaluatorProvider provider(Config sweep) {
    return WorkerTypes.builtIn().find(sweep.getString("worker.type")).orElseThrow();
  }

  private static WorkerSettings settings(Config sweep) {
    Config fidelity = sweep.getConfig("fidelity");
    boolean integral = fidelity.getDouble("min") % 1 == 0;
    return new WorkerSettings(
        plain(sweep.getConfig("worker").withoutPath("type").root().unwrapped()),
        Sweeps.FOLDER,
        List.copyOf(sweep.getObject("space").keySet()),
        sweep.getString("objective.metric"),
        sweep.getString("objective.direction").equals("maximize"),
        Optional.of(
            new Resource(
                fidelity.getString("name"),
                fidelity.getDouble("min"),
                fidelity.getDouble("max"),
                integral)),
        Sweeps.GRACE);
  }

  /** As the product hands settings over: whole numbers are Long. */
  private static Map<String, Object> plain(Map<String, Object> values) {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.forEach((key, value) -> plain.put(key, plain(value)));
    return plain;
  }

  @SuppressWarnings("unchecked")
  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      return plain((Map<String, Object>) map);
    }
    return value instanceof Integer number ? Long.valueOf(number) : value;
  }

  /** The least, middle or greatest value of every parameter. */
  private static Map<String, Object> configuration(Config space, double share) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    for (String name : new ArrayList<>(space.root().keySet())) {
      Config parameter = space.getConfig(name);
      if (parameter.hasPath("values")) {
        List<String> values = parameter.getStringList("values");
        configuration.put(name, values.get((int) (share * (values.size() - 1))));
      } else {
        double value =
            parameter.getDouble("min")
                + share * (parameter.getDouble("max") - parameter.getDouble("min"));
        configuration.put(
            name,
            parameter.getString("type").equals("integer")
                ? (Object) Math.round(value)
                : (Object) value);
      }
    }
    return configuration;
  }
}
