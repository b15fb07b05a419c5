package io.cairn.server.history;

import io.cairn.core.study.StudyEvent.EvaluationLeased;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One evaluation in the hands of one worker: a bar on the time line. Does not change once read. */
public final class EvaluationHistory {

  private final EvaluationLeased lease;
  private final double again;
  private int slot;
  private EvaluationOutcome outcome = EvaluationOutcome.RUNNING;
  private @Nullable Instant end;
  private double costSeconds;
  private double units;
  private double highest;
  private double costAtResult;

  /**
   * @param again units that the trial had run before, and whose checkpoint was gone
   */
  EvaluationHistory(EvaluationLeased lease, int slot, double again) {
    this.lease = lease;
    this.again = again;
    this.slot = slot;
    this.highest = lease.from();
  }

  // ---- filled while the events are read
  // ----------------------------------------------------------

  void reported(double resource, double cost) {
    highest = Math.max(highest, resource);
    costSeconds = Math.max(costSeconds, cost);
    units = highest - lease.from();
  }

  /** Cost since the last result of this evaluation; the next one starts from here. */
  double takeCost() {
    double cost = Math.max(0, costSeconds - costAtResult);
    costAtResult = costSeconds;
    return cost;
  }

  void close(EvaluationOutcome how, Instant at, double cost, double unitsRun) {
    outcome = how;
    end = at;
    costSeconds = cost;
    units = unitsRun;
  }

  void reopen(int inSlot) {
    outcome = EvaluationOutcome.RUNNING;
    end = null;
    slot = inSlot;
  }

  /** Of so many units run, those that are new: neither repeated nor run by the trial before. */
  double newUnits() {
    return Math.max(0, highest - lease.from() - again);
  }

  /** Level up to which nothing that it runs is new. */
  double known() {
    return lease.from() + again;
  }

  // ---- what is known of it
  // -------------------------------------------------------------------------

  /** Fencing token; grows with every evaluation of the study. */
  public long token() {
    return lease.token();
  }

  /** The evaluation's id: {@code e17}. */
  public String id() {
    return "e" + lease.token();
  }

  /** Number of the trial. */
  public int trial() {
    return lease.trial();
  }

  /** The rung that it was for. */
  public int rung() {
    return lease.rung();
  }

  /** Which attempt it was, from 1. */
  public int attempt() {
    return lease.attempt();
  }

  /** Level that it started from, 0 from scratch. */
  public double from() {
    return lease.from();
  }

  /** Level at which it was to be complete. */
  public double to() {
    return lease.to();
  }

  /** Who ran it. */
  public String worker() {
    return lease.worker();
  }

  /**
   * Which of its worker's evaluations at the same time it was, from 0. Derived: the lowest place
   * that was free when it started.
   */
  public int slot() {
    return slot;
  }

  /** When it was handed out. */
  public Instant start() {
    return lease.at();
  }

  /** When it ended; empty while it runs. */
  public Optional<Instant> end() {
    return Optional.ofNullable(end);
  }

  /** How it ended. */
  public EvaluationOutcome outcome() {
    return outcome;
  }

  /** Worker time; of a running one, as far as it was reported. */
  public double costSeconds() {
    return costSeconds;
  }

  /** Resource units run, repeated ones included; of a running one, as far as it was reported. */
  public double units() {
    return units;
  }
}
