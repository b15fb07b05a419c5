package io.cairn.server.history;

import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudyEvent.TrialStarted;
import io.cairn.core.study.TrialStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One trial from its start to what became of it. Does not change once read. */
public final class TrialHistory {

  private final TrialStarted start;
  private final LearningCurve curve;
  private final List<RungResult> results = new ArrayList<>(1);
  private final List<TrialDecision> decisions = new ArrayList<>(1);
  private List<FailureHistory> failures = List.of();
  private TrialStatus status = TrialStatus.RUNNING;
  private int dueRung;
  private int evaluations;
  private double costSeconds;
  private double units;
  private double wastedUnits;
  private Instant lastEvent;

  TrialHistory(TrialStarted start, int curvePoints) {
    this.start = start;
    this.curve = new LearningCurve(curvePoints);
    this.dueRung = start.rung();
    this.lastEvent = start.at();
  }

  // ---- filled while the events are read
  // ----------------------------------------------------------

  void status(TrialStatus now, Instant at) {
    status = now;
    lastEvent = at;
  }

  void due(int rung) {
    dueRung = rung;
  }

  void leased(Instant at) {
    evaluations++;
    status(TrialStatus.RUNNING, at);
  }

  void reported(double resource, double value, Instant at) {
    curve.add(resource, value);
    lastEvent = at;
  }

  void result(RungResult result) {
    results.add(result);
  }

  /** Charges what an evaluation cost after its last result to that result. */
  void addToLastResult(long token, double seconds) {
    int last = results.size() - 1;
    if (seconds > 0 && last >= 0 && results.get(last).token() == token) {
      results.set(last, results.get(last).withCost(results.get(last).costSeconds() + seconds));
    }
  }

  void decided(TrialDecision decision) {
    decisions.add(decision);
  }

  void spent(double seconds, double unitsRun, double wasted) {
    costSeconds += seconds;
    units += unitsRun;
    wastedUnits += wasted;
  }

  void failed(FailureHistory failure) {
    if (failures.isEmpty()) {
      failures = new ArrayList<>(1);
    }
    failures.add(failure);
  }

  void restored(long token) {
    for (int i = failures.size() - 1; i >= 0; i--) {
      if (failures.get(i).token() == token) {
        failures.set(i, failures.get(i).asRestored());
        return;
      }
    }
  }

  // ---- what is known of it
  // -------------------------------------------------------------------------

  /** Its number, from 0. */
  public int number() {
    return start.trial();
  }

  /** What was tried. */
  public Configuration configuration() {
    return start.configuration();
  }

  /** The bracket that it belongs to, from 0. */
  public int bracket() {
    return start.bracket();
  }

  /** Where the configuration came from, for people. */
  public String origin() {
    return start.origin();
  }

  /** When it was decided. */
  public Instant started() {
    return start.at();
  }

  /** When something last happened to it. */
  public Instant lastEvent() {
    return lastEvent;
  }

  /** Where it is in its life. */
  public TrialStatus status() {
    return status;
  }

  /** The rung that it was last sent to. */
  public int dueRung() {
    return dueRung;
  }

  /** Its results, lowest rung first. */
  public List<RungResult> results() {
    return Collections.unmodifiableList(results);
  }

  /** Its result at the highest rung that it reached, finite or not. */
  public Optional<RungResult> lastResult() {
    return results.isEmpty() ? Optional.empty() : Optional.of(results.get(results.size() - 1));
  }

  /** What was decided on it and why, oldest first. */
  public List<TrialDecision> decisions() {
    return Collections.unmodifiableList(decisions);
  }

  /** Why it is where it is: the newest decision; empty if none was needed. */
  public Optional<TrialDecision> lastDecision() {
    return decisions.isEmpty()
        ? Optional.empty()
        : Optional.of(decisions.get(decisions.size() - 1));
  }

  /** Evaluations handed out for it, every attempt counted. */
  public int evaluations() {
    return evaluations;
  }

  /** Its evaluations that ended without their result, oldest first. */
  public List<FailureHistory> failures() {
    return Collections.unmodifiableList(failures);
  }

  /** Failures by the fault of user code. */
  public int failuresCharged() {
    return (int) failures.stream().filter(FailureHistory::chargedToTrial).count();
  }

  /** Evaluations lost with their worker or given back, those that were taken up again included. */
  public int relocations() {
    return failures.size() - failuresCharged();
  }

  /** Of these, evaluations that their worker gave back. */
  public int givenBack() {
    return (int) failures.stream().filter(f -> f.kind() == FailureKind.CANCELLED).count();
  }

  /** Worker time of its evaluations that ended. */
  public double costSeconds() {
    return costSeconds;
  }

  /** Resource units of its evaluations that ended. */
  public double units() {
    return units;
  }

  /** Of these, units run more than once or lost. */
  public double wastedUnits() {
    return wastedUnits;
  }

  /** The objective's metric over the resource. */
  public LearningCurve curve() {
    return curve;
  }
}
