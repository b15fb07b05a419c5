package io.cairn.server.history;

import io.cairn.core.study.StudyEvent.FailureKind;
import java.util.Locale;

/** How an evaluation ended, or that it did not yet. */
public enum EvaluationOutcome {
  /** It is out, as far as the events say: its worker has it, or the events break off. */
  RUNNING,
  /** It brought what was asked for. */
  COMPLETED,
  /** User code ended with an error. */
  ERROR,
  /** The time limit passed. */
  TIME_LIMIT,
  /** The result could not be used. */
  BAD_RESULT,
  /** The worker gave it back, or the study ended. */
  CANCELLED,
  /** The worker vanished. */
  LOST,
  /** The worker could not run it. */
  UNAVAILABLE;

  /** The outcome of an evaluation that failed so. */
  public static EvaluationOutcome of(FailureKind kind) {
    return switch (kind) {
      case ERROR -> ERROR;
      case TIME_LIMIT -> TIME_LIMIT;
      case BAD_RESULT -> BAD_RESULT;
      case CANCELLED -> CANCELLED;
      case LOST -> LOST;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }

  /** The word in JSON and tables: {@code time-limit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
