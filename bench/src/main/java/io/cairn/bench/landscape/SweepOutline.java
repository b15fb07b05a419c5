package io.cairn.bench.landscape;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.cairn.workers.spi.Evaluation.Resource;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What recording needs of a sweep file: its numeric space, its rungs and its worker.
 *
 * <p>Reads just the keys that the recorded sweeps use and refuses others rather than guess: the
 * product's own reader checks sweep files, this one lays the same space over other data.
 *
 * @param axes parameters in declaration order
 * @param resource name and range of the fidelity
 * @param levels rung levels, ascending
 * @param settings the worker's settings
 */
record SweepOutline(
    List<Axis> axes, Resource resource, List<Long> levels, WorkerSettings settings) {

  SweepOutline {
    axes = List.copyOf(axes);
    levels = List.copyOf(levels);
  }

  /** Reads {@code sweep}, with {@code data} in the place of its own data file. */
  static SweepOutline read(Path sweep, Path data) {
    Config config = ConfigFactory.parseFile(sweep.toFile()).resolve();
    List<Axis> axes = new ArrayList<>();
    ConfigObject space = config.getObject("space");
    // A HOCON object has no order of its own; where a value was written is its order.
    space.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> e.getValue().origin().lineNumber()))
        .forEach(e -> axes.add(Axis.of(e.getKey(), ((ConfigObject) e.getValue()).toConfig())));
    Config fidelity = config.getConfig("fidelity");
    Resource resource =
        new Resource(
            fidelity.getString("name"), fidelity.getLong("min"), fidelity.getLong("max"), true);
    Map<String, Object> worker = new LinkedHashMap<>();
    config.getObject("worker").forEach((key, value) -> worker.put(key, plain(value)));
    worker.remove("type");
    Map<String, Object> source = new LinkedHashMap<>();
    config.getObject("worker.data").forEach((key, value) -> source.put(key, plain(value)));
    source.put("file", data.toAbsolutePath().toString());
    worker.put("data", source);
    return new SweepOutline(
        axes,
        resource,
        rungs(fidelity.getLong("min"), fidelity.getLong("max"), fidelity.getLong("reduction")),
        new WorkerSettings(
            worker,
            Optional.ofNullable(sweep.toAbsolutePath().getParent()).orElse(Path.of(".")),
            axes.stream().map(Axis::name).toList(),
            config.getString("objective.metric"),
            config.getString("objective.direction").equals("maximize"),
            Optional.of(resource),
            Duration.ofSeconds(10)));
  }

  private static List<Long> rungs(long min, long max, long reduction) {
    List<Long> levels = new ArrayList<>();
    for (long level = min; level < max; level *= reduction) {
      levels.add(level);
    }
    levels.add(max);
    return levels;
  }

  /** HOCON's whole numbers come as Integer or Long; workers know Long alone. */
  private static Object plain(ConfigValue value) {
    if (value instanceof ConfigObject object) {
      return object.entrySet().stream()
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey, e -> plain(e.getValue()), (a, b) -> b, LinkedHashMap::new));
    }
    Object raw = value.unwrapped();
    return raw instanceof Integer number ? Long.valueOf(number) : raw;
  }
}
