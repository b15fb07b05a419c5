package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every {@link Schedule} must keep to, whoever wrote it. */
abstract class ScheduleContract {

  static final int[] WORKERS = {1, 2, 3, 27};

  /** A schedule over this ladder, always alike. */
  abstract Schedule fresh(RungLadder ladder);

  static RungLadder ladder(long min, long max, int reduction) {
    return RungLadder.of(
        new Fidelity("epoch", Rational.of(min), Rational.of(max), reduction, true));
  }

  /** Purity, promotions of reported trials only, each (trial, rung) once, and an end. */
  @Test
  void anySweep_keepsTheRulesAndEnds() {
    for (int seed = 0; seed < 25; seed++) {
      for (int workers : WORKERS) {
        for (RungLadder ladder : List.of(ladder(1, 27, 3), ladder(1, 52, 3), ladder(1, 8, 2))) {
          SimulatedSweep sweep = random(fresh(ladder), ladder, seed).workers(workers).run();
          assertThat(sweep.started()).as("seed %d, %d workers", seed, workers).isPositive();
        }
      }
    }
  }

  @Test
  void replay_givesTheSameAnswersAtEveryFact() {
    RungLadder ladder = ladder(1, 27, 3);
    for (int seed = 0; seed < 20; seed++) {
      List<Fact> facts = random(fresh(ladder), ladder, seed).workers(5).run().facts();
      Schedule first = fresh(ladder);
      for (int kept = 0; kept < facts.size(); kept++) {
        facts.get(kept).tell(first);
        if (kept % 17 == 0 || kept == facts.size() - 1) {
          Schedule replayed = fresh(ladder);
          facts.subList(0, kept + 1).forEach(fact -> fact.tell(replayed));
          assertSame(replayed, first, "seed " + seed + ", fact " + kept);
        }
      }
    }
  }

  /** As O4: a restart in the middle leaves every later decision as it was. */
  @Test
  void restart_anywhere_goesOnAsIfNothingHappened() {
    RungLadder ladder = ladder(1, 27, 3);
    List<Fact> facts =
        new SimulatedSweep(fresh(ladder), ladder, 4).trials(27).workers(4).run().facts();
    for (int crash = 0; crash < facts.size(); crash++) {
      Schedule survivor = fresh(ladder);
      Schedule restarted = fresh(ladder);
      facts.subList(0, crash).forEach(fact -> fact.tell(survivor));
      askEverything(survivor);
      facts.subList(0, crash).forEach(fact -> fact.tell(restarted));
      facts.subList(crash, facts.size()).forEach(fact -> fact.tell(survivor));
      facts.subList(crash, facts.size()).forEach(fact -> fact.tell(restarted));
      assertSame(restarted, survivor, "crash after " + crash);
    }
  }

  @Test
  void ladderOfOneRung_runsEveryTrialOnce() {
    for (int workers : WORKERS) {
      RungLadder ladder = RungLadder.single();
      SimulatedSweep sweep =
          new SimulatedSweep(fresh(ladder), ladder, 1).trials(9).workers(workers).run();
      assertThat(sweep.reachedInAll()).containsExactly(sweep.started());
      assertThat(sweep.steps()).noneMatch(Step.Promote.class::isInstance);
    }
  }

  @Test
  void notFiniteLosses_ofAnyKind_areTheSame() {
    RungLadder ladder = ladder(1, 27, 3);
    for (int seed = 0; seed < 20; seed++) {
      List<Fact> facts = random(fresh(ladder), ladder, seed).workers(3).run().facts();
      Schedule asNan = fresh(ladder);
      Schedule asInfinity = fresh(ladder);
      for (Fact fact : facts) {
        withDiverged(fact, Double.NaN, Double.NEGATIVE_INFINITY).tell(asNan);
        withDiverged(fact, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY).tell(asInfinity);
        assertSame(asNan, asInfinity, "seed " + seed);
      }
    }
  }

  @Test
  void rungs_countWhatHappened() {
    RungLadder ladder = ladder(1, 27, 3);
    for (int seed = 0; seed < 20; seed++) {
      Schedule schedule = fresh(ladder);
      SimulatedSweep sweep =
          new SimulatedSweep(schedule, ladder, seed).failing(0.1).workers(4).run();
      List<RungSummary> rungs = schedule.rungs();
      long reports = sweep.facts().stream().filter(Fact.Reported.class::isInstance).count();
      long failures = sweep.facts().stream().filter(Fact.Failed.class::isInstance).count();
      long promotions = sweep.facts().stream().filter(Fact.Promoted.class::isInstance).count();
      assertThat(rungs.stream().mapToLong(RungSummary::results).sum()).isEqualTo(reports);
      assertThat(rungs.stream().mapToLong(RungSummary::failed).sum()).isEqualTo(failures);
      assertThat(rungs.stream().mapToLong(RungSummary::promoted).sum()).isEqualTo(promotions);
      assertThat(rungs).allMatch(rung -> rung.running() == 0);
      assertThat(rungs).allMatch(rung -> rung.level() == ladder.level(rung.rung()));
      assertThat(rungs.stream().filter(rung -> rung.rung() == ladder.top()))
          .allMatch(rung -> rung.promoted() == 0 && rung.cutLoss().isEmpty());
    }
  }

