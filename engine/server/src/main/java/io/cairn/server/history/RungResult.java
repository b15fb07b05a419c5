package io.cairn.server.history;

import java.util.Map;

/**
 * The one result of a trial at a rung.
 *
 * @param trial number of the trial
 * @param rung index of the rung
 * @param level the rung's resource level, in the user's unit
 * @param resource the level at which the metrics were measured: the rung's, or above it
 * @param metrics all metrics of the report, in the user's own directions, non-finite ones included
 * @param value the objective's metric; NaN or infinite if the trial diverged
 * @param loss what is minimised; +infinity if the trial diverged
 * @param costSeconds what it cost to come here from the trial's last result, failed attempts left
 *     out
 * @param token of the evaluation that brought it
 * @param moment when it was accepted
 */
public record RungResult(
    int trial,
    int rung,
    double level,
    double resource,
    Map<String, Double> metrics,
    double value,
    double loss,
    double costSeconds,
    long token,
    StudyMoment moment) {

  /** Whether the objective's metric is a finite number. */
  public boolean finite() {
    return Double.isFinite(loss);
  }

  RungResult withCost(double seconds) {
    return new RungResult(
        trial, rung, level, resource, metrics, value, loss, seconds, token, moment);
  }
}
