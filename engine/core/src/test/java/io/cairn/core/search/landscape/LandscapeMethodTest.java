package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.Action;
import io.cairn.core.search.Method;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.MethodSpec;
import io.cairn.core.search.Methods;
import io.cairn.core.search.Refit;
import io.cairn.core.search.landscape.VirtualRun.Fits;
import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.surrogate.Normal;
import io.cairn.core.transfer.FittedPrior;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class LandscapeMethodTest {
  private static final RungLadder EPOCHS = Bowls.EPOCHS;
  private static final ToDoubleFunction<Configuration> TARGET = Bowls.bowl(0.3, 0.65);

  /** Shifted copies of the target. */
  private static final List<FittedPrior> RIGHT = priors(EPOCHS, 1);

  /** Good where the target is bad. */
  private static final List<FittedPrior> NEGATED = priors(EPOCHS, -1);

  private static List<FittedPrior> priors(RungLadder ladder, double sign) {
    SplittableRandom random = new SplittableRandom(1);
    List<FittedPrior> all = new ArrayList<>();
    for (int k = 0; k < 5; k++) {
      ToDoubleFunction<Configuration> near =
          Bowls.bowl(0.25 + 0.1 * random.nextDouble(), 0.6 + 0.1 * random.nextDouble());
      all.add(Bowls.prior(ladder, k, c -> sign * near.applyAsDouble(c)));
    }
    return all;
  }

  private static Method method(
      SearchSpace space,
      RungLadder ladder,
      List<FittedPrior> priors,
      long seed,
      Map<String, Object> options) {
    return Methods.create(
        new MethodSpec(
            new MethodSettings("landscape", seed, options),
            space,
            ladder,
            OptionalInt.empty(),
            List.of(),
            priors));
  }

  private static Method method(List<FittedPrior> priors, long seed) {
    return method(Bowls.SQUARE, EPOCHS, priors, seed, Map.of());
  }

  private static VirtualRun.Objective on(ToDoubleFunction<Configuration> loss) {
    return (trial, c, level) -> loss.applyAsDouble(c) + 0.3 / level;
  }

  private static VirtualRun run(List<FittedPrior> priors, long seed, int workers, int trials) {
    return new VirtualRun(method(priors, seed), EPOCHS, workers, trials, on(TARGET), Fits.INLINE)
        .run();
  }

  /** How much worse than the optimum the full loss of the best trial is. */
  private static double regret(VirtualRun run) {
    return run.best() - 0.3 / 9;
  }

  // ---- what priors do --------------------------------------------------------------------------

  @Test
  void rightPriors_theFirstTrialIsNearTheOptimum() {
    for (long seed = 0; seed < 4; seed++) {
      VirtualRun run = run(RIGHT, seed, 1, 25);
      Configuration first = run.configurations().get(0);
      assertThat(TARGET.applyAsDouble(first)).as("seed %d: %s", seed, first).isLessThan(0.02);
      assertThat(VirtualRun.isByPriors(run.starts().get(0))).isTrue();
      assertThat(regret(run)).as("seed %d", seed).isLessThan(0.003);
    }
  }

  /** With many random trials the evidence grows, and all that is not random is the priors'. */
  @Test
  void rightPriors_leadAfterThePilot() {
    for (long seed = 0; seed < 4; seed++) {
      VirtualRun run =
          new VirtualRun(
                  method(Bowls.SQUARE, EPOCHS, RIGHT, seed, Map.of("explore", 0.5)),
                  EPOCHS,
                  1,
                  40,
                  on(TARGET),
                  Fits.INLINE)
              .run();
      assertThat(run.starts().subList(20, 40))
          .as("seed %d", seed)
          .noneMatch(start -> start.origin().endsWith("by this study alone"));
      assertThat(run.byPriors(20, 40)).as("seed %d", seed).isGreaterThan(3);
    }
  }

  /** All proposals are near each other: the evidence stays short of a pilot, which ends anyway. */
  @Test
  void rightPriors_proposalsAllAlike_someArePromotedBeforeTheBudgetEnds() {
    for (long seed = 0; seed < 4; seed++) {
      VirtualRun run = run(RIGHT, seed, 1, 40);
      List<Action> beforeTheEnd =
          run.answers().subList(0, run.answers().lastIndexOf(run.starts().get(39)));
      assertThat(beforeTheEnd).as("seed %d", seed).anyMatch(Action.Promote.class::isInstance);
    }
  }

  @Test
  void negatedPriors_areHeardTurnedOver() {
    for (long seed = 0; seed < 4; seed++) {
      VirtualRun run = run(NEGATED, seed, 1, 40);
      assertThat(run.byPriors(15, 40)).as("seed %d", seed).isGreaterThanOrEqualTo(15);
      assertThat(regret(run)).as("seed %d", seed).isLessThan(0.005);
    }
  }

  @Test
  void priorsThatAreNoise_areNotUsed_asIfThereWereNone() {
    SplittableRandom random = new SplittableRandom(3);
    List<FittedPrior> noise = new ArrayList<>();
    for (int k = 0; k < 5; k++) {
      FittedPrior prior = Bowls.prior(EPOCHS, 50 + k, c -> 10 * Normal.draw(random));
      assertThat(prior.isSound()).as("prior %d", k).isFalse();
      noise.add(prior);
    }
    VirtualRun run = run(noise, 1, 4, 25);
    assertThat(run.byPriors(0, 25)).isZero();
    assertThat(run.answers()).isEqualTo(run(List.of(), 1, 4, 25).answers());
  }

  @Test
  void unrelatedPriors_theStudyAloneLeadsInTheEnd_andFindsTheOptimum() {
    List<FittedPrior> unrelated = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      double phase = k;
      unrelated.add(
          Bowls.prior(
              EPOCHS,
              80 + k,
              c -> Math.sin(6 * Bowls.x(c) + phase) * Math.cos(5 * Bowls.y(c) + 2 * phase)));
      assertThat(unrelated.get(k).isSound()).as("prior %d", k).isTrue();
    }
    int led = 0;
    for (long seed = 0; seed < 5; seed++) {
      VirtualRun run = run(unrelated, seed, 1, 50);
      led += run.byPriors(35, 50);
      assertThat(regret(run)).as("seed %d", seed).isLessThan(0.01);
    }
    assertThat(led).as("of 75").isLessThan(25);
  }

  @Test
  void unprovenPriors_neverLeadToMoreThanHalfAndTheAllowance() {
    for (int allowance : new int[] {0, 1, 5}) {
      for (int workers : new int[] {1, 4, 16, 64}) {
        for (long seed = 0; seed < 1; seed++) {
          Map<String, Object> options =
              Map.of("lead-above", 1000, "drop-below", -1000, "allowance", allowance);
          VirtualRun run =
              new VirtualRun(
                      method(Bowls.SQUARE, EPOCHS, RIGHT, seed, options),
                      EPOCHS,
                      workers,
                      70,
                      on(TARGET),
                      Fits.INLINE)
                  .run();
          int led = 0;
          for (int n = 1; n <= 70; n++) {
            led += VirtualRun.isByPriors(run.starts().get(n - 1)) ? 1 : 0;
            assertThat(led)
                .as("of %d, allowance %d, %d workers, seed %d", n, allowance, workers, seed)
                .isLessThanOrEqualTo(n - led + allowance);
          }
          assertThat(led).as("and they are heard").isGreaterThan(20);
        }
      }
    }
  }

  @Test
  void withoutPriors_findsTheOptimum_withAndWithoutCheckpoints() {
    for (RungLadder ladder : List.of(EPOCHS, Bowls.SCRATCH, RungLadder.single())) {
      for (int workers : new int[] {1, 8}) {
        VirtualRun run =
            new VirtualRun(
                    method(Bowls.SQUARE, ladder, List.of(), 3, Map.of()),
                    ladder,
                    workers,
                    60,
                    on(TARGET),
                    Fits.INLINE)
                .run();
        double least = 0.3 / ladder.level(ladder.top());
        assertThat(run.best() - least).as("%s, %d workers", ladder, workers).isLessThan(0.01);
      }
    }
  }

  // ---- fits in the background ------------------------------------------------------------------

  @Test
  void fitsHandedInBeforeEachQuestion_answerAsInline() {
    for (List<FittedPrior> priors : List.of(RIGHT, List.<FittedPrior>of())) {
      for (int workers : new int[] {1, 5}) {
        VirtualRun inline =
            new VirtualRun(method(priors, 2), EPOCHS, workers, 30, on(TARGET), Fits.INLINE).run();
        VirtualRun background =
            new VirtualRun(method(priors, 2), EPOCHS, workers, 30, on(TARGET), Fits.AT_ONCE).run();
        assertThat(background.refits()).isGreaterThan(5);
        assertThat(background.answers())
            .as("%d priors, %d workers", priors.size(), workers)
            .isEqualTo(inline.answers());
      }
    }
  }

  @Test
  void fitsHandedInLate_giveAnswersThatFindTheOptimum() {
    for (int workers : new int[] {1, 6}) {
      VirtualRun run =
          new VirtualRun(method(RIGHT, 3), EPOCHS, workers, 40, on(TARGET), Fits.LATE).run();
      assertThat(run.refits()).as("%d workers", workers).isGreaterThan(5);
      assertThat(run.configurations()).hasSize(40).doesNotHaveDuplicates();
      assertThat(run.byPriors(0, 40)).as("%d workers", workers).isGreaterThan(15);
      assertThat(regret(run)).as("%d workers", workers).isLessThan(0.005);
    }
  }

  @Test
  void fitsNeverHandedIn_theFallbackAnswers() {
    VirtualRun run = new VirtualRun(method(RIGHT, 4), EPOCHS, 4, 30, on(TARGET), Fits.NEVER).run();
    assertThat(run.configurations()).hasSize(30).doesNotHaveDuplicates();
    assertThat(run.byPriors(0, 30)).isZero();
    assertThat(run.starts().get(0).origin()).contains("no model is up to date");
    assertThat(run.best()).isFinite();
  }

  /** What happens while a fit runs is taken in when it is handed in. */
  @Test
  void factsBetweenRefitAndInstall_areTakenIn() {
    Method slow = method(RIGHT, 5);
    slow.refitInBackground();
    Method inline = method(RIGHT, 5);
    List<Configuration> places = Bowls.samples(Bowls.SQUARE, 12, 9);
    Refit.Ready ready = null;
    for (int trial = 0; trial < places.size(); trial++) {
      for (Method each : List.of(slow, inline)) {
        each.started(trial, places.get(trial), 0, 0);
      }
      if (trial == 0) {
        ready = slow.refit().orElseThrow().run();
        assertThat(slow.refit()).as("one at a time").isEmpty();
      }
      double loss = TARGET.applyAsDouble(places.get(trial)) + 0.3;
      if (trial % 3 != 2) {
        for (Method each : List.of(slow, inline)) {
          each.reported(trial, 0, loss, 1);
        }
      }
      if (trial == 7) {
        slow.failed(2, 0);
        inline.failed(2, 0);
      }
    }
    java.util.Objects.requireNonNull(ready).install();
    // The fit knew of a trial that ran; that it and others have reported it was told on arrival.
    assertThat(slow.next(true))
        .isInstanceOfSatisfying(
            Action.Promote.class, promote -> assertThat(promote.trial() % 3).isNotEqualTo(2));
    slow.refit().orElseThrow().run().install();
    assertThat(slow.refit()).as("up to date").isEmpty();
    assertThat(slow.next(true)).isEqualTo(inline.next(true));
    assertThat(slow.next(false)).isEqualTo(inline.next(false));
  }

  // ---- rough going -----------------------------------------------------------------------------

  private static void assertEnds(String what, VirtualRun.Objective objective, boolean free) {
    for (List<FittedPrior> priors : List.of(RIGHT, List.<FittedPrior>of())) {
      for (int workers : new int[] {1, 7}) {
        for (Fits fits : List.of(Fits.INLINE, Fits.LATE)) {
          VirtualRun run = new VirtualRun(method(priors, 6), EPOCHS, workers, 30, objective, fits);
          (free ? run.free() : run).run();
          assertThat(run.configurations())
              .as("%s, %d priors, %d workers, %s", what, priors.size(), workers, fits)
              .hasSize(30)
              .doesNotHaveDuplicates();
          assertThat(run.ended()).as(what).isNotBlank();
        }
      }
    }
  }

  @Test
  void zeroSeconds_endsWithTheBudget() {
    assertEnds("free", on(TARGET), true);
  }

  @Test
  void everythingDiverges_endsWithTheBudget() {
    assertEnds("diverged", (trial, c, level) -> Double.NaN, false);
    assertEnds("diverged for free", (trial, c, level) -> Double.POSITIVE_INFINITY, true);
  }

  @Test
  void constantLosses_endsWithTheBudget() {
    assertEnds("constant", (trial, c, level) -> 3.0, false);
    assertEnds("zero", (trial, c, level) -> 0.0, true);
  }

  @Test
  void everythingFails_endsWithTheBudget() {
    assertEnds("failed", (trial, c, level) -> null, false);
  }

  @Test
  void hugeAndTinyLosses_endsWithTheBudget() {
    assertEnds("huge", (trial, c, level) -> 1e300 * (TARGET.applyAsDouble(c) - 0.2), false);
    assertEnds("tiny", (trial, c, level) -> 1e-300 * TARGET.applyAsDouble(c), false);
    assertEnds("far from 0", (trial, c, level) -> 1e15 + TARGET.applyAsDouble(c), false);
  }

  @Test
  void twelvePoints_areEachTriedOnce_andTheSpaceIsExhausted() {
    SearchSpace twelve =
        new SearchSpace(
            List.of(
                new IntegerParameter("depth", 1, 2, Scale.LINEAR, 1),
                new CategoricalParameter("booster", List.of("a", "b", "c")),
                new BooleanParameter("early")),
            Map.of(),
            List.of());
    for (RungLadder ladder : List.of(EPOCHS, Bowls.SCRATCH)) {
      for (int workers : new int[] {1, 5, 40}) {
        for (Fits fits : List.of(Fits.INLINE, Fits.LATE)) {
          VirtualRun run =
              new VirtualRun(
                      method(twelve, ladder, List.of(), 1, Map.of()),
                      ladder,
                      workers,
                      1000,
                      (trial, c, level) -> (trial * 7 % 12) + 1 / level,
                      fits)
                  .run();
          assertThat(new HashSet<>(run.configurations())).hasSize(12);
          assertThat(run.configurations()).as("%d workers, %s", workers, fits).hasSize(12);
          assertThat(run.ended()).contains("all 12 configurations");
        }
      }
    }
  }
}