  @Test
  void everyTrialFails_ends() {
    for (int workers : WORKERS) {
      RungLadder ladder = ladder(1, 27, 3);
      SimulatedSweep sweep =
          new SimulatedSweep(fresh(ladder), ladder, 1).failing(1).workers(workers).run();
      assertThat(sweep.steps()).noneMatch(Step.Promote.class::isInstance);
    }
  }

  @Test
  void everyTrialDiverges_endsWithoutPromotions() {
    for (int workers : WORKERS) {
      RungLadder ladder = ladder(1, 27, 3);
      SimulatedSweep sweep =
          new SimulatedSweep(fresh(ladder), ladder, 1)
              .objective((trial, rung) -> Double.NaN)
              .workers(workers)
              .run();
      assertThat(sweep.steps()).noneMatch(Step.Promote.class::isInstance);
    }
  }

  /** Every loss equal: ties go by trial number and nothing stalls. */
  @Test
  void everyLossEqual_ends() {
    for (int workers : WORKERS) {
      RungLadder ladder = ladder(1, 27, 3);
      new SimulatedSweep(fresh(ladder), ladder, 1)
          .objective((trial, rung) -> 1)
          .workers(workers)
          .run();
    }
  }

  @Test
  void noTrialAllowed_isFinishedAtOnce() {
    assertThat(fresh(ladder(1, 27, 3)).next(false)).isInstanceOf(Step.Finished.class);
  }

  @Test
  void budgetThatGrows_goesOn() {
    RungLadder ladder = RungLadder.single();
    Schedule schedule = fresh(ladder);
    if (schedule.rounds().isEmpty()) {
      new SimulatedSweep(schedule, ladder, 1).trials(7).run();
      assertThat(schedule.next(true)).isInstanceOf(Step.StartTrial.class);
    }
  }

  @Test
  void contradictions_areRefusedWithTheTrial() {
    RungLadder ladder = ladder(1, 27, 3);
    Schedule schedule = fresh(ladder);
    Step.StartTrial start = (Step.StartTrial) schedule.next(true);
    int rung = start.rung();
    schedule.started(0, start.bracket(), rung);
    List<Runnable> contradictions =
        List.of(
            () -> schedule.started(0, start.bracket(), rung),
            () -> schedule.started(-1, start.bracket(), rung),
            () -> schedule.started(5, start.bracket() + 7, rung),
            () -> schedule.promoted(0, ladder.top()),
            () -> schedule.promoted(9, ladder.top()),
            () -> schedule.reported(9, rung, 1),
            () -> schedule.failed(9, rung),
            () -> schedule.stopped(9, rung),
            () -> schedule.verdict(0, rung),
            () -> schedule.verdict(9, rung));
    List<RungSummary> before = schedule.rungs();
    for (Runnable contradiction : contradictions) {
      assertThatThrownBy(contradiction::run)
          .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class)
          .hasMessageContaining("trial");
      assertThat(schedule.rungs()).isEqualTo(before);
    }
    schedule.reported(0, rung, 1);
    assertThatThrownBy(() -> schedule.reported(0, rung, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("trial 0");
    assertThatThrownBy(() -> schedule.failed(0, rung)).hasMessageContaining("trial 0");
    assertThatThrownBy(() -> schedule.promoted(0, rung)).hasMessageContaining("trial 0");
    assertThat(schedule.running()).isZero();
  }

  @Test
  void verdict_ofAFailedTrial_isRefused() {
    Schedule schedule = fresh(ladder(1, 27, 3));
    Step.StartTrial start = (Step.StartTrial) schedule.next(true);
    schedule.started(0, start.bracket(), start.rung());
    schedule.failed(0, start.rung());
    assertThatThrownBy(() -> schedule.verdict(0, start.rung()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("trial 0 has not just reported");
    assertThat(schedule.running()).isZero();
    schedule.stopped(0, start.rung());
    assertThat(schedule.running()).isZero();
  }

  SimulatedSweep random(Schedule schedule, RungLadder ladder, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double diverging = random.nextInt(3) * 0.2;
    SimulatedSweep sweep =
        new SimulatedSweep(schedule, ladder, seed)
            .trials(random.nextInt(1, 90))
            .failing(random.nextInt(3) * 0.15)
            .stoppingByHand(random.nextInt(2) * 0.1)
            .objective(
                (trial, rung) ->
                    SimulatedSweep.mixed(trial * 97 + rung) < diverging
                        ? Double.POSITIVE_INFINITY
                        : Math.floor(20 * SimulatedSweep.mixed(trial + rung)));
    return schedule.runsThrough() && random.nextBoolean() ? sweep.runningThrough() : sweep;
  }

  private static Fact withDiverged(Fact fact, double even, double odd) {
    if (fact instanceof Fact.Reported report && !Double.isFinite(report.loss())) {
      return new Fact.Reported(report.trial(), report.rung(), report.trial() % 2 == 0 ? even : odd);
    }
    return fact;
  }

  private static void askEverything(Schedule schedule) {
    schedule.next(true);
    schedule.next(false);
    schedule.rungs();
  }

  private static void assertSame(Schedule actual, Schedule expected, String context) {
    assertThat(actual.next(true)).as(context).isEqualTo(expected.next(true));
    assertThat(actual.next(false)).as(context).isEqualTo(expected.next(false));
    assertThat(actual.rungs()).as(context).isEqualTo(expected.rungs());
    assertThat(actual.running()).as(context).isEqualTo(expected.running());
  }
}
