package io.cairn.workers.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One evaluation: a configuration to be run from one resource level to another.
 *
 * @param study id of the study
 * @param id id of the evaluation, unique in the study
 * @param trial number of the trial, from 0
 * @param attempt 1 for the first attempt at this evaluation, then 2, 3, ...
 * @param configuration active parameters only, in declaration order; values are Double, Long,
 *     String or Boolean
 * @param resource the unit and range of {@code from} and {@code to}
 * @param from resource level to start from; 0 means from scratch. Above 0 only where the sweep has
 *     checkpoints, and then the checkpoint folder holds what this trial's last evaluation left
 * @param to resource level at which the evaluation is complete, above {@code from}
 * @param seed a seed that is a function of the study's seed and the trial, for reproducible
 *     training
 * @param checkpoints folder of this trial's checkpoints, existing and writable; present only where
 *     the sweep has checkpoints
 * @param scratch folder for this evaluation's own files, existing and writable, deleted afterwards
 * @param timeLimit longest wall clock time this evaluation may take; absent if unlimited
 * @param traceparent what traces of this evaluation's code belong to, as the header {@code
 *     traceparent} of W3C Trace Context has it; absent where nothing is traced
 */
public record Evaluation(
    String study,
    String id,
    int trial,
    int attempt,
    Map<String, Object> configuration,
    Resource resource,
    double from,
    double to,
    long seed,
    Optional<Path> checkpoints,
    Path scratch,
    Optional<Duration> timeLimit,
    Optional<String> traceparent)
    implements Configured {

  /** An evaluation of which nothing is traced. */
  public Evaluation(
      String study,
      String id,
      int trial,
      int attempt,
      Map<String, Object> configuration,
      Resource resource,
      double from,
      double to,
      long seed,
      Optional<Path> checkpoints,
      Path scratch,
      Optional<Duration> timeLimit) {
    this(
        study,
        id,
        trial,
        attempt,
        configuration,
        resource,
        from,
        to,
        seed,
        checkpoints,
        scratch,
        timeLimit,
        Optional.empty());
  }

  /**
   * The resource that evaluations spend.
   *
   * @param name the user's word for it, for example {@code epoch}
   * @param min lowest rung
   * @param max full fidelity
   * @param integral whether levels are whole numbers
   */
  public record Resource(String name, double min, double max, boolean integral) {}

  public Evaluation {
    Objects.requireNonNull(study);
    Objects.requireNonNull(id);
    Objects.requireNonNull(resource);
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    if (!(from >= 0 && to > from)) {
      throw new IllegalArgumentException(
          "an evaluation must go up: from = " + from + ", to = " + to);
    }
  }

  /** The same evaluation, traced as part of something else. */
  public Evaluation withTraceparent(String other) {
    return new Evaluation(
        study,
        id,
        trial,
        attempt,
        configuration,
        resource,
        from,
        to,
        seed,
        checkpoints,
        scratch,
        timeLimit,
        Optional.of(other));
  }
}
