package io.cairn.core.study;

import io.cairn.core.study.StudyEvent.FailureKind;

/** An evaluation that was decided, and that no worker has. */
sealed interface Waiting {

  /** The trial. */
  int trial();

  /** Level at which it is complete. */
  double to();

  /**
   * No worker ever had it: whoever asked when it was decided lacked its labels.
   *
   * @param rung that it goes to
   * @param first whether it is the first of its trial
   */
  record Queued(int trial, int rung, double from, double to, boolean first) implements Waiting {}

  /**
   * A worker had it and will not bring it: it is leased again, to anyone.
   *
   * @param lease as it was then
   * @param why it ended
   */
  record Lost(Lease lease, FailureKind why) implements Waiting {
    @Override
    public int trial() {
      return lease.trial;
    }

    @Override
    public double to() {
      return lease.to;
    }
  }
}
