package io.cairn.core.study;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** One command at one time: the state that it is decided on, and the events so far. */
final class Deliberation {

  final StudyState state;
  final StudySpec spec;
  final Instant now;
  private final List<StudyEvent> events = new ArrayList<>(4);

  Deliberation(StudyState state, Instant now) {
    this.state = state;
    this.spec = state.spec();
    this.now = now;
  }

  /** Something happens: later steps of the command see it. */
  void emit(StudyEvent event) {
    state.apply(event);
    events.add(event);
  }

  List<StudyEvent> events() {
    return events;
  }

  boolean isAskTell() {
    return state.mode().equals(StudyDecider.ASK_TELL);
  }

  /** Worker time of a lease as it was told, or by the coordinator's own clock. */
  double cost(Lease lease, OptionalDouble told) {
    if (told.isPresent() && Double.isFinite(told.getAsDouble()) && told.getAsDouble() >= 0) {
      return told.getAsDouble();
    }
    return costSoFar(lease);
  }

  double costSoFar(Lease lease) {
    return Math.max(lease.reportedCost, seconds(lease));
  }

  /** Ask-tell clients do not run while they hold an evaluation, so the clock says nothing there. */
  private double seconds(Lease lease) {
    return isAskTell() ? 0 : Math.max(0, Duration.between(lease.leasedAt, now).toMillis() / 1000.0);
  }

  String inUsersTerms(String reason) {
    return ReasonText.of(reason, spec.objective());
  }
}
