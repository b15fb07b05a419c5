package io.cairn.core.halving;

import java.util.OptionalDouble;

/**
 * A rung of a bracket as people see it.
 *
 * @param bracket from 0
 * @param rung index in the ladder, from 0
 * @param level resource in the user's units
 * @param running evaluations on their way to this rung
 * @param results reports at this rung, diverged ones included
 * @param diverged reports whose loss was not finite
 * @param failed evaluations towards this rung that failed for good or were stopped under way
 * @param promoted trials that went on from here
 * @param best least loss reported here; NaN before the first finite one
 * @param cut loss of the last result that goes on by the present table; NaN while there is no cut
 */
public record RungSummary(
    int bracket,
    int rung,
    double level,
    int running,
    int results,
    int diverged,
    int failed,
    int promoted,
    double best,
    double cut) {

  /** Least loss reported here, if a finite one was. */
  public OptionalDouble bestLoss() {
    return Double.isNaN(best) ? OptionalDouble.empty() : OptionalDouble.of(best);
  }

  /** Loss of the last result that goes on by the present table, if there is a cut. */
  public OptionalDouble cutLoss() {
    return Double.isNaN(cut) ? OptionalDouble.empty() : OptionalDouble.of(cut);
  }
}
