package io.cairn.server.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.study.Budget;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.TrialStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StudyHistoryTest {

  private static final StudySpec SPEC = Specs.small(Budget.ofTrials(10));

  @Test
  void result_hasLevelMetricsLossCostAndTime() {
    StudyHistory history =
        new EventList(SPEC)
            .start(0, 0.25, 1)
            .report(0, 1, 0.9, 2)
            .report(0, 2, 0.7, 4)
            .result(0, 1, 0.5, 6)
            .complete(6.5, 3)
            .read();

    RungResult result = history.trials().get(0).results().get(0);
    assertThat(result.rung()).isEqualTo(1);
    assertThat(result.level()).isEqualTo(3);
    assertThat(result.metrics()).containsExactly(Map.entry("loss", 0.5));
    assertThat(result.loss()).isEqualTo(0.5);
    assertThat(result.costSeconds()).as("what follows the result is its cost").isEqualTo(6.5);
    assertThat(result.moment().evaluations()).isEqualTo(1);
    assertThat(result.moment().at()).isEqualTo(EventList.START.plusSeconds(5));
    LearningCurve curve = history.trials().get(0).curve();
    assertThat(curve.size()).isEqualTo(3);
    assertThat(curve.resource(1)).isEqualTo(2);
    assertThat(curve.value(1)).isEqualTo(0.7);
    assertThat(history.metricNames()).containsExactly("loss");
  }

  @Test
  void retriedEvaluation_chargesTheTrialOnceAndKeepsTheLogTail() {
    StudyHistory history =
        new EventList(SPEC)
            .start(0, 0.25, 0)
            .fail(FailureKind.ERROR, "x".repeat(5_000) + "the end", 3, 1, true)
            .lease(0, 0, 2, 0)
            .result(0, 0, 0.5, 2)
            .complete(2, 1)
            .pauseTrial(0, 0, "rank 1 of 1")
            .read();

    TrialHistory trial = history.trials().get(0);
    assertThat(trial.status()).isEqualTo(TrialStatus.PAUSED);
    assertThat(trial.failuresCharged()).isEqualTo(1);
    assertThat(trial.relocations()).isZero();
    assertThat(trial.evaluations()).isEqualTo(2);
    FailureHistory failure = trial.failures().get(0);
    assertThat(failure.logTail()).hasSize(4_000).endsWith("the end");
    assertThat(failure.attempt()).isEqualTo(1);
    assertThat(failure.retried()).isTrue();
    assertThat(trial.wastedUnits()).as("the failed attempt was for nothing").isEqualTo(1);
    assertThat(trial.costSeconds()).isEqualTo(5);
    assertThat(trial.results().get(0).costSeconds()).as("without the failed one").isEqualTo(2);
  }

  @Test
  void lostWorker_isARelocationAndWaitsForAnother() {
    EventList events =
        new EventList(SPEC)
            .start(0, 0.25, 2)
            .report(0, 1, 0.9, 2)
            .fail(FailureKind.LOST, "", 40, 1, true);
    StudyHistory waiting = events.read();
    assertThat(waiting.waitingForRetry()).isEqualTo(1);
    assertThat(waiting.running()).isZero();
    assertThat(waiting.trials().get(0).status()).isEqualTo(TrialStatus.RUNNING);
    assertThat(waiting.spending().relocations()).isEqualTo(1);
    assertThat(waiting.spending().failures()).isZero();
    assertThat(waiting.evaluations().get(0).outcome()).isEqualTo(EvaluationOutcome.LOST);

    StudyHistory again = events.lease(0, 2, 2, 0).read();
    assertThat(again.waitingForRetry()).isZero();
    assertThat(again.running()).isEqualTo(1);
    assertThat(again.trials().get(0).relocations()).isEqualTo(1);
  }

  @Test
  void restoredLease_isChargedOnce() {
    EventList events = new EventList(SPEC).start(0, 0.25, 2).report(0, 2, 0.9, 4);
    long token = events.token();
    StudyHistory history =
        events
            .fail(FailureKind.LOST, "", 34, 2, true)
            .restore(token)
            .result(0, 2, 0.3, 60)
            .complete(60, 9)
            .read();

    assertThat(history.spending().computeSeconds()).isEqualTo(60);
    assertThat(history.spending().units()).isEqualTo(9);
    assertThat(history.spending().wastedUnits()).isZero();
    TrialHistory trial = history.trials().get(0);
    assertThat(trial.status()).isEqualTo(TrialStatus.COMPLETED);
    assertThat(trial.failures()).singleElement().matches(FailureHistory::restored);
    assertThat(history.evaluations()).hasSize(1);
    assertThat(history.evaluations().get(0).outcome()).isEqualTo(EvaluationOutcome.COMPLETED);
  }

  @Test
  void scriptThatIgnoresItsCheckpoint_wastesWhatItRepeats() {
    StudyHistory history =
        new EventList(SPEC)
            .start(0, 0.25, 0)
            .result(0, 0, 0.9, 2)
            .complete(2, 1)
            .promote(0, 1, "best of 3")
            .lease(0, 1, 1, 1)
            .report(0, 1, 0.91, 2)
            .report(0, 2, 0.8, 4)
            .result(0, 1, 0.6, 6)
            .complete(6, 3)
            .read();

    TrialHistory trial = history.trials().get(0);
    assertThat(trial.wastedUnits()).isEqualTo(1);
    assertThat(history.spending().wastedUnits()).isEqualTo(1);
    assertThat(trial.results().get(0).value()).as("rung 0 is as it was").isEqualTo(0.9);
    assertThat(trial.curve().size()).isEqualTo(3);
    assertThat(trial.curve().value(0)).isEqualTo(0.9);
  }

  @Test
  void nonFiniteResults_divergeAndAreNeverBest() {
    StudyHistory history =
        new EventList(SPEC)
            .start(0, 0.1, 0)
            .result(0, 0, Double.NEGATIVE_INFINITY, 1)
            .complete(1, 1)
            .start(1, 0.2, 0)
            .result(1, 0, 3, 1)
            .complete(1, 1)
            .start(2, 0.3, 0)
            .result(2, 0, Double.NaN, 1)
            .complete(1, 1)
            .read();

    assertThat(history.spending().diverged()).isEqualTo(2);
    assertThat(history.best()).map(b -> b.trial()).contains(1);
    assertThat(history.best(10)).hasSize(1);
    assertThat(history.trials().get(0).lastResult()).get().matches(r -> !r.finite());
    assertThat(history.trials().get(0).lastResult().orElseThrow().loss())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void missingObjective_countsAsDiverged() {
    StudyHistory history =
        new EventList(SPEC)
            .start(0, 0.1, 0)
            .result(1, 0, 0, Map.of("other", 1.0), 1)
            .complete(1, 1)
            .read();
    assertThat(history.trials().get(0).results().get(0).value()).isNaN();
    assertThat(history.metricNames()).containsExactly("loss", "other");
  }

  @Test
  void firstResultAtAHigherRung_takesOverThoughItsLossIsLarger() {
    StudyHistory history =
        new EventList(SPEC)
            .start(0, 0.1, 0)
            .result(0, 0, 0.2, 1)
            .complete(1, 1)
            .start(1, 0.2, 0)
            .result(1, 0, 0.3, 1)
            .complete(1, 1)
            .promote(1, 1, "why not")
            .lease(1, 1, 1, 1)
            .result(1, 1, 0.7, 4)
            .complete(4, 2)
            .read();

    assertThat(history.incumbents()).extracting(s -> s.incumbent().trial()).containsExactly(0, 1);
    assertThat(history.incumbents()).extracting(s -> s.value()).containsExactly(0.2, 0.7);
    IncumbentStep last = history.incumbents().get(1);
    assertThat(last.moment().evaluations()).isEqualTo(3);
    assertThat(last.moment().costSeconds()).isEqualTo(6);
    assertThat(last.moment().units()).isEqualTo(4);
    assertThat(history.best(5)).extracting(b -> b.trial()).containsExactly(1, 0);
  }

  @Test
  void resultThatMeetsTheTarget_takesOverWhateverItsRung() {
    Budget budget =
        new Budget(
            OptionalInt.of(10),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.of(0.1));
    StudyHistory history =
        new EventList(Specs.small(budget))
            .start(0, 0.1, 1)
            .result(0, 1, 0.5, 1)
            .complete(1, 3)
            .start(1, 0.2, 0)
            .result(1, 0, 0.05, 1)
            .complete(1, 1)
            .ending("target reached")
            .ended("target reached")
            .read();
    assertThat(history.best()).map(b -> b.trial()).contains(1);
    assertThat(history.best(2)).extracting(b -> b.trial()).containsExactly(1, 0);
    assertThat(history.phase()).isEqualTo(StudyPhase.ENDED);
    assertThat(history.reason()).isEqualTo("target reached");
  }

  @Test
  void eventsThatBreakOff_showRunningEvaluations() {
    StudyHistory history =
        new EventList(SPEC).start(0, 0.1, 0).report(0, 0.5, 0.4, 7).start(1, 0.2, 0).read();
    assertThat(history.phase()).isEqualTo(StudyPhase.RUNNING);
    assertThat(history.running()).isEqualTo(2);
    EvaluationHistory first = history.evaluations().get(0);
    assertThat(first.outcome()).isEqualTo(EvaluationOutcome.RUNNING);
    assertThat(first.end()).isEmpty();
    assertThat(first.costSeconds()).isEqualTo(7);
    assertThat(first.units()).isEqualTo(0.5);
    assertThat(history.evaluations()).extracting(EvaluationHistory::slot).containsExactly(0, 1);
  }

  @Test
  void endOfTheStudy_cancelsWhatRunsAndWhatWaits() {
    StudyHistory history =
        new EventList(SPEC)
            .start(0, 0.1, 0)
            .fail(FailureKind.LOST, "", 1, 0, true)
            .start(1, 0.2, 0)
            .ending("stopped by a person")
            .fail(FailureKind.CANCELLED, "", 1, 0, false)
            .ended("stopped by a person")
            .read();
    assertThat(history.trials())
        .extracting(TrialHistory::status)
        .containsExactly(TrialStatus.CANCELLED, TrialStatus.CANCELLED);
    assertThat(history.waitingForRetry()).isZero();
  }

  @Test
  void pausesBetweenSessions_areNoRunningTime() {
    StudyHistory history =
        new EventList(SPEC)
            .start(0, 0.1, 0)
            .pause(3_600)
            .session()
            .result(0, 0, 0.4, 1)
            .complete(1, 1)
            .read();
    assertThat(history.sessions()).hasSize(2);
    assertThat(history.elapsedSeconds()).isEqualTo(2 + 2);
    assertThat(history.incumbents().get(0).moment().elapsedSeconds()).isEqualTo(2 + 1);
    assertThat(
            Duration.between(history.sessions().get(0).last(), history.sessions().get(1).opened()))
        .isEqualTo(Duration.ofSeconds(3_601));
  }

  @Test
  void evaluationThatRunsThrough_hasAResultAtEachRungUntilStopped() {
    EventList events = new EventList(SPEC);
    events.start(0, 0.1, 0);
    StudyHistory history =
        events
            .result(0, 0, 0.4, 2)
            .promote(0, 1, "rank 1 of 2 goes on")
            .result(0, 1, 0.3, 6)
            .stopTrial(0, 1, "rank 3 of 4, the best 1 goes on")
            .complete(7, 3)
            .read();
    TrialHistory trial = history.trials().get(0);
    assertThat(trial.status()).isEqualTo(TrialStatus.STOPPED);
    assertThat(trial.results()).extracting(RungResult::costSeconds).containsExactly(2.0, 5.0);
    assertThat(trial.results())
        .extracting(history::fate)
        .containsExactly(RungFate.PROMOTED, RungFate.STOPPED);
    assertThat(trial.lastDecision())
        .get()
        .extracting(TrialDecision::reason)
        .isEqualTo("rank 3 of 4, the best 1 goes on");
    assertThat(history.decisions())
        .extracting(d -> d.kind().word())
        .containsExactly("promoted", "stopped");
  }

  @Test
  void oneReportThatCoversSeveralRungs_isOnePointOfTheCurve() {
    StudyHistory history =
        new EventList(SPEC)
            .start(0, 0.1, 0)
            .reported(1, 0, 3, Map.of("loss", 0.4), 6, OptionalInt.of(0))
            .promote(0, 1, "goes on")
            .reported(1, 0, 3, Map.of("loss", 0.4), 6, OptionalInt.of(1))
            .read();
    TrialHistory trial = history.trials().get(0);
    assertThat(trial.curve().size()).isEqualTo(1);
    assertThat(trial.results()).extracting(RungResult::level).containsExactly(1.0, 3.0);
    assertThat(trial.results()).extracting(RungResult::costSeconds).containsExactly(6.0, 0.0);
  }

  @Test
  void landscape_holdsEveryResultWithItsCost() {
    StudyHistory history =
        new EventList(SPEC)
            .start(0, 0.1, 0)
            .result(0, 0, 0.4, 2)
            .complete(2, 1)
            .start(1, 0.2, 0)
            .result(1, 0, Double.NaN, 0)
            .complete(0, 1)
            .read();
    Landscape landscape = history.landscape();
    assertThat(landscape.size()).isEqualTo(2);
    assertThat(landscape.levels()).containsExactly(1, 3, 9);
    assertThat(landscape.value(0, 0)).isEqualTo(0.4);
    assertThat(landscape.cost(0, 0)).isEqualTo(2);
    assertThat(landscape.loss(0, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(landscape.cost(0, 1)).as("0 s is nobody's measurement").isNaN();
    assertThat(landscape.provenance().study()).isEqualTo("s1");
    assertThat(landscape.maximize()).isFalse();
  }

  /** A trial of three evaluations, the first tried twice, and one that runs through. */
  private static Landscape climbed(boolean checkpoints) {
    return new EventList(Specs.small(checkpoints))
        .start(0, 0.1, 0)
        .fail(FailureKind.ERROR, "", 40, 0, true)
        .lease(0, 0, 2, 0)
        .result(0, 0, 0.4, 2)
        .complete(2, 1)
        .promote(0, 1, "goes on")
        .lease(0, 1, 1, checkpoints ? 1 : 0)
        .result(0, 1, 0.3, 5)
        .complete(6, 2)
        .promote(0, 2, "goes on")
        .lease(0, 2, 1, checkpoints ? 3 : 0)
        .result(0, 2, 0.2, 20)
        .complete(20, 6)
        .start(1, 0.2, 0)
        .result(1, 0, 0.4, 3)
        .promote(1, 1, "goes on")
        .result(1, 1, 0.3, 9)
        .complete(9, 3)
        .read()
        .landscape();
  }

  @Test
  void landscapeOfTrialsThatGoOn_sumsTheirEvaluations() {
    Landscape landscape = climbed(true);
    assertThat(landscape.cost(0, 0)).as("without the failed attempt").isEqualTo(2);
    assertThat(landscape.cost(1, 0)).isEqualTo(2 + 6);
    assertThat(landscape.cost(2, 0)).isEqualTo(2 + 6 + 20);
    assertThat(landscape.cost(1, 1)).as("within one evaluation").isEqualTo(9);
  }

  @Test
  void landscapeOfTrialsThatStartOver_holdsTheLastEvaluationAlone() {
    Landscape landscape = climbed(false);
    assertThat(landscape.cost(0, 0)).isEqualTo(2);
    assertThat(landscape.cost(1, 0)).isEqualTo(6);
    assertThat(landscape.cost(2, 0)).isEqualTo(20);
    assertThat(landscape.cost(1, 1)).isEqualTo(9);
  }

  @Test
  void landscapeOfATrialWithAnUnknownCost_knowsNoneAboveIt() {
    Landscape landscape =
        new EventList(SPEC)
            .start(0, 0.1, 0)
            .result(0, 0, 0.4, 0)
            .complete(0, 1)
            .promote(0, 1, "goes on")
            .lease(0, 1, 1, 1)
            .result(0, 1, 0.3, 5)
            .complete(5, 2)
            .start(1, 0.2, 0)
            .reported(3, 1, 3, Map.of("loss", 0.4), 6, OptionalInt.of(0))
            .promote(1, 1, "goes on")
            .reported(3, 1, 3, Map.of("loss", 0.4), 6, OptionalInt.of(1))
            .read()
            .landscape();
    assertThat(landscape.cost(0, 0)).isNaN();
    assertThat(landscape.cost(1, 0)).isNaN();
    assertThat(landscape.cost(0, 1)).isEqualTo(6);
    assertThat(landscape.cost(1, 1)).as("of the same report").isEqualTo(6);
  }

  @Test
  void failedTrial_keepsItsResultsBelow() {
    StudyHistory history =
        new EventList(SPEC)
            .start(0, 0.1, 0)
            .result(0, 0, 0.4, 2)
            .complete(2, 1)
            .promote(0, 1, "best")
            .lease(0, 1, 1, 1)
            .fail(FailureKind.ERROR, "log", 4, 1.5, false)
            .giveUp(0, 1, "exit code 1")
            .read();
    TrialHistory trial = history.trials().get(0);
    assertThat(trial.status()).isEqualTo(TrialStatus.FAILED);
    assertThat(history.best()).isPresent();
    assertThat(history.spending().trialsFailed()).isEqualTo(1);
    assertThat(trial.wastedUnits()).isEqualTo(1.5, within(1e-12));
    assertThat(history.fate(trial.results().get(0))).isEqualTo(RungFate.PROMOTED);
  }

  @Test
  void eventsOfSeveralStudies_areRefused() {
    List<EventList> wrong =
        List.of(
            new EventList(SPEC).start(1, 0.1, 0),
            new EventList(SPEC).pauseTrial(4, 0, "?"),
            new EventList(SPEC).complete(1, 1),
            new EventList(SPEC).restore(3));
    for (EventList events : wrong) {
      assertThatThrownBy(events::read)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the events are not those of one study in their order");
    }
  }

  @Test
  void limits_keepNeitherCurvesNorLogsWhenTold() {
    List<io.cairn.core.study.StudyEvent> events =
        new EventList(SPEC)
            .start(0, 0.1, 0)
            .report(0, 0.5, 1, 1)
            .fail(FailureKind.ERROR, "log", 4, 1.5, true)
            .events();
    StudyHistory history = StudyHistory.of(SPEC, "s1", events.stream(), HistoryLimits.RESULTS_ONLY);
    assertThat(history.trials().get(0).curve().size()).isZero();
    assertThat(history.trials().get(0).failures().get(0).logTail()).isEmpty();
  }
}
