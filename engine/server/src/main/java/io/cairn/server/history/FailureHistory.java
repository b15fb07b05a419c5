package io.cairn.server.history;

import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Instant;

/**
 * An evaluation that ended without its result.
 *
 * @param at when
 * @param token of the evaluation
 * @param trial number of the trial
 * @param rung where the evaluation was to go
 * @param attempt which attempt it was, from 1
 * @param worker who ran it
 * @param kind what happened
 * @param message one sentence
 * @param logTail the end of its log, as far as {@link HistoryLimits} keeps it
 * @param retried whether the evaluation was to be tried again
 * @param restored whether the worker came back in time and kept its evaluation
 */
public record FailureHistory(
    Instant at,
    long token,
    int trial,
    int rung,
    int attempt,
    String worker,
    FailureKind kind,
    String message,
    String logTail,
    boolean retried,
    boolean restored) {

  /** Whether user code is to blame; otherwise it is a relocation. */
  public boolean chargedToTrial() {
    return kind.chargedToTrial();
  }

  FailureHistory asRestored() {
    return new FailureHistory(
        at, token, trial, rung, attempt, worker, kind, message, logTail, retried, true);
  }
}
