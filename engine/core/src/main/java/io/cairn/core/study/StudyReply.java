package io.cairn.core.study;

import io.cairn.core.space.Configuration;
import java.util.List;

/** Answers to {@link StudyCommand}s; refusals are answers with a reason, not exceptions. */
public sealed interface StudyReply {

  /** An evaluation to run. */
  record Granted(
      String evaluation,
      long token,
      int trial,
      int attempt,
      Configuration configuration,
      double from,
      double to)
      implements StudyReply {}

  /**
   * Nothing to run for this worker until something running reports, a study that is paused goes on,
   * or a worker with other labels takes what waits.
   *
   * @param reason for people; names the labels that are missing
   * @param needed what a worker must have for what comes next, where the asker has not; none if
   *     there is no work for anybody
   */
  record Wait(String reason, WorkerLabels needed) implements StudyReply {

    /** There is no work for anybody. */
    public Wait(String reason) {
      this(reason, WorkerLabels.NONE);
    }
  }

  /** Nothing to run ever again. */
  record Done(String reason) implements StudyReply {}

  /**
   * The message was taken.
   *
   * @param goOn whether the evaluation should go on
   */
  record Accepted(boolean goOn) implements StudyReply {}

  /** The message was not taken, and nothing changed. */
  record Refused(String reason) implements StudyReply {}

  /** A command without an answer of its own was carried out. */
  record Noted() implements StudyReply {}

  /**
   * The leases of {@link StudyCommand.Alive} were renewed.
   *
   * @param over tokens of leases that are over, whose evaluations should stop
   */
  record Alive(List<Long> over) implements StudyReply {
    public Alive {
      over = List.copyOf(over);
    }
  }

  /**
   * What is given up for something more urgent.
   *
   * @param leases the least promising first; fewer than asked for if fewer are out
   */
  record Preempted(List<PreemptedLease> leases) implements StudyReply {
    public Preempted {
      leases = List.copyOf(leases);
    }
  }
}
