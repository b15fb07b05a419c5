package io.cairn.workers.spi;

import java.util.Map;

/**
 * Where an evaluator reports to while it runs. Safe for use from any thread; reports that are made
 * at once are taken one after the other.
 */
public interface Progress {

  /**
   * Reports metrics measured at a resource level. Returns when they are durable, which takes as
   * long as the study's journal needs: milliseconds as a rule, minutes if its store is away.
   *
   * <p>Levels at or below what is already recorded for the trial are kept as cost and otherwise
   * ignored, so a script that starts again from 1 is fine. NaN and infinities are allowed as metric
   * values and count as diverged.
   *
   * @param resource resource level in the user's own units, above 0
   * @param metrics metric name to value; must hold the sweep's objective. At most 256 of them, with
   *     names of 1 to 200 characters
   * @return whether to go on; false once the evaluation was stopped or cancelled, and then the
   *     evaluator should return soon. Always false after the evaluation has returned, and then the
   *     report is dropped
   * @throws RuntimeException if the level is not a finite number above 0, a metric's value is not a
   *     Double, or they are beyond their bounds; an evaluator lets it through, and its evaluation
   *     fails with {@link Outcome.Kind#BAD_RESULT} and the exception's text
   */
  boolean report(double resource, Map<String, Double> metrics);

  /**
   * Adds a line to the evaluation's log, of which the last 200 lines or 16,000 characters are kept
   * and shown with a trial that failed.
   */
  void log(String line);

  /**
   * Whether the evaluation should end: it was stopped, its lease was lost, or the node is leaving.
   */
  boolean cancelled();
}
