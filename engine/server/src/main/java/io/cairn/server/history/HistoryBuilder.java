package io.cairn.server.history;

import io.cairn.core.study.ActiveTime;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.TrialStatus;
import io.cairn.server.history.OpenEvaluations.Charge;
import io.cairn.server.history.TrialDecision.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes the events of a study in their order, once. */
final class HistoryBuilder {

  final StudySpec spec;
  final MetricNames metricNames;
  final IncumbentCurve incumbents;
  final OpenEvaluations evaluations = new OpenEvaluations();
  final List<TrialHistory> trials = new ArrayList<>();
  final List<TrialDecision> decisions = new ArrayList<>();
  final List<SessionHistory> sessions = new ArrayList<>();
  final Tally tally = new Tally();
  final CheckpointTally checkpoints = new CheckpointTally();
  StudyPhase phase = StudyPhase.RUNNING;
  String reason = "";
  Instant lastEvent = Instant.EPOCH;

  private final HistoryLimits limits;
  private final ActiveTime active = new ActiveTime();
  private int logsKept;

  HistoryBuilder(StudySpec spec, HistoryLimits limits) {
    this.spec = spec;
    this.limits = limits;
    this.metricNames = new MetricNames(spec.objective().metric());
    this.incumbents = new IncumbentCurve(spec);
  }

  void apply(StudyEvent event) {
    if (event instanceof StudyEvent.Reported e) {
      reported(e);
    } else if (event instanceof StudyEvent.EvaluationLeased e) {
      leased(e);
    } else if (event instanceof StudyEvent.EvaluationCompleted e) {
      completed(e);
    } else if (event instanceof StudyEvent.TrialStarted e) {
      started(e);
    } else if (event instanceof StudyEvent.TrialPromoted e) {
      trial(e.trial()).due(e.rung());
      decided(new TrialDecision(e.at(), e.trial(), e.rung(), Kind.PROMOTED, e.reason()));
    } else if (event instanceof StudyEvent.TrialPaused e) {
      decided(new TrialDecision(e.at(), e.trial(), e.rung(), Kind.PAUSED, e.reason()));
    } else if (event instanceof StudyEvent.TrialStopped e) {
      decided(new TrialDecision(e.at(), e.trial(), e.rung(), Kind.STOPPED, e.reason()));
    } else if (event instanceof StudyEvent.TrialFailed e) {
      tally.trialsFailed++;
      tally.failedInARow++;
      decided(new TrialDecision(e.at(), e.trial(), e.rung(), Kind.FAILED, e.reason()));
    } else if (event instanceof StudyEvent.EvaluationFailed e) {
      failed(e);
    } else if (event instanceof StudyEvent.LeaseRestored e) {
      restored(e);
    } else if (event instanceof StudyEvent.SessionOpened e) {
      opened(e);
    } else if (event instanceof StudyEvent.EvaluationQueued e) {
      trial(e.trial());
      evaluations.queue(e.trial());
    } else if (event instanceof StudyEvent.CheckpointKept e) {
      checkpoints.kept(e.trial(), e.bytes());
    } else if (event instanceof StudyEvent.CheckpointDropped e) {
      checkpoints.dropped(e.trial());
    } else {
      turned(event);
    }
    lastEvent = event.at();
  }

  /** Events of the study as a whole. */
  private void turned(StudyEvent event) {
    if (event instanceof StudyEvent.StudyPaused e) {
      turn(StudyPhase.PAUSED, e.reason());
      active.pause(e.at());
    } else if (event instanceof StudyEvent.StudyResumed e) {
      turn(StudyPhase.RUNNING, "");
      active.goOn(e.at());
    } else if (event instanceof StudyEvent.StudyEnding e) {
      turn(StudyPhase.ENDING, e.reason());
      active.goOn(e.at());
    } else if (event instanceof StudyEvent.StudyEnded e) {
      ended(e);
    }
  }

  private void turn(StudyPhase into, String because) {
    phase = into;
    reason = because;
  }

  private void opened(StudyEvent.SessionOpened e) {
    if (sessions.isEmpty()) {
      active.begin(e.at());
    } else {
      closeSession();
      active.beginAgain(e.at(), lastEvent);
    }
    sessions.add(new SessionHistory(e.at(), e.mode(), e.at()));
  }

  void closeSession() {
    if (!sessions.isEmpty()) {
      int last = sessions.size() - 1;
      SessionHistory open = sessions.get(last);
      sessions.set(last, new SessionHistory(open.opened(), open.mode(), lastEvent));
    }
  }

  /** Time that the study had run at {@code now}, without pauses and the time between sessions. */
  Duration elapsed(Instant now) {
    return sessions.isEmpty() ? Duration.ZERO : active.at(now);
  }

  private void started(StudyEvent.TrialStarted e) {
    if (e.trial() != trials.size()) {
      throw new IllegalStateException(
          "trial "
              + e.trial()
              + " was started where trial "
              + trials.size()
              + " is next: the events are not those of one study in their order");
    }
    trials.add(new TrialHistory(e, limits.pointsPerTrial()));
  }

  private TrialHistory trial(int number) {
    if (number < 0 || number >= trials.size()) {
      throw new IllegalStateException(
          "trial "
              + number
              + " was never started: the events are not those of one study in their order");
    }
    return trials.get(number);
  }

