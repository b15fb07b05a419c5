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
 * @param lost leases whose worker vanished
 * @param givenBack leases that their worker gave back: it drained, was preempted, or the study
 *     ended
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
    long lost,
    long givenBack,
    int trialsFailed,
    int failedInARow) {

  static final Spending NONE = new Spending(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Evaluations that went on elsewhere by no fault of the trial: lost or given back. */
  public long relocations() {
    return lost + givenBack;
  }

  Spending trialStarted() {
    return new Spending(
        trials + 1,
        evaluations,
        units,
        wastedUnits,
        computeSeconds,
        diverged,
        failures,
        lost,
        givenBack,
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
        lost,
        givenBack,
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
        lost,
        givenBack,
        trialsFailed,
        failedInARow);
  }

  Spending leaseFailed(StudyEvent.FailureKind why) {
    boolean charged = why.chargedToTrial();
    boolean vanished = why.countedRelocation();
    return new Spending(
        trials,
        evaluations,
        units,
        wastedUnits,
        computeSeconds,
        diverged,
        failures + (charged ? 1 : 0),
        lost + (vanished ? 1 : 0),
        givenBack + (charged || vanished ? 0 : 1),
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
        lost,
        givenBack,
        trialsFailed + 1,
        failedInARow + 1);
  }
}
