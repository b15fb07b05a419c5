package io.cairn.server.history;

import io.cairn.core.study.Spending;
import io.cairn.core.study.StudyEvent.FailureKind;

/** Counts what a study has spent while its events are read. */
final class Tally {

  long evaluations;
  int trialsFailed;
  int failedInARow;
  private double costSeconds;
  private double units;
  private double wastedUnits;
  private double openCost;
  private double openUnits;
  private long diverged;
  private long failures;
  private long lost;
  private long givenBack;

  void addOpen(OpenEvaluation evaluation) {
    openCost += evaluation.costSeconds();
    openUnits += evaluation.units();
  }

  void removeOpen(OpenEvaluation evaluation) {
    openCost -= evaluation.costSeconds();
    openUnits -= evaluation.units();
  }

  void result(boolean finite) {
    evaluations++;
    failedInARow = 0;
    if (!finite) {
      diverged++;
    }
  }

  void spent(double seconds, double unitsRun, double wasted) {
    costSeconds += seconds;
    units += unitsRun;
    wastedUnits += wasted;
  }

  void leaseFailed(FailureKind why) {
    switch (why) {
      case ERROR, TIME_LIMIT, BAD_RESULT -> failures++;
      case LOST, UNAVAILABLE -> lost++;
      case CANCELLED -> givenBack++;
    }
  }

  // The sums of open evaluations go up and down, so rounding may leave a speck below zero.

  double costSoFar() {
    return costSeconds + Math.max(0, openCost);
  }

  double unitsSoFar() {
    return units + Math.max(0, openUnits);
  }

  Spending spending(int trials) {
    return new Spending(
        trials,
        evaluations,
        units,
        wastedUnits,
        costSeconds,
        diverged,
        failures,
        lost,
        givenBack,
        trialsFailed,
        failedInARow);
  }
}
