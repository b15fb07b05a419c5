package io.cairn.server.history;

import java.time.Instant;
import java.util.Optional;

/** One evaluation in the hands of one worker: a bar on the time line. A view. */
public final class EvaluationHistory {

  private final EvaluationColumns columns;
  private final int row;

  EvaluationHistory(EvaluationColumns columns, int row) {
    this.columns = columns;
    this.row = row;
  }

  /** Fencing token; grows with every evaluation of the study. */
  public long token() {
    return row + 1L;
  }

  /** The evaluation's id: {@code e17}. */
  public String id() {
    return "e" + token();
  }

  /** Number of the trial. */
  public int trial() {
    return columns.trial(row);
  }

  /** The rung that it was for. */
  public int rung() {
    return columns.rung(row);
  }

  /** Which attempt it was, from 1. */
  public int attempt() {
    return columns.attempt(row);
  }

  /** Level that it started from, 0 from scratch. */
  public double from() {
    return columns.from(row);
  }

  /** Level at which it was to be complete. */
  public double to() {
    return columns.to(row);
  }

  /** Who ran it. */
  public String worker() {
    return columns.worker(row);
  }

  /**
   * Which of its worker's evaluations at the same time it was, from 0. Derived: the lowest place
   * that was free when it started.
   */
  public int slot() {
    return columns.slot(row);
  }

  /** When it was handed out. */
  public Instant start() {
    return columns.start(row);
  }

  /** When it ended; empty while it runs. */
  public Optional<Instant> end() {
    return columns.end(row);
  }

  /** How it ended. */
  public EvaluationOutcome outcome() {
    return columns.outcome(row);
  }

  /** Worker time; of a running one, as far as it was reported. */
  public double costSeconds() {
    return columns.cost(row);
  }

  /** Resource units run, repeated ones included; of a running one, as far as it was reported. */
  public double units() {
    return columns.units(row);
  }
}
