package io.cairn.server.history;

import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.TrialStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One trial from its start to what became of it. A view; what it gives is made when asked for. */
public final class TrialHistory {

  private final TrialColumns columns;
  private final int number;

  TrialHistory(TrialColumns columns, int number) {
    this.columns = columns;
    this.number = number;
  }

  /** Its number, from 0. */
  public int number() {
    return number;
  }

  /** What was tried. */
  public Configuration configuration() {
    return columns.configuration(number);
  }

  /** The bracket that it belongs to, from 0. */
  public int bracket() {
    return columns.bracket(number);
  }

  /** Where the configuration came from, for people. */
  public String origin() {
    return columns.origin(number);
  }

  /** When it was decided. */
  public Instant started() {
    return columns.started(number);
  }

  /** When something last happened to it. */
  public Instant lastEvent() {
    return columns.lastEvent(number);
  }

  /** Where it is in its life. */
  public TrialStatus status() {
    return columns.status(number);
  }

  /** The rung that it was last sent to. */
  public int dueRung() {
    return columns.dueRung(number);
  }

  /** Its results, lowest rung first. */
  public List<RungResult> results() {
    List<RungResult> results = new ArrayList<>(2);
    for (int row = columns.resultsOf.first(number); row != Chain.NONE; ) {
      results.add(columns.results.get(row));
      row = columns.resultsOf.next(row);
    }
    return Collections.unmodifiableList(results);
  }

  /** Its result at the highest rung that it reached, finite or not. */
  public Optional<RungResult> lastResult() {
    int row = columns.resultsOf.last(number);
    return row == Chain.NONE ? Optional.empty() : Optional.of(columns.results.get(row));
  }

  /** What was decided on it and why, oldest first. */
  public List<TrialDecision> decisions() {
    List<TrialDecision> decisions = new ArrayList<>(2);
    for (int row = columns.decisionsOf.first(number); row != Chain.NONE; ) {
      decisions.add(columns.decisions.get(row));
      row = columns.decisionsOf.next(row);
    }
    return Collections.unmodifiableList(decisions);
  }

  /** Why it is where it is: the newest decision; empty if none was needed. */
  public Optional<TrialDecision> lastDecision() {
    int row = columns.decisionsOf.last(number);
    return row == Chain.NONE ? Optional.empty() : Optional.of(columns.decisions.get(row));
  }

  /** Evaluations handed out for it, every attempt counted. */
  public int evaluations() {
    return columns.evaluations(number);
  }

  /** Its evaluations that ended without their result, oldest first. */
  public List<FailureHistory> failures() {
    return Collections.unmodifiableList(columns.failures(number));
  }

  /** Failures by the fault of user code. */
  public int failuresCharged() {
    return (int) failures().stream().filter(FailureHistory::chargedToTrial).count();
  }

  /** Evaluations lost with their worker or given back, those that were taken up again included. */
  public int relocations() {
    return failures().size() - failuresCharged();
  }

  /** Of these, evaluations that their worker gave back. */
  public int givenBack() {
    return (int) failures().stream().filter(f -> f.kind() == FailureKind.CANCELLED).count();
  }

  /** Worker time of its evaluations that ended. */
  public double costSeconds() {
    return columns.cost(number);
  }

  /** Resource units of its evaluations that ended. */
  public double units() {
    return columns.units(number);
  }

  /** Of these, units run more than once or lost. */
  public double wastedUnits() {
    return columns.wasted(number);
  }

  /** The objective's metric over the resource. */
  public LearningCurve curve() {
    return columns.curve(number);
  }
}
