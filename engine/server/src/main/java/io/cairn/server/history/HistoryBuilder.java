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
  final TrialColumns trials;
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
    this.trials = new TrialColumns(spec, metricNames, limits.pointsPerTrial());
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
      trials.due(trial(e.trial()), e.rung());
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
    trials.add(e);
  }

  /** The number, if there is such a trial. */
  private int trial(int number) {
    if (number < 0 || number >= trials.size()) {
      throw new IllegalStateException(
          "trial "
              + number
              + " was never started: the events are not those of one study in their order");
    }
    return number;
  }

  private void decided(TrialDecision decision) {
    TrialStatus status =
        switch (decision.kind()) {
          case PROMOTED -> TrialStatus.RUNNING;
          case PAUSED -> TrialStatus.PAUSED;
          case STOPPED -> TrialStatus.STOPPED;
          case FAILED -> TrialStatus.FAILED;
        };
    trials.status(trial(decision.trial()), status, decision.at());
    trials.decisions.add(decision);
  }

  private void leased(StudyEvent.EvaluationLeased e) {
    int trial = trial(e.trial());
    trials.leased(trial, e.at());
    int last = trials.resultsOf.last(trial);
    double reached = spec.checkpoints() && last != Chain.NONE ? trials.results.level(last) : 0;
    evaluations.lease(e, Math.max(0, reached - e.from()));
  }

  private void reported(StudyEvent.Reported e) {
    OpenEvaluation evaluation = evaluations.require(e.token());
    int trial = trial(e.trial());
    tally.removeOpen(evaluation);
    evaluation.reported(e.resource(), e.costSeconds());
    tally.addOpen(evaluation);
    double value = e.metrics().getOrDefault(spec.objective().metric(), Double.NaN);
    trials.reported(trial, e.resource(), value, e.at());
    if (e.rung().isPresent()) {
      result(e, e.rung().getAsInt(), evaluation, spec.objective().loss(value));
    }
  }

  private void result(StudyEvent.Reported e, int rung, OpenEvaluation evaluation, double loss) {
    tally.result(Double.isFinite(loss));
    double elapsed = elapsed(e.at()).toMillis() / 1000.0;
    RungResult result =
        trials.results.add(
            e.trial(),
            rung,
            e.resource(),
            e.metrics(),
            evaluation.takeCost(),
            e.token(),
            new StudyMoment(
                e.at(), tally.evaluations, tally.costSoFar(), tally.unitsSoFar(), elapsed));
    if (rung == spec.ladder().top()) {
      trials.status(e.trial(), TrialStatus.COMPLETED, e.at());
    }
    incumbents.consider(result);
  }

  private void completed(StudyEvent.EvaluationCompleted e) {
    OpenEvaluation evaluation = evaluations.require(e.token());
    int trial = trial(evaluation.trial());
    double repeated = Math.max(0, e.units() - evaluation.newUnits());
    close(evaluation, EvaluationOutcome.COMPLETED, e.at(), e.costSeconds(), e.units());
    trials.results.addToLast(trial, e.token(), evaluation.takeCost());
    charge(trial, e.costSeconds(), e.units(), repeated);
  }

  private void failed(StudyEvent.EvaluationFailed e) {
    OpenEvaluation evaluation = evaluations.require(e.token());
    int trial = trial(evaluation.trial());
    // Work up to the last recorded rung was of use even though the evaluation failed.
    int last = trials.resultsOf.last(trial);
    double kept =
        last == Chain.NONE ? 0 : Math.max(0, trials.results.level(last) - evaluation.known());
    double wasted = Math.max(0, e.units() - kept);
    close(evaluation, EvaluationOutcome.of(e.why()), e.at(), e.costSeconds(), e.units());
    charge(trial, e.costSeconds(), e.units(), wasted);
    tally.leaseFailed(e.why());
    trials.failed(
        new FailureHistory(
            e.at(),
            e.token(),
            trial,
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
    } else if (trials.status(trial) == TrialStatus.RUNNING) {
      trials.status(trial, TrialStatus.CANCELLED, e.at());
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
    int trial = trial(charge.evaluation().trial());
    charge(trial, -charge.costSeconds(), -charge.units(), -charge.wasted());
    tally.addOpen(charge.evaluation());
    trials.restored(trial, e.token());
  }

  private void ended(StudyEvent.StudyEnded e) {
    turn(StudyPhase.ENDED, e.reason());
    active.goOn(e.at());
    for (int number : evaluations.waitingTrials()) {
      trials.status(trial(number), TrialStatus.CANCELLED, e.at());
    }
    evaluations.forgetWaiting();
    spec.checkpointRules().whatStays(incumbents.best()).ifPresent(checkpoints::retain);
  }

  private void close(
      OpenEvaluation evaluation, EvaluationOutcome how, Instant at, double cost, double units) {
    tally.removeOpen(evaluation);
    evaluation.close(how, at, cost, units);
    evaluations.end(evaluation);
  }

  private void charge(int trial, double cost, double units, double wasted) {
    trials.spent(trial, cost, units, wasted);
    tally.spent(cost, units, wasted);
  }
}