  private void decided(TrialDecision decision) {
    TrialHistory trial = trial(decision.trial());
    TrialStatus status =
        switch (decision.kind()) {
          case PROMOTED -> TrialStatus.RUNNING;
          case PAUSED -> TrialStatus.PAUSED;
          case STOPPED -> TrialStatus.STOPPED;
          case FAILED -> TrialStatus.FAILED;
        };
    trial.status(status, decision.at());
    trial.decided(decision);
    decisions.add(decision);
  }

  private void leased(StudyEvent.EvaluationLeased e) {
    TrialHistory trial = trial(e.trial());
    trial.leased(e.at());
    double reached = spec.checkpoints() ? trial.lastResult().map(RungResult::level).orElse(0.0) : 0;
    evaluations.lease(e, Math.max(0, reached - e.from()));
  }

  private void reported(StudyEvent.Reported e) {
    EvaluationHistory evaluation = evaluations.require(e.token());
    TrialHistory trial = trial(e.trial());
    tally.removeOpen(evaluation);
    evaluation.reported(e.resource(), e.costSeconds());
    tally.addOpen(evaluation);
    double value = e.metrics().getOrDefault(spec.objective().metric(), Double.NaN);
    trial.reported(e.resource(), value, e.at());
    if (e.rung().isPresent()) {
      result(e, evaluation, trial, value);
    }
  }

  private void result(
      StudyEvent.Reported e, EvaluationHistory evaluation, TrialHistory trial, double value) {
    int rung = e.rung().getAsInt();
    double loss = spec.objective().loss(value);
    tally.result(Double.isFinite(loss));
    double elapsed = elapsed(e.at()).toMillis() / 1000.0;
    RungResult result =
        new RungResult(
            e.trial(),
            rung,
            spec.ladder().level(rung),
            e.resource(),
            metricNames.row(e.metrics()),
            value,
            loss,
            evaluation.takeCost(),
            e.token(),
            new StudyMoment(
                e.at(), tally.evaluations, tally.costSoFar(), tally.unitsSoFar(), elapsed));
    trial.result(result);
    if (rung == spec.ladder().top()) {
      trial.status(TrialStatus.COMPLETED, e.at());
    }
    incumbents.consider(result);
  }

  private void completed(StudyEvent.EvaluationCompleted e) {
    EvaluationHistory evaluation = evaluations.require(e.token());
    TrialHistory trial = trial(evaluation.trial());
    double repeated = Math.max(0, e.units() - evaluation.newUnits());
    close(evaluation, EvaluationOutcome.COMPLETED, e.at(), e.costSeconds(), e.units());
    trial.addToLastResult(e.token(), evaluation.takeCost());
    charge(trial, e.costSeconds(), e.units(), repeated);
  }

  private void failed(StudyEvent.EvaluationFailed e) {
    EvaluationHistory evaluation = evaluations.require(e.token());
    TrialHistory trial = trial(evaluation.trial());
    // Work up to the last recorded rung was of use even though the evaluation failed.
    double kept =
        trial.lastResult().map(r -> Math.max(0, r.level() - evaluation.known())).orElse(0.0);
    double wasted = Math.max(0, e.units() - kept);
    close(evaluation, EvaluationOutcome.of(e.why()), e.at(), e.costSeconds(), e.units());
    charge(trial, e.costSeconds(), e.units(), wasted);
    tally.leaseFailed(e.why());
    trial.failed(
        new FailureHistory(
            e.at(),
            e.token(),
            evaluation.trial(),
            evaluation.rung(),
            evaluation.attempt(),
            evaluation.worker(),
            e.why(),
            e.message(),
            kept(e.logTail()),
            e.retry(),
            false));
    if (e.retry()) {
      evaluations.waits(new Charge(evaluation, e.costSeconds(), e.units(), wasted));
    } else if (trial.status() == TrialStatus.RUNNING) {
      trial.status(TrialStatus.CANCELLED, e.at());
    }
  }

  private String kept(String log) {
    if (log.isEmpty() || logsKept >= limits.logs()) {
      return "";
    }
    logsKept++;
    return log.substring(Math.max(0, log.length() - limits.logCharacters()));
  }

  private void restored(StudyEvent.LeaseRestored e) {
    Charge charge = evaluations.restore(e.token());
    TrialHistory trial = trial(charge.evaluation().trial());
    charge(trial, -charge.costSeconds(), -charge.units(), -charge.wasted());
    tally.addOpen(charge.evaluation());
    trial.restored(e.token());
  }

  private void ended(StudyEvent.StudyEnded e) {
    turn(StudyPhase.ENDED, e.reason());
    active.goOn(e.at());
    for (int number : evaluations.waitingTrials()) {
      trial(number).status(TrialStatus.CANCELLED, e.at());
    }
    evaluations.forgetWaiting();
    spec.checkpointRules().whatStays(incumbents.best()).ifPresent(checkpoints::retain);
  }

  private void close(
      EvaluationHistory evaluation, EvaluationOutcome how, Instant at, double cost, double units) {
    tally.removeOpen(evaluation);
    evaluation.close(how, at, cost, units);
    evaluations.end(evaluation);
  }

  private void charge(TrialHistory trial, double cost, double units, double wasted) {
    trial.spent(cost, units, wasted);
    tally.spent(cost, units, wasted);
  }
}
