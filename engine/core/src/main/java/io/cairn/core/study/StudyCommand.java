package io.cairn.core.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** What can be asked of a study. */
public sealed interface StudyCommand {

  /**
   * Take the study up.
   *
   * @param mode {@code run} or {@code ask-tell}
   */
  record OpenSession(String mode) implements StudyCommand {}

  /**
   * A free slot asks for work.
   *
   * @param worker who asks, for people
   * @param wholeRun whether the slot can run through to full fidelity and ask at each rung; false
   *     for ask-tell, where an evaluation always ends at the next rung
   * @param labels what the slot's machine has; it gets only what needs no more
   */
  record RequestLease(String worker, boolean wholeRun, WorkerLabels labels)
      implements StudyCommand {
    /** A slot that may run everything. */
    public RequestLease(String worker, boolean wholeRun) {
      this(worker, wholeRun, WorkerLabels.ANY);
    }
  }

  /**
   * Workers say that they still have these leases. A lease that had expired is theirs again if
   * nobody took its evaluation. Answered by {@link StudyReply.Alive}.
   */
  record Alive(List<Long> tokens) implements StudyCommand {
    public Alive {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * Something more urgent needs slots: choose the leases that are given up with the least loss.
   * Answered by {@link StudyReply.Preempted}; a lease ends when its worker gives it back, or
   * expires.
   *
   * @param count how many slots are needed, 0 or more
   * @param workers whose slots are of use; empty for those of all
   * @param reason what for, for people
   */
  record Preempt(int count, Set<String> workers, String reason) implements StudyCommand {

    /** Slots of any worker. */
    public Preempt(int count, String reason) {
      this(count, Set.of(), reason);
    }

    public Preempt {
      workers = Collections.unmodifiableSet(new TreeSet<>(workers));
      if (count < 0) {
        throw new IllegalArgumentException("count = " + count + " must not be negative");
      }
    }
  }

  /**
   * Metrics on the way, or at the end of a rung. See {@link StudyEvent.Reported}.
   *
   * @param checkpointBytes what the trial's checkpoint takes by now; absent or 0 if it is not known
   *     or there is none
   */
  record Report(
      long token,
      long sequence,
      double resource,
      Map<String, Double> metrics,
      double costSeconds,
      OptionalLong checkpointBytes)
      implements StudyCommand {
    public Report {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** A report that says nothing of a checkpoint. */
    public Report(
        long token,
        long sequence,
        double resource,
        Map<String, Double> metrics,
        double costSeconds) {
      this(token, sequence, resource, metrics, costSeconds, OptionalLong.empty());
    }
  }

  /**
   * A lease is done.
   *
   * @param resource level reached
   * @param metrics metrics at that level; may be empty if the last report carried them
   * @param costSeconds cost in all; absent means the coordinator's own clock decides
   * @param checkpointBytes as of {@link Report}
   */
  record Complete(
      long token,
      double resource,
      Map<String, Double> metrics,
      OptionalDouble costSeconds,
      OptionalLong checkpointBytes)
      implements StudyCommand {
    public Complete {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** An end that says nothing of a checkpoint. */
    public Complete(
        long token, double resource, Map<String, Double> metrics, OptionalDouble costSeconds) {
      this(token, resource, metrics, costSeconds, OptionalLong.empty());
    }
  }

  /** A worker looked for the checkpoint of a trial and did not find it. */
  record CheckpointGone(int trial) implements StudyCommand {}

  /** A lease failed. */
  record Fail(
      long token,
      StudyEvent.FailureKind why,
      String message,
      String logTail,
      OptionalDouble costSeconds)
      implements StudyCommand {}

  /**
   * Every worker that holds a lease is known to be gone: lease their evaluations again without
   * waiting for the leases to expire.
   *
   * @param reason how it is known, for people
   */
  record ReleaseLeases(String reason) implements StudyCommand {}

  /** Time passed: expire leases, look at the clock's budgets. */
  record Tick() implements StudyCommand {}

  /**
   * A person wants nothing new to be handed out for now; what runs goes on, and its results count.
   *
   * @param reason who or why, for people
   */
  record Pause(String reason) implements StudyCommand {}

  /** A person wants a paused study to go on. */
  record Resume() implements StudyCommand {}

  /** A person wants the study to have another share of the machines. */
  record ChangeShare(Share share) implements StudyCommand {}

  /** A person wants the study to end now. */
  record Stop(String reason) implements StudyCommand {}
}
