package io.cairn.server.history;

import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Events written by hand, a second apart unless told otherwise. */
public final class EventList {

  public static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  private final StudySpec spec;
  private final List<StudyEvent> events = new ArrayList<>();
  private Instant now = START;
  private long token;
  private long sequence;

  public EventList(StudySpec spec) {
    this.spec = spec;
    session();
  }

  /** Lets time pass before the next event, besides the second that always passes. */
  public EventList pause(long seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  public EventList session() {
    return add(new StudyEvent.SessionOpened(now, "run"));
  }

  /** Starts the next trial at x and leases it to the level of a rung. */
  public EventList start(int trial, double x, int rung) {
    Configuration configuration = spec.space().configuration(Map.of("x", x));
    add(new StudyEvent.TrialStarted(now, trial, configuration, 0, rung, "random"));
    return lease(trial, rung, 1, 0);
  }

  public EventList lease(int trial, int rung, int attempt, double from) {
    return leaseTo(trial, rung, attempt, from, spec.ladder().level(rung));
  }

  public EventList leaseTo(int trial, int rung, int attempt, double from, double to) {
    token++;
    sequence = 0;
    return add(
        new StudyEvent.EvaluationLeased(now, token, trial, rung, attempt, from, to, "node-1"));
  }

  /** Token of the newest lease. */
  public long token() {
    return token;
  }

  /** A report on the way, by the newest lease. */
  public EventList report(int trial, double resource, double loss, double cost) {
    return reported(token, trial, resource, Map.of("loss", loss), cost, OptionalInt.empty());
  }

  /** A rung's result, by the newest lease. */
  public EventList result(int trial, int rung, double loss, double cost) {
    return result(token, trial, rung, Map.of("loss", loss), cost);
  }

  public EventList result(
      long lease, int trial, int rung, Map<String, Double> metrics, double cost) {
    double level = spec.ladder().level(rung);
    return reported(lease, trial, level, metrics, cost, OptionalInt.of(rung));
  }

  public EventList reported(
      long lease,
      int trial,
      double resource,
      Map<String, Double> metrics,
      double cost,
      OptionalInt rung) {
    sequence++;
    return add(new StudyEvent.Reported(now, lease, trial, sequence, resource, metrics, cost, rung));
  }

  public EventList complete(double cost, double units) {
    return add(new StudyEvent.EvaluationCompleted(now, token, cost, units));
  }

  public EventList promote(int trial, int rung, String reason) {
    return add(new StudyEvent.TrialPromoted(now, trial, rung, reason));
  }

  public EventList pauseTrial(int trial, int rung, String reason) {
    return add(new StudyEvent.TrialPaused(now, trial, rung, reason));
  }

  public EventList stopTrial(int trial, int rung, String reason) {
    return add(new StudyEvent.TrialStopped(now, trial, rung, reason));
  }

  public EventList fail(FailureKind why, String log, double cost, double units, boolean retry) {
    return add(
        new StudyEvent.EvaluationFailed(
            now, token, why, why + " at line 7", log, cost, units, retry));
  }

  public EventList giveUp(int trial, int rung, String reason) {
    return add(new StudyEvent.TrialFailed(now, trial, rung, reason));
  }

  public EventList restore(long lease) {
    return add(new StudyEvent.LeaseRestored(now, lease));
  }

  public EventList ending(String reason) {
    return add(new StudyEvent.StudyEnding(now, reason));
  }

  public EventList ended(String reason) {
    return add(new StudyEvent.StudyEnded(now, reason));
  }

  private EventList add(StudyEvent event) {
    events.add(event);
    now = now.plusSeconds(1);
    return this;
  }

  public StudyHistory read() {
    return StudyHistory.of(spec, "s1", events.stream());
  }

  public List<StudyEvent> events() {
    return List.copyOf(events);
  }
}
