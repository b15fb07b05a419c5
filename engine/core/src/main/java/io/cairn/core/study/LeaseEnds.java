package io.cairn.core.study;

import io.cairn.core.study.StudyEvent.EvaluationCompleted;
import io.cairn.core.study.StudyEvent.EvaluationFailed;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudyEvent.TrialFailed;

/**
 * What the end of a lease means. Three counts are kept apart, and each has its own limit: failures
 * of user code ({@code retries}), workers that vanished ({@code max-relocations}), and leases that
 * were given back, which have none: a machine that is drained or preempted says nothing about what
 * it ran.
 */
final class LeaseEnds {

  private final Deliberation on;
  private final Course course;
  private final StudyState state;

  LeaseEnds(Deliberation on, Course course) {
    this.on = on;
    this.course = course;
    this.state = on.state;
  }

  /** Whether nothing more is wanted of a lease: its rung has a result, or the method stopped it. */
  boolean hasItsResult(Lease lease) {
    return state.status(lease.trial) == TrialStatus.STOPPED
        || state.table().reachedRung(lease.trial) >= on.spec.ladder().rungAt(lease.to);
  }

  StudyReply completed(Lease lease, double cost) {
    on.emit(new EvaluationCompleted(on.now, lease.token, cost, lease.units()));
    course.settle();
    return new StudyReply.Accepted(false);
  }

  StudyReply failed(Lease lease, FailureKind why, String message, String logTail, double cost) {
    if (hasItsResult(lease)) {
      // What was asked for is there; how the process ended afterwards does not matter.
      return completed(lease, cost);
    }
    boolean charged = why.chargedToTrial();
    boolean ending = state.phase().isEnding();
    boolean retry = !ending && mayBeTriedAgain(lease, why);
    on.emit(
        new EvaluationFailed(
            on.now, lease.token, why, message, logTail, cost, lease.units(), retry));
    if (!retry && (charged || !ending)) {
      failTrial(lease, charged ? message : relocatedTooOften(lease, why, message));
    }
    course.settle();
    return new StudyReply.Accepted(false);
  }

  private static String relocatedTooOften(Lease lease, FailureKind why, String message) {
    return why == FailureKind.UNAVAILABLE
        ? lease.relocations + " workers vanished or could not run it, the last one: " + message
        : "its worker vanished " + lease.relocations + " times; it may be what kills them";
  }

  private boolean mayBeTriedAgain(Lease lease, FailureKind why) {
    return switch (why) {
      case ERROR, TIME_LIMIT, BAD_RESULT -> lease.failures < on.spec.failures().retries();
      case LOST, UNAVAILABLE -> lease.relocations < on.spec.failures().maxRelocations();
      case CANCELLED -> true;
    };
  }

  private void failTrial(Lease lease, String reason) {
    int due = state.table().dueRung(lease.trial);
    on.emit(new TrialFailed(on.now, lease.trial, due, reason));
    int inARow = state.spending().failedInARow();
    if (inARow >= on.spec.failures().giveUpAfter() && !state.phase().isEnding()) {
      course.end(inARow + " trials failed in a row, the last one so: " + reason);
    }
  }
}
