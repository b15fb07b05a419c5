package io.cairn.core.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

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
   */
  record RequestLease(String worker, boolean wholeRun) implements StudyCommand {}

  /** Metrics on the way, or at the end of a rung. See {@link StudyEvent.Reported}. */
  record Report(
      long token, long sequence, double resource, Map<String, Double> metrics, double costSeconds)
      implements StudyCommand {
    public Report {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
  }

  /**
   * A lease is done.
   *
   * @param resource level reached
   * @param metrics metrics at that level; may be empty if the last report carried them
   * @param costSeconds cost in all; absent means the coordinator's own clock decides
   */
  record Complete(
      long token, double resource, Map<String, Double> metrics, OptionalDouble costSeconds)
      implements StudyCommand {
    public Complete {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
  }

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

  /** A person wants the study to end now. */
  record Stop(String reason) implements StudyCommand {}
}
