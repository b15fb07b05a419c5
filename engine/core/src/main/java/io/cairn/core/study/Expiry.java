package io.cairn.core.study;

import io.cairn.core.study.StudyEvent.FailureKind;
import java.util.List;
import java.util.OptionalDouble;

/** What passes with time: leases, budgets of time, the grace period. */
final class Expiry {

  private final Deliberation on;
  private final Course course;
  private final LeaseEnds ends;
  private final StudyState state;

  Expiry(Deliberation on, Course course, LeaseEnds ends) {
    this.on = on;
    this.course = course;
    this.ends = ends;
    this.state = on.state;
  }

  StudyReply tick() {
    for (Lease lease : List.copyOf(state.leases())) {
      if (!on.now.isBefore(lease.expiresAt)) {
        ends.failed(
            lease,
            FailureKind.LOST,
            "nothing was heard of " + lease.worker + " for " + on.spec.lease().toSeconds() + " s",
            "",
            on.costSoFar(lease));
      }
    }
    if (!state.phase().isEnding()) {
      course.endIfSpent();
    }
    if (state.phase() == StudyPhase.ENDING
        && !on.now.isBefore(state.endingAt().plus(on.spec.grace()))) {
      for (Lease lease : List.copyOf(state.leases())) {
        ends.failed(
            lease,
            FailureKind.CANCELLED,
            "the study ended",
            "",
            on.cost(lease, OptionalDouble.empty()));
      }
    }
    course.settle();
    return new StudyReply.Noted();
  }

  /** Nobody waits for workers that are known to be gone. */
  StudyReply release(String reason) {
    for (Lease lease : List.copyOf(state.leases())) {
      ends.failed(lease, FailureKind.LOST, reason, "", Math.max(lease.reportedCost, 0));
    }
    course.settle();
    return new StudyReply.Noted();
  }
}
