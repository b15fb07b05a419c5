package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StudyDeciderTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<StudyEvent> events = new ArrayList<>();
  private StudyState state = new StudyState(Studies.spec("asha", Budget.ofTrials(9)));

  private StudyReply decide(StudyCommand command) {
    Decision decision = new StudyDecider().decide(state, command, now);
    events.addAll(decision.events());
    return decision.reply();
  }

  private void study(StudySpec spec) {
    state = new StudyState(spec);
    events.clear();
    decide(new StudyCommand.OpenSession("run"));
  }

  private StudyReply.Granted ask() {
    StudyReply reply = decide(new StudyCommand.RequestLease("w1", false));
    assertThat(reply).isInstanceOf(StudyReply.Granted.class);
    return (StudyReply.Granted) reply;
  }

  private StudyReply tell(StudyReply.Granted granted, double accuracy) {
    return decide(
        new StudyCommand.Complete(
            granted.token(), granted.to(), Map.of("accuracy", accuracy), OptionalDouble.of(1)));
  }

  private StudyReply fail(StudyReply.Granted granted, FailureKind why) {
    return decide(
        new StudyCommand.Fail(granted.token(), why, "it broke", "tail", OptionalDouble.of(1)));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    decide(new StudyCommand.Tick());
  }

  private static Budget budget(
      OptionalInt trials,
      OptionalLong evaluations,
      OptionalDouble resource,
      Optional<Duration> compute,
      Optional<Duration> wallClock,
      OptionalDouble target) {
    return new Budget(trials, evaluations, resource, compute, wallClock, target);
  }

  private static Budget wallClock(int seconds) {
    return budget(
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.of(Duration.ofSeconds(seconds)),
        OptionalDouble.empty());
  }

  @Test
  void leaseExpired_requeuesTrialOnce() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted first = ask();
    pass(Duration.ofSeconds(61));
    StudyReply.Granted again = ask();
    assertThat(again.trial()).isEqualTo(first.trial());
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.configuration()).isEqualTo(first.configuration());
    assertThat(ask().trial()).isEqualTo(1);
    assertThat(state.spending().relocations()).isEqualTo(1);
    assertThat(state.spending().failures()).isZero();
  }

  @Test
  void workersKnownToBeGone_areNotWaitedFor() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted first = ask();
    StudyReply.Granted second = ask();
    decide(new StudyCommand.ReleaseLeases("its process ended"));
    assertThat(state.running()).isZero();
    assertThat(ask().trial()).isEqualTo(first.trial());
    assertThat(ask().trial()).isEqualTo(second.trial());
    assertThat(state.spending().relocations()).isEqualTo(2);
    assertThat(state.spending().failures()).isZero();
  }

  @Test
  void leaseRenewed_doesNotExpire() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted granted = ask();
    for (int i = 0; i < 10; i++) {
      now = now.plusSeconds(30);
      assertThat(decide(new StudyCommand.Alive(List.of(granted.token()))))
          .isEqualTo(new StudyReply.Alive(List.of()));
      decide(new StudyCommand.Tick());
    }
    assertThat(tell(granted, 0.5)).isInstanceOf(StudyReply.Accepted.class);
    assertThat(state.spending().relocations()).isZero();
  }

  @Test
  void lateResult_isTakenIfNobodyRanItAgain() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted granted = ask();
    pass(Duration.ofSeconds(61));
    assertThat(tell(granted, 0.5)).isInstanceOf(StudyReply.Accepted.class);
    assertThat(state.spending().evaluations()).isEqualTo(1);
    assertThat(ask().trial()).isEqualTo(1);
  }

  @Test
  void restoredLease_isChargedOnce() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted granted = ask();
    decide(new StudyCommand.Report(granted.token(), 1, 0.5, Map.of("accuracy", 0.1), 7));
    pass(Duration.ofSeconds(61));
    assertThat(state.spending().units()).isEqualTo(0.5);
    tell(granted, 0.5);
    assertThat(state.spending().units()).isEqualTo(1);
    assertThat(state.spending().wastedUnits()).isZero();
    assertThat(state.spending().computeSeconds()).isEqualTo(1);
  }

  @Test
  void lateResult_isRefusedOnceAnotherWorkerHasIt() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted old = ask();
    pass(Duration.ofSeconds(61));
    StudyReply.Granted young = ask();
    assertThat(tell(old, 0.5)).isInstanceOf(StudyReply.Refused.class);
    assertThat(tell(young, 0.4)).isInstanceOf(StudyReply.Accepted.class);
    assertThat(tell(young, 0.4)).isInstanceOf(StudyReply.Refused.class);
    assertThat(state.spending().evaluations()).isEqualTo(1);
  }

  @Test
  void failureToldAgain_isChargedOnceAndStillRetried() {
    study(Studies.spec("asha", Budget.ofTrials(9), new FailureRules(1, 10, 20), true));
    StudyReply.Granted granted = ask();
    StudyCommand fail =
        new StudyCommand.Fail(
            granted.token(), FailureKind.ERROR, "broke", "", OptionalDouble.empty());
    assertThat(decide(fail)).isInstanceOf(StudyReply.Accepted.class);
    assertThat(decide(fail)).isInstanceOf(StudyReply.Accepted.class);
    assertThat(state.spending().failures()).isEqualTo(1);
    StudyReply.Granted again = ask();
    assertThat(again.trial()).isEqualTo(granted.trial());
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(decide(fail)).as("the retry runs").isInstanceOf(StudyReply.Refused.class);
  }

  @Test
  void unknownEvaluation_isRefusedWithAReason() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply reply =
        decide(new StudyCommand.Complete(99, 1, Map.of("accuracy", 1.0), OptionalDouble.empty()));
    assertThat(((StudyReply.Refused) reply).reason()).contains("no evaluation e99");
  }

  @Test
  void relocations_areNotChargedAsFailures() {
    study(Studies.spec("asha", Budget.ofTrials(1), new FailureRules(0, 10, 20), true));
    for (int i = 0; i < 3; i++) {
      ask();
      pass(Duration.ofSeconds(61));
    }
    StudyReply.Granted granted = ask();
    tell(granted, 0.5);
    assertThat(state.spending().relocations()).isEqualTo(3);
    assertThat(state.spending().failures()).isZero();
    assertThat(state.status(0)).isEqualTo(TrialStatus.PAUSED);
  }

  @Test
  void workerKiller_failsAfterTheLimit() {
    study(Studies.spec("asha", Budget.ofTrials(1), new FailureRules(1, 10, 3), true));
    for (int i = 0; i < 4; i++) {
      ask();
      pass(Duration.ofSeconds(61));
    }
    assertThat(state.status(0)).isEqualTo(TrialStatus.FAILED);
  }

  @Test
  void userFailure_isRetriedThenFailsTheTrial() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    fail(ask(), FailureKind.ERROR);
    StudyReply.Granted again = ask();
    assertThat(again.trial()).isZero();
    fail(again, FailureKind.ERROR);
    assertThat(state.status(0)).isEqualTo(TrialStatus.FAILED);
    assertThat(ask().trial()).isEqualTo(1);
  }

  @Test
  void everyTrialFails_endsTheStudyWithTheReason() {
    study(Studies.spec("asha", Budget.ofTrials(100), new FailureRules(0, 10, 20), true));
    for (int i = 0; i < 10; i++) {
      fail(ask(), FailureKind.ERROR);
    }
    assertThat(state.phase()).isEqualTo(StudyPhase.ENDED);
    assertThat(state.reason()).contains("10 trials failed in a row").contains("it broke");
  }

  @Test
  void resentReport_countsOnce() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted granted = ask();
    StudyCommand.Report report =
        new StudyCommand.Report(granted.token(), 1, 1, Map.of("accuracy", 0.4), 1);
    assertThat(decide(report)).isInstanceOf(StudyReply.Accepted.class);
    int before = events.size();
    assertThat(decide(report)).isInstanceOf(StudyReply.Accepted.class);
    assertThat(events).hasSize(before);
  }

  @Test
  void scriptThatIgnoresCheckpoints_recordsEachRungOnceAndCountsTheWaste() {
    study(Studies.spec("asha", Budget.ofTrials(3)));
    List<StudyReply.Granted> first = List.of(ask(), ask(), ask());
    tell(first.get(0), 0.1);
    tell(first.get(1), 0.2);
    tell(first.get(2), 0.3);
    StudyReply.Granted promoted = ask();
    assertThat(promoted.trial()).isEqualTo(2);
    assertThat(promoted.from()).isEqualTo(1);
    for (int epoch = 1; epoch <= 3; epoch++) {
      assertThat(
              decide(
                  new StudyCommand.Report(
                      promoted.token(), epoch, epoch, Map.of("accuracy", 0.3 + epoch), epoch)))
          .isInstanceOf(StudyReply.Accepted.class);
    }
    decide(new StudyCommand.Complete(promoted.token(), 3, Map.of(), OptionalDouble.of(3)));
    Map<Integer, Double> results = new LinkedHashMap<>();
    for (StudyEvent event : events) {
      if (event instanceof StudyEvent.Reported r && r.trial() == 2 && r.rung().isPresent()) {
        assertThat(results.put(r.rung().getAsInt(), r.metrics().get("accuracy"))).isNull();
      }
    }
    assertThat(results).containsExactly(Map.entry(0, 0.3), Map.entry(1, 3.3));
    assertThat(state.spending().wastedUnits()).isEqualTo(1);
    assertThat(state.spending().units()).isEqualTo(3 + 3);
  }

  @Test
  void missingMetric_namesTheKeyAndWhatWasThere() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted granted = ask();
    StudyReply reply =
        decide(
            new StudyCommand.Complete(
                granted.token(), 1, Map.of("acuracy", 0.4), OptionalDouble.of(1)));
    assertThat(((StudyReply.Refused) reply).reason()).contains("accuracy").contains("acuracy");
    assertThat(state.spending().failures()).isEqualTo(1);
  }

  @Test
  void missingMetricInAskTell_leavesTheEvaluationOpen() {
    state = new StudyState(Studies.spec("asha", Budget.ofTrials(9)));
    decide(new StudyCommand.OpenSession(StudyDecider.ASK_TELL));
    StudyReply.Granted granted = ask();
    assertThat(
            decide(
                new StudyCommand.Complete(
                    granted.token(), 1, Map.of("acuracy", 0.4), OptionalDouble.of(1))))
        .isInstanceOf(StudyReply.Refused.class);
    assertThat(tell(granted, 0.4)).isInstanceOf(StudyReply.Accepted.class);
    assertThat(state.spending().failures()).isZero();
  }

  @Test
  void nonFinite_isNeverTheBestAndIsCounted() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    for (double value :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0.2, Double.NEGATIVE_INFINITY}) {
      tell(ask(), value);
    }
    assertThat(state.spending().diverged()).isEqualTo(3);
    assertThat(state.incumbent().orElseThrow().metrics()).containsEntry("accuracy", 0.2);
  }

  @Test
  void wallClock_stopsIssuingThenGivesGraceThenEnds() {
    study(Studies.spec("asha", wallClock(10)));
    StudyReply.Granted quick = ask();
    StudyReply.Granted hung = ask();
    pass(Duration.ofSeconds(10));
    assertThat(state.phase()).isEqualTo(StudyPhase.ENDING);
    assertThat(decide(new StudyCommand.RequestLease("w", false)))
        .isInstanceOf(StudyReply.Wait.class);
    tell(quick, 0.7);
    assertThat(state.phase()).isEqualTo(StudyPhase.ENDING);
    pass(Duration.ofSeconds(10));
    assertThat(state.phase()).isEqualTo(StudyPhase.ENDED);
    assertThat(state.incumbent().orElseThrow().trial()).isEqualTo(quick.trial());
    assertThat(state.status(hung.trial())).isEqualTo(TrialStatus.CANCELLED);
    assertThat(state.spending().failures()).isZero();
  }

  @Test
  void wallClock_countsOnlyTheTimeThatSessionsRan() {
    study(Studies.spec("asha", wallClock(10)));
    ask();
    pass(Duration.ofSeconds(4));
    ask();
    now = now.plus(Duration.ofHours(5));
    decide(new StudyCommand.OpenSession("run"));
    pass(Duration.ofSeconds(5));
    assertThat(state.phase()).isEqualTo(StudyPhase.RUNNING);
    pass(Duration.ofSeconds(2));
    assertThat(state.phase()).isNotEqualTo(StudyPhase.RUNNING);
  }

  @Test
  void targetReached_endsAndIsTheBest() {
    study(
        Studies.spec(
            "asha",
            budget(
                OptionalInt.of(9),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.of(0.9))));
    tell(ask(), 0.5);
    StudyReply.Granted good = ask();
    tell(good, 0.95);
    assertThat(state.phase()).isEqualTo(StudyPhase.ENDED);
    assertThat(state.reason()).contains("target reached");
    assertThat(state.incumbent().orElseThrow().trial()).isEqualTo(good.trial());
  }

  @Test
  void evaluationsBudget_isExactWithWorkersInFlight() {
    study(
        Studies.spec(
            "asha",
            budget(
                OptionalInt.empty(),
                OptionalLong.of(5),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty())));
    List<StudyReply.Granted> out = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      out.add(ask());
    }
    assertThat(decide(new StudyCommand.RequestLease("w", false)))
        .isInstanceOf(StudyReply.Wait.class);
    out.forEach(granted -> tell(granted, 0.5));
    assertThat(decide(new StudyCommand.RequestLease("w", false)))
        .isInstanceOf(StudyReply.Done.class);
    assertThat(state.spending().evaluations()).isEqualTo(5);
  }

  @Test
  void resourceBudget_isNeverOverspent() {
    study(
        Studies.spec(
            "asha",
            budget(
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.of(20),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty())));
    while (state.phase() != StudyPhase.ENDED) {
      StudyReply reply = decide(new StudyCommand.RequestLease("w", false));
      if (reply instanceof StudyReply.Granted granted) {
        tell(granted, 0.01 * granted.trial());
      }
    }
    assertThat(state.spending().units()).isLessThanOrEqualTo(20).isGreaterThan(17);
    assertThat(state.reason()).contains("resource budget");
  }

  @Test
  void stoppingMethod_runsThroughAndIsToldToStopAtARung() {
    study(Studies.spec("asha-stopping", Budget.ofTrials(9)));
    Set<Integer> stopped = new HashSet<>();
    for (int i = 0; i < 9; i++) {
      StudyReply reply = decide(new StudyCommand.RequestLease("w1", true));
      StudyReply.Granted granted = (StudyReply.Granted) reply;
      assertThat(granted.to()).isEqualTo(9);
      boolean goOn = true;
      int epoch = 0;
      while (goOn && epoch < 9) {
        epoch++;
        StudyReply answer =
            decide(
                new StudyCommand.Report(
                    granted.token(), epoch, epoch, Map.of("accuracy", 0.9 - 0.1 * i), epoch));
        goOn = ((StudyReply.Accepted) answer).goOn();
      }
      decide(new StudyCommand.Complete(granted.token(), epoch, Map.of(), OptionalDouble.of(1)));
      if (state.status(granted.trial()) == TrialStatus.STOPPED) {
        stopped.add(granted.trial());
        assertThat(epoch).isLessThan(9);
      } else {
        assertThat(state.status(granted.trial())).isEqualTo(TrialStatus.COMPLETED);
      }
    }
    assertThat(stopped).isNotEmpty();
    assertThat(state.status(0)).isEqualTo(TrialStatus.COMPLETED);
    assertThat(state.running()).isZero();
  }

  @Test
  void workerVanishesAfterItsResultIsIn_costsNothing() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    StudyReply.Granted granted = ask();
    decide(new StudyCommand.Report(granted.token(), 1, 1, Map.of("accuracy", 0.4), 1));
    pass(Duration.ofSeconds(61));
    assertThat(state.spending().relocations()).isZero();
    assertThat(state.waitingForRetry()).isZero();
    assertThat(state.status(granted.trial())).isEqualTo(TrialStatus.PAUSED);
  }

  @Test
  void completeWithoutReachingTheLevel_isABadResult() {
    study(Studies.spec("asha", Budget.ofTrials(9)));
    List<StudyReply.Granted> first = List.of(ask(), ask(), ask());
    first.forEach(granted -> tell(granted, 0.1 * granted.trial()));
    StudyReply.Granted promoted = ask();
    StudyReply reply =
        decide(
            new StudyCommand.Complete(
                promoted.token(), 2, Map.of("accuracy", 0.5), OptionalDouble.of(1)));
    assertThat(((StudyReply.Refused) reply).reason()).contains("epoch 2").contains("3");
  }
}
