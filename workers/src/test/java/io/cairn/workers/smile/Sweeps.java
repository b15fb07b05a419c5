package io.cairn.workers.smile;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluation.Resource;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings and evaluations over the data sets that the repository ships. */
final class Sweeps {

  static final Path FOLDER = Path.of("../config/sweeps");
  static final Duration GRACE = Duration.ofSeconds(20);

  private Sweeps() {}

  /** A worker section of a model, a data set and further keys in pairs. */
  static Map<String, Object> worker(String model, String file, Object... more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model", model);
    values.put("data", Map.of("file", "../data/" + file + ".csv.gz", "target", "target"));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i].toString(), more[i + 1]);
    }
    return values;
  }

  static WorkerSettings settings(
      Map<String, Object> worker,
      String metric,
      Optional<Resource> resource,
      String... parameters) {
    boolean maximize = !metric.matches("val_(error|log_loss|rmse|mae)");
    return new WorkerSettings(
        worker, FOLDER, Arrays.asList(parameters), metric, maximize, resource, GRACE);
  }

  static Optional<Resource> trees(int max) {
    return Optional.of(new Resource("trees", 1, max, true));
  }

  static Evaluation evaluation(
      WorkerSettings settings,
      Map<String, Object> configuration,
      double from,
      double to,
      Optional<Path> checkpoints) {
    return new Evaluation(
        "study",
        "e1",
        0,
        1,
        configuration,
        settings.resource().orElse(new Resource("full", 1, 1, true)),
        from,
        to,
        42,
        checkpoints,
        Path.of("unused"),
        Optional.empty());
  }

  /** Up to {@code to} from scratch. */
  static Evaluation evaluation(
      WorkerSettings settings, Map<String, Object> configuration, double to) {
    return evaluation(settings, configuration, 0, to, Optional.empty());
  }

  static Map<String, Object> configuration(Object... pairs) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      configuration.put(pairs[i].toString(), pairs[i + 1]);
    }
    return configuration;
  }
}
