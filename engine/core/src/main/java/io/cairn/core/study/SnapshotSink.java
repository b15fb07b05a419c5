package io.cairn.core.study;

import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Duration;
import java.time.Instant;

/**
 * Takes the state of a study piece by piece, in this order: header, trials, method calls, leases,
 * what waits for a worker, incumbents, checkpoints. A writer puts them in a file, {@link
 * StudyRestorer} makes a state of them; nothing ever holds a second copy of a large study.
 */
public interface SnapshotSink {

  /**
   * The part of fixed size.
   *
   * @param commits number of commits applied
   * @param active time that earlier sessions ran
   * @param sessionStart start of the current session
   * @param lastEvent time of the last event
   */
  void header(
      long commits,
      StudyPhase phase,
      String reason,
      String mode,
      long lastToken,
      Duration active,
      Instant sessionStart,
      Instant endingAt,
      Instant lastEvent,
      Spending spending);

  /** The next trial, in order of number. */
  void trial(Configuration configuration, int bracket, int due, int reached, TrialStatus status);

  /** The next call of the method, opaque; see {@link MethodRecord}. */
  void methodCall(long call, double loss, double seconds);

  /** The next lease that is out, in order. */
  void lease(LeaseRecord lease);

  /** The next evaluation that waits, in order: its lease ended so. */
  void lostLease(LeaseRecord lease, FailureKind why);

  /** The next evaluation that waits, in order: no worker had it yet. */
  void queued(int trial, int rung, double from, double to);

  /** The incumbent. */
  void incumbent(Incumbent incumbent);

  /** The next trial that has a checkpoint, in order of number. */
  void checkpoint(int trial, long bytes);

  /** The next trial whose checkpoint is known not to be there any more, in order of number. */
  void checkpointGone(int trial);

  /** The share of the machines that a person gave the study since it began. */
  void share(Share share);

  /** A lease as data. */
  record LeaseRecord(
      long token,
      int trial,
      int rung,
      int attempt,
      double from,
      double to,
      String worker,
      Instant leasedAt,
      int failures,
      int relocations,
      long lastSequence,
      double highestResource,
      double lastResource,
      double repeatedUnits,
      double reportedCost,
      double resultCost,
      double recomputedUnits) {}
}
