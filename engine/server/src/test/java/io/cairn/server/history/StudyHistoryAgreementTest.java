package io.cairn.server.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.study.Budget;
import io.cairn.core.study.CheckpointRules;
import io.cairn.core.study.Placement;
import io.cairn.core.study.Spending;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.core.study.WorkerLabels;
import io.cairn.core.study.WorkerRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The history and the coordinator's state must tell the same story of the same events. */
class StudyHistoryAgreementTest {

  private static final List<String> METHODS =
      List.of("asha", "asha-stopping", "hyperband", "sha", "random", "pasha");

  private static SimulatedSweep sweep(StudySpec spec, int seed) {
    SimulatedSweep sweep =
        new SimulatedSweep(spec, SimulatedSweep::booster)
            .seed(seed)
            .slots(1 + seed % 7)
            .errors(0.05 * (seed % 3))
            .losses(0.04 * (seed % 4));
    if (seed % 2 == 0) {
      sweep.ignoringCheckpoints();
    }
    return seed % 5 == 0 ? sweep.restartAfter(60) : sweep;
  }

  private static StudySpec spec(int seed) {
    return Specs.of(
        "agreement",
        Specs.ACCURACY,
        Specs.booster(),
        Specs.epochs(seed % 2 == 0 ? 9 : 27),
        METHODS.get(seed % METHODS.size()),
        Budget.ofTrials(40));
  }

  @Test
  void everySweep_agreesWithTheState() {
    for (int seed = 0; seed < 24; seed++) {
      StudySpec spec = spec(seed);
      SimulatedSweep sweep = sweep(spec, seed);
      List<StudyEvent> events = sweep.run();
      check(StudyHistory.of(spec, "s", events.stream()), sweep.state(), "seed " + seed);
    }
  }

  @Test
  void everyPrefix_agreesWithTheState() {
    StudySpec spec = spec(3);
    List<StudyEvent> events = sweep(spec, 3).run();
    StudyState state = new StudyState(spec);
    for (int length = 0; length < events.size(); length++) {
      if (length % 7 == 0) {
        StudyHistory history = StudyHistory.of(spec, "s", events.stream().limit(length));
        check(history, state, "prefix " + length);
      }
      state.apply(events.get(length));
    }
  }

  @Test
  void everyStepOfAnElasticSweep_agreesWithTheState() {
    WorkerLabels gpu = WorkerLabels.of("gpu");
    for (int seed = 0; seed < 24; seed++) {
      StudySpec plain = spec(seed);
      List<WorkerLabels> needed = new ArrayList<>(Collections.nCopies(plain.ladder().size(), gpu));
      needed.set(0, WorkerLabels.NONE);
      StudySpec spec =
          plain
              .withWorkers(new WorkerRules(new Placement(needed), OptionalInt.of(6)))
              .withCheckpointRules(new CheckpointRules(OptionalLong.of(150), seed % 3 == 0));
      ElasticSweep sweep = new ElasticSweep(spec, seed);
      for (int step = 0; step < 300; step++) {
        sweep.step();
        if (step % 20 == 0) {
          String what = "seed " + seed + ", step " + step;
          StudyHistory history = StudyHistory.of(spec, "s", sweep.events.stream());
          check(history, sweep.state, what);
          assertThat(history.reason()).as(what).isEqualTo(sweep.state.reason());
          assertThat(history.checkpoints().bytes())
              .as(what)
              .isEqualTo(sweep.state.checkpointBytes());
          assertThat(history.elapsedSeconds())
              .as(what)
              .isEqualTo(sweep.state.elapsed(history.lastEvent()).toMillis() / 1000.0);
        }
      }
    }
  }

  private static void check(StudyHistory history, StudyState state, String what) {
    Spending mine = history.spending();
    Spending theirs = state.spending();
    assertThat(mine.trials()).as(what).isEqualTo(theirs.trials());
    assertThat(mine.evaluations()).as(what).isEqualTo(theirs.evaluations());
    assertThat(mine.diverged()).as(what).isEqualTo(theirs.diverged());
    assertThat(mine.failures()).as(what).isEqualTo(theirs.failures());
    assertThat(mine.lost()).as(what).isEqualTo(theirs.lost());
    assertThat(mine.givenBack()).as(what).isEqualTo(theirs.givenBack());
    assertThat(mine.trialsFailed()).as(what).isEqualTo(theirs.trialsFailed());
    assertThat(mine.failedInARow()).as(what).isEqualTo(theirs.failedInARow());
    assertThat(mine.units()).as(what).isEqualTo(theirs.units(), within(1e-6));
    assertThat(mine.wastedUnits()).as(what).isEqualTo(theirs.wastedUnits(), within(1e-6));
    assertThat(mine.computeSeconds()).as(what).isEqualTo(theirs.computeSeconds(), within(1e-6));
    assertThat(history.best()).as(what).isEqualTo(state.incumbent());
    assertThat(history.phase()).as(what).isEqualTo(state.phase());
    assertThat(history.running()).as(what).isEqualTo(state.running());
    assertThat(history.waitingForRetry()).as(what).isEqualTo(state.waitingForRetry());
    assertThat(history.queued()).as(what).isEqualTo(state.queued());
    Set<List<Integer>> places = new HashSet<>();
    double units = 0;
    for (TrialHistory trial : history.trials()) {
      String which = what + ", trial " + trial.number();
      assertThat(trial.status()).as(which).isEqualTo(state.status(trial.number()));
      assertThat(trial.results().size() == 0)
          .as(which)
          .isEqualTo(state.reachedRung(trial.number()).isEmpty());
      trial
          .lastResult()
          .ifPresent(
              last ->
                  assertThat(state.reachedRung(trial.number())).as(which).hasValue(last.rung()));
      for (RungResult result : trial.results()) {
        assertThat(places.add(List.of(result.trial(), result.rung()))).as(which).isTrue();
      }
      units += trial.units();
    }
    assertThat(places).as(what).hasSize((int) mine.evaluations());
    assertThat(units).as(what).isEqualTo(mine.units(), within(1e-6));
    assertThat(history.best(5).stream().findFirst()).as(what).isEqualTo(history.best());
  }

  @Test
  void slots_neverHoldTwoEvaluationsAtOnce() {
    StudySpec spec = spec(6);
    StudyHistory history =
        StudyHistory.of(
            spec, "s", sweep(spec, 6).losses(0.2).comebacks(0.5).slots(6).run().stream());
    List<EvaluationHistory> all = history.evaluations();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        EvaluationHistory a = all.get(i);
        EvaluationHistory b = all.get(j);
        // A worker that came back after its lease expired did run beside what its slot got
        // meanwhile.
        boolean cameBack =
            history.trials().get(a.trial()).failures().stream()
                .anyMatch(f -> f.token() == a.token() && f.restored());
        if (a.worker().equals(b.worker()) && a.slot() == b.slot() && !cameBack) {
          assertThat(a.end().orElse(history.lastEvent()))
              .as("%s and %s", a.id(), b.id())
              .isBeforeOrEqualTo(b.start());
        }
      }
    }
  }
}
