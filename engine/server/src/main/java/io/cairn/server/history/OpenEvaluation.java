package io.cairn.server.history;

import java.time.Instant;

/** An evaluation that is out, or was and may come back: what its columns do not tell. */
final class OpenEvaluation {

  private final EvaluationColumns columns;
  private final int row;
  private final double again;
  private double highest;
  private double costAtResult;

  /**
   * @param again units that the trial had run before, and whose checkpoint was gone
   */
  OpenEvaluation(EvaluationColumns columns, int row, double again) {
    this.columns = columns;
    this.row = row;
    this.again = again;
    this.highest = columns.from(row);
  }

  long token() {
    return row + 1L;
  }

  int trial() {
    return columns.trial(row);
  }

  int rung() {
    return columns.rung(row);
  }

  int attempt() {
    return columns.attempt(row);
  }

  String worker() {
    return columns.worker(row);
  }

  int slot() {
    return columns.slot(row);
  }

  double costSeconds() {
    return columns.cost(row);
  }

  double units() {
    return columns.units(row);
  }

  void reported(double resource, double cost) {
    highest = Math.max(highest, resource);
    columns.spent(row, Math.max(costSeconds(), cost), highest - columns.from(row));
  }

  /** Cost since the last result of this evaluation; the next one starts from here. */
  double takeCost() {
    double cost = Math.max(0, costSeconds() - costAtResult);
    costAtResult = costSeconds();
    return cost;
  }

  void close(EvaluationOutcome how, Instant at, double cost, double unitsRun) {
    columns.close(row, how, at);
    columns.spent(row, cost, unitsRun);
  }

  void reopen(int inSlot) {
    columns.reopen(row, inSlot);
  }

  /** Of so many units run, those that are new: neither repeated nor run by the trial before. */
  double newUnits() {
    return Math.max(0, highest - known());
  }

  /** Level up to which nothing that it runs is new. */
  double known() {
    return columns.from(row) + again;
  }
}
