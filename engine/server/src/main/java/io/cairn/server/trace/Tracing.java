package io.cairn.server.trace;

import com.typesafe.config.Config;
import io.cairn.server.coordinator.EvaluationTracer;
import io.cairn.workers.spi.Evaluator;
import java.util.Optional;

/** What a process tells of the evaluations that it decides on or runs. Thread-safe. */
public interface Tracing extends AutoCloseable {

  /** Tells nothing, and costs nothing. */
  Tracing OFF = new Tracing() {};

  /**
   * Who tells.
   *
   * @param role what it does: {@code coordinator}, {@code worker} or {@code local}
   * @param name among those that do the same
   * @param version of Cairn
   */
  record Teller(String role, String name, String version) {}

  /**
   * Tracing as set under {@code cairn.trace}; it begins at once.
   *
   * @throws IllegalArgumentException if a setting cannot be used, with a sentence for a person
   */
  static Tracing from(Config config, Teller teller) {
    Optional<TraceSettings> settings = TraceSettings.from(config);
    return settings.isPresent() ? OpenTelemetryTracing.to(settings.get(), teller) : OFF;
  }

  /**
   * Looks for mistakes in the settings, and begins nothing.
   *
   * @throws IllegalArgumentException as {@link #from}
   */
  static void check(Config config) {
    TraceSettings.from(config);
  }

  /** What follows the evaluations of a study, for the coordinator that has it. */
  default EvaluationTracer study(String study) {
    return EvaluationTracer.NONE;
  }

  /**
   * An evaluator whose runs are followed.
   *
   * @param worker the node that it is on
   */
  default Evaluator follow(Evaluator evaluator, String worker) {
    return evaluator;
  }

  /** Sends what was not sent yet, for two seconds at most. */
  @Override
  default void close() {}
}
