package io.cairn.workers.spi;

import java.util.Map;

/** Where an evaluator reports to while it runs. Safe for use from any thread. */
public interface Progress {

  /**
   * Reports metrics measured at a resource level.
   *
   * <p>Levels at or below what is already recorded for the trial are kept as cost and otherwise
   * ignored, so a script that starts again from 1 is fine. NaN and infinities are allowed as metric
   * values and count as diverged.
   *
   * @param resource resource level in the user's own units, above 0
   * @param metrics metric name to value; must hold the sweep's objective
   * @return whether to go on; false once the evaluation was stopped or cancelled, and then the
   *     evaluator should return soon
   */
  boolean report(double resource, Map<String, Double> metrics);

  /** Adds a line to the evaluation's log, of which the tail is kept. */
  void log(String line);

  /**
   * Whether the evaluation should end: it was stopped, its lease was lost, or the node is leaving.
   */
  boolean cancelled();
}
