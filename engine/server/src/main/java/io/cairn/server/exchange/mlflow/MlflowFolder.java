package io.cairn.server.exchange.mlflow;

import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.PlainText;
import io.cairn.server.exchange.StoreReader.Listed;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * MLflow's file store: a folder an experiment with {@code meta.yaml}, below it a folder a run with
 * {@code meta.yaml}, {@code params/KEY} (the value) and {@code metrics/KEY} (lines of time in
 * milliseconds, value and step; without a step in old ones); keys with slashes lie in folders
 * (mlflow, store/tracking/file_store.py).
 */
final class MlflowFolder {

  private static final String META = "meta.yaml";

  private MlflowFolder() {}

  static List<Listed> list(Path folder) throws UnreadableStoreException, IOException {
    List<Listed> studies = new ArrayList<>();
    for (Map.Entry<String, Path> experiment : experiments(folder).entrySet()) {
      long runs = runs(experiment.getValue()).size();
      if (runs > 0) {
        studies.add(new Listed(experiment.getKey(), runs));
      }
    }
    return studies;
  }

  private static Map<String, Path> experiments(Path folder)
      throws UnreadableStoreException, IOException {
    Map<String, Path> experiments = new LinkedHashMap<>();
    for (Path inside : with(folder, META)) {
      if (!inside.getFileName().toString().startsWith(".")) {
        Object name = meta(inside).get("name");
        experiments.put(name == null ? inside.getFileName().toString() : name.toString(), inside);
      }
    }
    if (experiments.isEmpty()) {
      throw new UnreadableStoreException(
          folder
              + " has no folder of an experiment with "
              + META
              + "; name the folder mlruns of MLflow, not one inside it");
    }
    return experiments;
  }

  private static List<Path> runs(Path experiment) throws IOException {
    return with(experiment, META);
  }

  private static List<Path> with(Path folder, String file) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(path -> Files.isRegularFile(path.resolve(file))).sorted().toList();
    }
  }

  private static Map<?, ?> meta(Path folder) throws UnreadableStoreException, IOException {
    Path file = folder.resolve(META);
    try {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      if (tree instanceof Map<?, ?> map) {
        return map;
      }
      throw new UnreadableStoreException(file + " holds no keys; was it cut off?");
    } catch (YAMLException e) {
      throw new UnreadableStoreException(
          file + " is no YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  static ForeignStudy read(Path folder, String study) throws UnreadableStoreException, IOException {
    Path experiment = experiments(folder).get(study);
    if (experiment == null) {
      throw new UnreadableStoreException(folder + " has no experiment " + study);
    }
    MlflowRuns runs = new MlflowRuns();
    for (Path run : runs(experiment)) {
      run(run, runs);
    }
    return runs.study(study, "MLflow, " + folder.getFileName());
  }

  private static void run(Path folder, MlflowRuns runs)
      throws UnreadableStoreException, IOException {
    Map<?, ?> meta = meta(folder);
    if ("deleted".equals(meta.get("lifecycle_stage"))) {
      runs.deleted();
      return;
    }
    String id = folder.getFileName().toString();
    runs.add(
        id,
        text(meta.get("run_name")),
        text(meta.get("status")),
        number(meta.get("start_time")),
        number(meta.get("end_time")));
    for (Map.Entry<String, Path> parameter : keys(folder.resolve("params")).entrySet()) {
      runs.parameter(id, parameter.getKey(), Files.readString(parameter.getValue()).strip());
    }
    for (Map.Entry<String, Path> metric : keys(folder.resolve("metrics")).entrySet()) {
      try (Stream<String> lines = Files.lines(metric.getValue())) {
        lines.forEach(line -> logged(id, metric.getKey(), line, runs));
      }
    }
  }

  private static void logged(String run, String metric, String line, MlflowRuns runs) {
    String[] parts = line.strip().split("\\s+", -1);
    if (parts.length < 2) {
      return;
    }
    OptionalDouble time = PlainText.number(parts[0]);
    OptionalDouble value = PlainText.number(parts[1]);
    double step = parts.length > 2 ? PlainText.number(parts[2]).orElse(0) : 0;
    if (time.isPresent() && value.isPresent()) {
      runs.metric(run, metric, value.getAsDouble(), step, (long) time.getAsDouble());
    }
  }

  /** Files by their path below a folder, with slashes. */
  private static Map<String, Path> keys(Path folder) throws IOException {
    Map<String, Path> keys = new LinkedHashMap<>();
    if (!Files.isDirectory(folder)) {
      return keys;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(file -> keys.put(folder.relativize(file).toString().replace('\\', '/'), file));
    }
    return keys;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
