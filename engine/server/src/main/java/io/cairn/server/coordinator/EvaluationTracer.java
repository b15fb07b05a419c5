package io.cairn.server.coordinator;

import io.cairn.core.study.StudyEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows the evaluations of one study, on the coordinator's thread and after durability: what is
 * traced did happen. Must not block. It is begun anew, knowing nothing, wherever a coordinator
 * takes the study up; events that the journal had by then are not told again.
 */
public interface EvaluationTracer {

  /** Follows nothing. */
  EvaluationTracer NONE = new EvaluationTracer() {};

  /**
   * Events are durable, and nobody was answered yet.
   *
   * @param events in the order in which they were decided
   * @param now when they are durable, by the clock that their own times are of
   */
  default void happened(List<StudyEvent> events, Instant now) {}

  /**
   * What the worker's part of a lease's trace belongs to, as the header {@code traceparent} of W3C
   * Trace Context has it; asked when the lease leaves.
   */
  default Optional<String> context(long token) {
    return Optional.empty();
  }

  /** The study is read anew from its journal: what is known of its leases may be wrong. */
  default void forget() {}

  /** This, and a listener that is told after it of every event; it must not block either. */
  default EvaluationTracer andTelling(Consumer<List<StudyEvent>> listener) {
    EvaluationTracer first = this;
    return new EvaluationTracer() {
      @Override
      public void happened(List<StudyEvent> events, Instant now) {
        first.happened(events, now);
        listener.accept(events);
      }

      @Override
      public Optional<String> context(long token) {
        return first.context(token);
      }

      @Override
      public void forget() {
        first.forget();
      }
    };
  }
}
