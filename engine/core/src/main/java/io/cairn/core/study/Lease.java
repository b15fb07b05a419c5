package io.cairn.core.study;

import java.time.Instant;

/**
 * One evaluation in the hands of one worker.
 *
 * <p>All but {@code expiresAt} and {@code preempted} follows from the journal. Renewals are no
 * events, because a heartbeat every few seconds of every slot would be most of the journal; after a
 * restart each lease gets a full term again. That a lease was asked back is no event either: it
 * ends when its worker gives it back, and that is one.
 */
final class Lease {

  final long token;
  final int trial;
  final int rung;
  final int attempt;
  final double from;
  final double to;
  final String worker;
  final Instant leasedAt;

  /** Failures charged to the trial in earlier attempts at this evaluation. */
  int failures;

  /** Workers lost in earlier attempts at this evaluation; those that gave it back do not count. */
  int relocations;

  long lastSequence;
  double highestResource;
  double lastResource;
  double repeatedUnits;
  double reportedCost;

  /** What of the reported cost was spent up to the last result of a rung. */
  double resultCost;

  Instant expiresAt;

  /** Whether it was asked back for something more urgent. */
  boolean preempted;

  Lease(
      long token,
      int trial,
      int rung,
      int attempt,
      double from,
      double to,
      String worker,
      Instant leasedAt,
      Instant expiresAt) {
    this.token = token;
    this.trial = trial;
    this.rung = rung;
    this.attempt = attempt;
    this.from = from;
    this.to = to;
    this.worker = worker;
    this.leasedAt = leasedAt;
    this.expiresAt = expiresAt;
    this.highestResource = from;
    this.lastResource = from;
  }

  /**
   * Takes note of a report. A script that ignores its checkpoint reports 1, 2, 3 again: then what
   * it ran again is counted as spent from the bottom.
   */
  void reported(long sequence, double resource, double cost) {
    if (resource <= lastResource && sequence > 1) {
      // The script started over within one lease.
      repeatedUnits += resource;
    } else if (sequence == 1 && resource <= from) {
      repeatedUnits += from;
    }
    lastResource = resource;
    lastSequence = sequence;
    highestResource = Math.max(highestResource, resource);
    reportedCost = Math.max(reportedCost, cost);
  }

  /** Takes note of a rung's result and gives the seconds since the one before it. */
  double costOfResult(double cost) {
    double since = Math.max(0, cost - resultCost);
    resultCost = Math.max(resultCost, cost);
    return since;
  }

  /** Resource units run under this lease so far, repeated ones included. */
  double units() {
    return highestResource - from + repeatedUnits;
  }

  /** Resource units that are yet to come if all goes well. */
  double unitsAhead() {
    return Math.max(0, to - highestResource);
  }

  /** All that follows from the journal. */
  SnapshotSink.LeaseRecord toRecord() {
    return new SnapshotSink.LeaseRecord(
        token,
        trial,
        rung,
        attempt,
        from,
        to,
        worker,
        leasedAt,
        failures,
        relocations,
        lastSequence,
        highestResource,
        lastResource,
        repeatedUnits,
        reportedCost,
        resultCost);
  }

  /** The lease that a record is of. */
  static Lease of(SnapshotSink.LeaseRecord r, Instant expiresAt) {
    Lease lease =
        new Lease(
            r.token(),
            r.trial(),
            r.rung(),
            r.attempt(),
            r.from(),
            r.to(),
            r.worker(),
            r.leasedAt(),
            expiresAt);
    lease.failures = r.failures();
    lease.relocations = r.relocations();
    lease.lastSequence = r.lastSequence();
    lease.highestResource = r.highestResource();
    lease.lastResource = r.lastResource();
    lease.repeatedUnits = r.repeatedUnits();
    lease.reportedCost = r.reportedCost();
    lease.resultCost = r.resultCost();
    return lease;
  }
}
