package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.RungSummary;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every {@link Method} must hold; a test class of a method extends it. */
abstract class MethodContract {
  private static final int SEEDS = 3;
  private static final int TRIALS = 60;

  /** A fresh method. */
  abstract Method create(SearchSpace space, RungLadder ladder, long seed, int trials);

  /** Whether different seeds must give different configurations. */
  boolean dependsOnSeed() {
    return true;
  }

  private Method mixed(long seed) {
    return create(TestSpaces.mixed(), TestSpaces.epochs(), seed, TRIALS);
  }

  /** Some trials diverge, some fail. */
  private static Double rough(int trial, Configuration configuration, double level) {
    if (trial % 11 == 5 && level >= 3) {
      return trial % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
    }
    return trial % 13 == 6 ? null : (Double) TestSpaces.loss(configuration, level);
  }

  private MethodRun roughRun(long seed) {
    return new MethodRun(
            mixed(seed), TestSpaces.epochs(), 8, TRIALS, MethodContract::rough, seed + 100)
        .run();
  }

  @Test
  void replay_ofEveryPrefix_givesTheSameAnswers() {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Fact> journal = roughRun(seed).journal();
      Method live = mixed(seed);
      List<Object> answers = new ArrayList<>();
      for (Fact fact : journal) {
        answers.add(state(live));
        fact.tell(live);
      }
      answers.add(state(live));
      SplittableRandom random = new SplittableRandom(seed);
      for (int cut = 0; cut <= journal.size(); cut += 1 + random.nextInt(journal.size() / 8)) {
        Method replayed = mixed(seed);
        journal.subList(0, cut).forEach(fact -> fact.tell(replayed));
        assertThat(state(replayed)).as("seed %d, %d facts", seed, cut).isEqualTo(answers.get(cut));
      }
    }
  }

  private record State(Action start, Action withoutStart, List<RungSummary> rungs) {}

  private static State state(Method method) {
    return new State(method.next(true), method.next(false), method.rungs());
  }

  @Test
  void run_interruptedAndResumedFromTheJournal_decidesAsTheUninterruptedOne() {
    MethodRun whole = roughRun(1);
    MethodRun again = roughRun(1);
    assertThat(again.journal()).isEqualTo(whole.journal());
    assertThat(again.answers()).isEqualTo(whole.answers());
  }

  @Test
  void next_askedAnyNumberOfTimes_changesNothing() {
    List<Fact> journal = roughRun(2).journal();
    Method asked = mixed(2);
    Method silent = mixed(2);
    for (Fact fact : journal) {
      Action first = asked.next(true);
      asked.next(false);
      assertThat(asked.next(true)).isEqualTo(first);
      fact.tell(asked);
      fact.tell(silent);
    }
    assertThat(state(asked)).isEqualTo(state(silent));
  }

  @Test
  void run_anyNumberOfWorkers_endsAndNeverRepeatsOrLeavesTheSpace() {
    SearchSpace space = TestSpaces.mixed();
    for (int workers : new int[] {1, 3, 27}) {
      MethodRun run =
          new MethodRun(
                  mixed(workers),
                  TestSpaces.epochs(),
                  workers,
                  TRIALS,
                  (trial, configuration, level) -> TestSpaces.loss(configuration, level),
                  workers)
              .run();
      assertThat(run.configurations())
          .as("%d workers", workers)
          .hasSizeBetween(1, TRIALS)
          .doesNotHaveDuplicates()
          .allMatch(space::satisfies);
      assertThat(run.journal()).as("%d workers", workers).anyMatch(Fact.Reported.class::isInstance);
      assertThat(run.starts()).allMatch(start -> !start.origin().isBlank());
    }
  }

  @Test
  void run_everythingDiverges_endsWithoutPromotions() {
    MethodRun run =
        new MethodRun(mixed(4), TestSpaces.epochs(), 4, TRIALS, (trial, c, level) -> Double.NaN, 4)
            .run();
    assertThat(run.journal()).noneMatch(Fact.Promoted.class::isInstance);
  }

  @Test
  void run_everythingFails_ends() {
    MethodRun run =
        new MethodRun(mixed(5), TestSpaces.epochs(), 4, TRIALS, (trial, c, level) -> null, 5).run();
    assertThat(run.journal()).noneMatch(Fact.Reported.class::isInstance);
  }

  @Test
  void run_twelvePoints_triesEachOnceAndSaysThatTheSpaceIsExhausted() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SearchSpace twelve = TestSpaces.twelve();
      MethodRun run =
          new MethodRun(
                  create(twelve, TestSpaces.epochs(), seed, 1000),
                  TestSpaces.epochs(),
                  5,
                  1000,
                  (trial, configuration, level) -> TestSpaces.loss(configuration, level),
                  seed)
              .run();
      assertThat(new HashSet<>(run.configurations())).as("seed %d", seed).hasSize(12);
      assertThat(run.configurations()).as("seed %d", seed).hasSize(12);
      assertThat(run.ended()).contains("all 12 configurations").contains("were tried");
    }
  }

  @Test
  void started_withSomebodyElsesConfiguration_isReplayedLikeAnyOther() {
    SearchSpace space = TestSpaces.mixed();
    SplittableRandom random = new SplittableRandom(6);
    Method live = mixed(6);
    Method replayed = mixed(6);
    for (int trial = 0; trial < 30; trial++) {
      if (!(live.next(true) instanceof Action.StartTrial start)) {
        break;
      }
      Configuration configuration =
          trial % 3 == 0 ? space.sample(random).orElseThrow() : start.configuration();
      Fact fact = new Fact.Started(trial, configuration, start.bracket(), start.rung());
      fact.tell(live);
      fact.tell(replayed);
    }
    assertThat(state(live)).isEqualTo(state(replayed));
  }

  @Test
  void otherSeeds_giveOtherConfigurations() {
    Action one = mixed(7).next(true);
    Action two = mixed(8).next(true);
    assertThat(one.equals(two)).isNotEqualTo(dependsOnSeed());
  }
}
