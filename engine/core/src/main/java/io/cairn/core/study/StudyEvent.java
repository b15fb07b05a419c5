package io.cairn.core.study;

import io.cairn.core.space.Configuration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What happened in a study: facts in the past tense, each with all that replay needs. The journal
 * keeps them in order; {@link StudyState#apply} makes the state of them. Times are the
 * coordinator's.
 */
public sealed interface StudyEvent {

  /** When it happened. */
  Instant at();

  /**
   * A process took the study up, for the first time or after a restart.
   *
   * @param mode {@code run} or {@code ask-tell}
   */
  record SessionOpened(Instant at, String mode) implements StudyEvent {}

  /**
   * A new trial was decided.
   *
   * @param rung where its first evaluation goes to
   * @param origin where the configuration came from, for people
   */
  record TrialStarted(
      Instant at, int trial, Configuration configuration, int bracket, int rung, String origin)
      implements StudyEvent {}

  /**
   * A trial goes on to a higher rung.
   *
   * @param rung where its next evaluation goes to
   * @param reason the rung table at that moment, for people
   */
  record TrialPromoted(Instant at, int trial, int rung, String reason) implements StudyEvent {}

  /**
   * A trial was stopped for good at a rung by the method.
   *
   * @param reason the rung table at that moment, for people
   */
  record TrialStopped(Instant at, int trial, int rung, String reason) implements StudyEvent {}

  /**
   * A trial waits at a rung: others were better so far.
   *
   * @param reason the rung table at that moment, for people
   */
  record TrialPaused(Instant at, int trial, int rung, String reason) implements StudyEvent {}

  /** A trial is out: its evaluation towards {@code rung} failed for good. */
  record TrialFailed(Instant at, int trial, int rung, String reason) implements StudyEvent {}

  /**
   * An evaluation was decided that nobody who asked may run; it waits for a worker with the labels
   * that its rung needs.
   *
   * @param rung rung that the evaluation is for
   * @param from level to start from, 0 from scratch
   * @param to level at which it is complete if its worker has the labels of all rungs on the way
   */
  record EvaluationQueued(Instant at, int trial, int rung, double from, double to)
      implements StudyEvent {}

  /**
   * An evaluation was handed to a worker.
   *
   * @param token fencing token, grows by one with every lease of the study
   * @param rung rung that the evaluation is for
   * @param attempt 1 for the first
   * @param from level to start from, 0 from scratch
   * @param to level at which it is complete; above the rung's level where a worker runs through
   */
  record EvaluationLeased(
      Instant at,
      long token,
      int trial,
      int rung,
      int attempt,
      double from,
      double to,
      String worker)
      implements StudyEvent {}

  /**
   * A worker reported metrics.
   *
   * @param sequence number of the report within its lease, from 1
   * @param resource level in the user's unit
   * @param metrics in the user's own directions, non-finite values included
   * @param costSeconds spent on the lease so far
   * @param rung the rung whose one result this is; empty for a report on the way, or a repeated one
   */
  record Reported(
      Instant at,
      long token,
      int trial,
      long sequence,
      double resource,
      Map<String, Double> metrics,
      double costSeconds,
      OptionalInt rung)
      implements StudyEvent {
    public Reported {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
  }

  /**
   * A lease ended well.
   *
   * @param costSeconds what it cost in all
   * @param units resource units that were run, repeated ones included
   */
  record EvaluationCompleted(Instant at, long token, double costSeconds, double units)
      implements StudyEvent {}

  /**
   * A lease ended without its result.
   *
   * @param why what happened; decides what it is charged to
   * @param message one sentence for people
   * @param logTail last lines of its log
   * @param retry whether the evaluation will be leased again
   */
  record EvaluationFailed(
      Instant at,
      long token,
      FailureKind why,
      String message,
      String logTail,
      double costSeconds,
      double units,
      boolean retry)
      implements StudyEvent {}

  /** A lease that had expired came back to life before anyone else got its evaluation. */
  record LeaseRestored(Instant at, long token) implements StudyEvent {}

  /**
   * A worker told of its trial's checkpoint.
   *
   * @param bytes what it takes
   */
  record CheckpointKept(Instant at, int trial, long bytes) implements StudyEvent {}

  /**
   * A trial's checkpoint is to be deleted, or was found missing; its next evaluation starts from
   * scratch.
   *
   * @param bytes what it took as far as anybody told, else 0
   * @param reason for people
   */
  record CheckpointDropped(Instant at, int trial, long bytes, String reason)
      implements StudyEvent {}

  /** Nothing new is handed out until somebody resumes the study; what runs goes on. */
  record StudyPaused(Instant at, String reason) implements StudyEvent {}

  /** A paused study goes on. */
  record StudyResumed(Instant at) implements StudyEvent {}

  /** A person gave the study another share of the machines. */
  record ShareChanged(Instant at, Share share) implements StudyEvent {}

  /** No new evaluations; running ones get the grace period. */
  record StudyEnding(Instant at, String reason) implements StudyEvent {}

  /** The study is over. */
  record StudyEnded(Instant at, String reason) implements StudyEvent {}

  /** Kinds of failure of a lease. */
  enum FailureKind {
    /** User code ended with an error; charged to the trial. */
    ERROR,
    /** The evaluation's time limit passed; charged to the trial. */
    TIME_LIMIT,
    /** The result could not be used; charged to the trial. */
    BAD_RESULT,
    /** The worker gave it back (drain, preemption, stop); a relocation, as often as need be. */
    CANCELLED,
    /** The worker vanished; a relocation, of which {@link FailureRules} allow so many. */
    LOST,
    /**
     * The worker could not run it: its disk or the place of checkpoints was not to be had. A
     * relocation, counted with those of {@link #LOST}.
     */
    UNAVAILABLE;

    /** Whether it counts against {@code max-relocations}. */
    public boolean countedRelocation() {
      return this == LOST || this == UNAVAILABLE;
    }

    /** Whether the trial is to blame. */
    public boolean chargedToTrial() {
      return this == ERROR || this == TIME_LIMIT || this == BAD_RESULT;
    }
  }
}
