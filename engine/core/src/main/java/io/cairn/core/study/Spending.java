package io.cairn.core.study;

/**
 * What a study has spent and what came of it; the counters are cumulative over all its sessions.
 *
 * @param trials trials started
 * @param evaluations evaluations completed: results accepted at a rung that a trial was sent to
 * @param units resource units run under leases that ended, repeated work included
 * @param wastedUnits of these, units run more than once or lost with a worker
 * @param computeSeconds cost of leases that ended
 * @param diverged results that were NaN or infinite
 * @param failures leases that failed by the fault of user code
 * @param relocations leases lost with their worker or given back
 * @param trialsFailed trials given up
 * @param failedInARow trials given up since the last result
 */
public record Spending(
    int trials,
    long evaluations,
    double units,
    double wastedUnits,
    double computeSeconds,
    long diverged,
    long failures,
    long relocations,
    int trialsFailed,
    int failedInARow) {

  static final Spending NONE = new Spending(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  Spending trialStarted() {
    return new Spending(
        trials + 1,
        evaluations,
        units,
        wastedUnits,
        computeSeconds,
        diverged,
        failures,
        relocations,
        trialsFailed,
        failedInARow);
  }

  Spending result(boolean finite) {
    return new Spending(
        trials,
        evaluations + 1,
        units,
        wastedUnits,
        computeSeconds,
        diverged + (finite ? 0 : 1),
        failures,
        relocations,
        trialsFailed,
        0);
  }

  Spending leaseEnded(double leaseUnits, double wasted, double costSeconds) {
    return new Spending(
        trials,
        evaluations,
        units + leaseUnits,
        wastedUnits + wasted,
        computeSeconds + costSeconds,
        diverged,
        failures,
        relocations,
        trialsFailed,
        failedInARow);
  }

  Spending leaseFailed(boolean chargedToTrial) {
    return new Spending(
        trials,
        evaluations,
        units,
        wastedUnits,
        computeSeconds,
        diverged,
        failures + (chargedToTrial ? 1 : 0),
        relocations + (chargedToTrial ? 0 : 1),
        trialsFailed,
        failedInARow);
  }

  Spending trialFailed() {
    return new Spending(
        trials,
        evaluations,
        units,
        wastedUnits,
        computeSeconds,
        diverged,
        failures,
        relocations,
        trialsFailed + 1,
        failedInARow + 1);
  }
}
