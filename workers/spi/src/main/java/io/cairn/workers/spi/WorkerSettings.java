package io.cairn.workers.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code worker} section of a sweep file, with what an evaluator needs to know of the sweep.
 *
 * @param values the section's keys except {@code type} and {@code time-limit}; values are String,
 *     Long, Double, Boolean, List or Map of the same
 * @param sweepFolder folder of the sweep file, against which relative paths are resolved
 * @param parameters names of the sweep's parameters, in declaration order
 * @param metric name of the objective's metric
 * @param maximize whether a larger metric is better
 * @param resource the fidelity's resource; absent where every trial runs once, in full
 * @param grace how long a stopped evaluation may take to end by itself
 */
public record WorkerSettings(
    Map<String, Object> values,
    Path sweepFolder,
    List<String> parameters,
    String metric,
    boolean maximize,
    Optional<Evaluation.Resource> resource,
    Duration grace) {

  public WorkerSettings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    parameters = List.copyOf(parameters);
  }
}
