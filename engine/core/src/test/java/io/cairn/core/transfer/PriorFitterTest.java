package io.cairn.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import io.cairn.core.surrogate.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class PriorFitterTest {
  private static final Measure LOSS = new Measure("loss", false, "epoch");
  private static final RungLadder NINE = ladder(9);
  private static final SurfaceBasis BASIS = basis(Priors.SQUARE, NINE);
  private static final ToDoubleFunction<Configuration> BOWL = Priors.bowl(0.3, 0.6);

  private static RungLadder ladder(int max) {
    return RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(max), 3, true));
  }

  private static SurfaceBasis basis(SearchSpace space, RungLadder ladder) {
    return new SurfaceBasis(space, ladder, new SplittableRandom(1));
  }

  private static FittedPrior fit(PriorLandscape prior) {
    return new PriorFitter(BASIS).fit(prior);
  }

  private static List<Configuration> samples(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Configuration> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(Priors.SQUARE.sample(random).orElseThrow());
    }
    return all;
  }

  private static LandscapeBuilder builder(double... levels) {
    return new LandscapeBuilder(Priors.SQUARE, LOSS, levels);
  }

  private static PriorLandscape built(LandscapeBuilder builder) {
    return new PriorLandscape("id", "name", builder.build(Priors.provenance("name")));
  }

  /** Rank correlation of a surface with a function at configurations that it was not fitted to. */
  private static double agreement(
      FittedPrior fitted, SurfaceBasis basis, int rung, ToDoubleFunction<Configuration> truth) {
    List<Configuration> fresh = samples(200, 99);
    return RankScores.spearman(
        fresh.stream().mapToDouble(truth).toArray(),
        fresh.stream().mapToDouble(c -> fitted.losses().at(basis.features(c), rung)).toArray());
  }

  @Test
  void smoothLandscape_isSoundAndPredictsWhatItDidNotSee() {
    FittedPrior fitted = fit(Priors.onSquare("bowl", 8, BOWL));
    assertThat(fitted.isSound()).isTrue();
    assertThat(fitted.points()).isEqualTo(64);
    assertThat(fitted.predictability()).isGreaterThan(0.9);
    for (int rung = 0; rung < NINE.size(); rung++) {
      assertThat(agreement(fitted, BASIS, rung, BOWL)).as("rung %d", rung).isGreaterThan(0.95);
    }
    assertThat(fitted.id()).isEqualTo("id of bowl");
    assertThat(fitted.name()).isEqualTo("bowl");
    assertThat(fitted.use().used()).isEqualTo(64);
  }

  @Test
  void smoothLandscape_isOnTheCommonScale_whateverItsUnit() {
    FittedPrior plain = fit(Priors.onSquare("bowl", 8, BOWL));
    FittedPrior moved = fit(Priors.onSquare("bowl", 8, c -> 1000 * BOWL.applyAsDouble(c) - 7));
    assertThat(moved.spread()).isCloseTo(1000 * plain.spread(), within(1e-6));
    double least = Double.POSITIVE_INFINITY;
    for (Configuration c : samples(100, 5)) {
      double here = plain.losses().at(BASIS.features(c), 2);
      least = Math.min(least, here);
      assertThat(moved.losses().at(BASIS.features(c), 2)).isCloseTo(here, within(1e-6));
    }
    assertThat(least).as("about the best").isBetween(-1.2, -0.8);
  }

  @Test
  void best_areTheBestInOrder() {
    FittedPrior fitted = fit(Priors.onSquare("bowl", 8, BOWL));
    assertThat(fitted.best()).hasSize(8);
    double[] losses = fitted.best().stream().mapToDouble(BOWL).toArray();
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    assertThat(losses).isEqualTo(sorted);
    long better =
        Priors.onSquare("bowl", 8, BOWL).landscape().configurations().stream()
            .filter(c -> BOWL.applyAsDouble(c) < losses[7])
            .count();
    assertThat(better).isEqualTo(7);
  }

  @Test
  void shuffledLosses_areNotSound() {
    for (int count : new int[] {20, 64, 200}) {
      for (long seed = 0; seed < (count == 200 ? 10 : 60); seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        LandscapeBuilder builder = builder(9);
        samples(count, seed).forEach(c -> builder.add(c, 9, Normal.draw(random), 1));
        assertThat(fit(built(builder)).isSound()).as("%d points, seed %d", count, seed).isFalse();
      }
    }
  }

  /** Halving: a third goes on from rung to rung, those with the least loss there. */
  @Test
  void landscapeThatHalvingMade_isSoundByOrder() {
    List<Configuration> going = samples(81, 3);
    LandscapeBuilder builder = builder(1, 3, 9);
    for (double level : new double[] {1, 3, 9}) {
      for (Configuration c : going) {
        builder.add(c, level, BOWL.applyAsDouble(c) + 1 / level, level);
      }
      going =
          going.stream()
              .sorted((a, b) -> Double.compare(BOWL.applyAsDouble(a), BOWL.applyAsDouble(b)))
              .limit(going.size() / 3)
              .toList();
    }
    FittedPrior fitted = fit(built(builder));
    assertThat(fitted.isSound()).isTrue();
    assertThat(fitted.points()).isEqualTo(81);
    assertThat(fitted.spread()).as("not known").isNaN();
    assertThat(agreement(fitted, BASIS, 2, BOWL)).isGreaterThan(0.9);
    double least = fitted.best().stream().mapToDouble(BOWL).max().orElseThrow();
    assertThat(samples(81, 3).stream().filter(c -> BOWL.applyAsDouble(c) < least).count())
        .isEqualTo(7);
  }

  @Test
  void oneTrialAndNone_areNotSoundAndExpectTheSameEverywhere() {
    for (int count : new int[] {0, 1}) {
      LandscapeBuilder builder = builder(9);
      samples(count, 1).forEach(c -> builder.add(c, 9, 0.5, 1));
      FittedPrior fitted = fit(built(builder));
      assertThat(fitted.isSound()).as("%d trials", count).isFalse();
      assertThat(fitted.points()).isEqualTo(count);
      assertThat(fitted.best()).hasSize(count);
      for (Configuration c : samples(5, 2)) {
        assertThat(fitted.losses().at(BASIS.features(c), 2))
            .isFinite()
            .isEqualTo(fitted.losses().offsets()[2]);
      }
    }
  }

  @Test
  void constantLosses_areNotSound() {
    for (int levels = 2; levels <= 12; levels++) {
      FittedPrior fitted = fit(Priors.onSquare("flat", levels, c -> 3));
      assertThat(fitted.isSound()).as("%d levels", levels).isFalse();
      assertThat(fitted.predictability()).as("%d levels", levels).isZero();
      assertThat(fitted.spread()).as("not known").isNaN();
    }
  }

  @Test
  void divergedResults_areTheWorst_andSpoilNothing() {
    FittedPrior fitted =
        fit(
            Priors.onSquare(
                "cliff",
                10,
                c ->
                    (Double) c.value("x").orElseThrow() > 0.75
                        ? Double.NaN
                        : BOWL.applyAsDouble(c)));
    assertThat(fitted.isSound()).isTrue();
    assertThat(fitted.spread()).isFinite();
    double good = fitted.losses().at(BASIS.features(at(0.3, 0.6)), 2);
    double bad = fitted.losses().at(BASIS.features(at(0.95, 0.6)), 2);
    assertThat(good).isBetween(-1.4, -0.6);
    assertThat(bad).isBetween(0.6, 1.4);
    FittedPrior all = fit(Priors.onSquare("all", 6, c -> Double.POSITIVE_INFINITY));
    assertThat(all.isSound()).isFalse();
    assertThat(all.losses().at(BASIS.features(at(0.5, 0.5)), 1)).isFinite();
  }

  private static Configuration at(double x, double y) {
    return Priors.SQUARE.configuration(Map.of("x", x, "y", y));
  }

  /** Levels 10, 30, 90 of 90 stand for rungs 1, 3, 9 of 9. */
  @Test
  void levels_areMatchedByTheirShareOfTheFullResource() {
    LandscapeBuilder builder = builder(10, 30, 90);
    List<ToDoubleFunction<Configuration>> bowls =
        List.of(Priors.bowl(0.9, 0.9), Priors.bowl(0.1, 0.9), Priors.bowl(0.2, 0.2));
    for (Configuration c : samples(100, 4)) {
      for (int level = 0; level < 3; level++) {
        builder.add(c, new double[] {10, 30, 90}[level], bowls.get(level).applyAsDouble(c), 1);
      }
    }
    FittedPrior fitted = fit(built(builder));
    for (int rung = 0; rung < 3; rung++) {
      for (int level = 0; level < 3; level++) {
        double agreement = agreement(fitted, BASIS, rung, bowls.get(level));
        assertThat(agreement > 0.95).as("rung %d, level %d", rung, level).isEqualTo(rung == level);
      }
    }
    assertThat(fitted.reliability()[2]).isCloseTo(1, within(1e-12));
    assertThat(fitted.reliability()[0]).isLessThan(0);
  }

  /** No level is near a share of 1/9 or 1/3: what is known of those rungs is the full loss. */
  @Test
  void anotherLadder_rungsWithoutALevelNearGetTheFullLosses() {
    LandscapeBuilder builder = builder(60, 100);
    for (Configuration c : samples(100, 4)) {
      builder.add(c, 60, Priors.bowl(0.9, 0.9).applyAsDouble(c), 1);
      builder.add(c, 100, BOWL.applyAsDouble(c), 2);
    }
    FittedPrior fitted = fit(built(builder));
    for (int rung = 0; rung < 3; rung++) {
      assertThat(agreement(fitted, BASIS, rung, BOWL)).as("rung %d", rung).isGreaterThan(0.95);
    }
    SurfaceBasis single = basis(Priors.SQUARE, RungLadder.single());
    FittedPrior one = new PriorFitter(single).fit(built(builder));
    assertThat(agreement(one, single, 0, BOWL)).isGreaterThan(0.95);
    assertThat(one.reliability()).hasSize(1);
  }

  @Test
  void costs_areLearned_andSharesAreThoseOfTheRungs() {
    LandscapeBuilder builder = builder(1, 3, 9);
    for (Configuration c : samples(120, 6)) {
      double seconds = Math.exp(3 * (Double) c.value("x").orElseThrow());
      for (double level : new double[] {1, 3, 9}) {
        builder.add(c, level, BOWL.applyAsDouble(c), seconds * level);
      }
    }
    FittedPrior fitted = fit(built(builder));
    assertThat(fitted.costShares())
        .containsExactly(new double[] {1.0 / 9, 1.0 / 3, 1}, within(1e-9));
    Surface costs = java.util.Objects.requireNonNull(fitted.costs());
    double cheap = costs.at(BASIS.features(at(0.1, 0.5)), 2);
    double dear = costs.at(BASIS.features(at(0.9, 0.5)), 2);
    assertThat(dear - cheap).isCloseTo(3 * 0.8, within(0.5));
    double low = costs.at(BASIS.features(at(0.5, 0.5)), 0);
    assertThat(low - costs.at(BASIS.features(at(0.5, 0.5)), 2))
        .isCloseTo(-Math.log(9), within(0.2));
  }

  @Test
  void costsAbsent_areNotKnown() {
    LandscapeBuilder builder = builder(1, 9);
    for (Configuration c : samples(60, 6)) {
      builder.add(c, 1, BOWL.applyAsDouble(c), Double.NaN);
      builder.add(c, 9, BOWL.applyAsDouble(c), Double.NaN);
    }
    FittedPrior fitted = fit(built(builder));
    assertThat(fitted.isSound()).isTrue();
    assertThat(fitted.costs()).isNull();
    assertThat(fitted.costShares()).containsOnly(Double.NaN);
  }

  /** What costs nothing has no logarithm, and is as good as not recorded. */
  @Test
  void costsOfZero_areNotKnown() {
    LandscapeBuilder builder = builder(1, 9);
    for (Configuration c : samples(60, 6)) {
      builder.add(c, 1, BOWL.applyAsDouble(c), 0);
      builder.add(c, 9, BOWL.applyAsDouble(c), 0);
    }
    FittedPrior fitted = fit(built(builder));
    assertThat(fitted.costs()).isNull();
    assertThat(fitted.costShares()).containsOnly(Double.NaN);
  }

  @Test
  void partlyOverlappingSpace_isTakenOverByTheMap() {
    SearchSpace old =
        new SearchSpace(
            List.of(real("old", 0, 2), real("y", 0, 1), real("gone", 0, 1)), Map.of(), List.of());
    SplittableRandom random = new SplittableRandom(8);
    LandscapeBuilder builder = new LandscapeBuilder(old, LOSS, new double[] {9});
    for (int i = 0; i < 150; i++) {
      Configuration c = old.sample(random).orElseThrow();
      double x = (Double) c.value("old").orElseThrow() - 0.3;
      double y = (Double) c.value("y").orElseThrow() - 0.6;
      builder.add(c, 9, x * x + y * y, 1);
    }
    PriorLandscape prior =
        new PriorLandscape("id", "name", builder.build(Priors.provenance("name")));
    SpaceMap map = SpaceMap.between(old, Priors.SQUARE, Map.of("old", "x"), Map.of());
    FittedPrior fitted = new PriorFitter(BASIS).fit(prior, map);
    assertThat(fitted.use().projected()).isEqualTo(150);
    assertThat(fitted.use().used() + fitted.use().rejected()).isZero();
    assertThat(fitted.isSound()).isTrue();
    assertThat(agreement(fitted, BASIS, 2, BOWL)).isGreaterThan(0.8);
    assertThat(fitted.best()).allMatch(c -> c.space().equals(Priors.SQUARE));
  }

  private static RealParameter real(String name, double min, double max) {
    return new RealParameter(name, min, max, Scale.LINEAR, OptionalDouble.empty());
  }

  @Test
  void manyPoints_keepsTheBestHalfAndIsBounded() {
    LandscapeBuilder builder = builder(9);
    List<Configuration> all = samples(900, 7);
    all.forEach(c -> builder.add(c, 9, BOWL.applyAsDouble(c), 1));
    FittedPrior fitted = fit(built(builder));
    assertThat(fitted.points()).isEqualTo(300);
    double best = all.stream().mapToDouble(BOWL).min().orElseThrow();
    assertThat(BOWL.applyAsDouble(fitted.best().get(0))).isEqualTo(best);
    assertThat(agreement(fitted, BASIS, 2, BOWL)).isGreaterThan(0.95);
  }

  @Test
  void isSound_needsThreeAndAHalfStandardErrors() {
    FittedPrior base = fit(Priors.onSquare("bowl", 8, BOWL));
    for (int points : new int[] {2, 25, 100}) {
      double bar = 3.5 / Math.sqrt(points);
      assertThat(with(base, points, bar + 1e-9).isSound()).as("%d points", points).isTrue();
      assertThat(with(base, points, bar - 1e-9).isSound()).as("%d points", points).isFalse();
    }
    assertThat(with(base, 12, 1).isSound()).as("a perfect twelve cannot tell").isFalse();
    assertThat(with(base, 13, 1).isSound()).isTrue();
    assertThat(with(base, 100, -1).isSound()).isFalse();
    assertThat(with(base, 100, Double.NaN).isSound()).isFalse();
    assertThat(with(base, 1, 10).isSound()).isFalse();
    assertThat(with(base, 0, 10).isSound()).isFalse();
  }

  private static FittedPrior with(FittedPrior base, int points, double predictability) {
    return new FittedPrior(
        base.id(),
        base.name(),
        base.losses(),
        base.costs(),
        base.spread(),
        base.reliability(),
        base.costShares(),
        predictability,
        points,
        base.best(),
        base.use());
  }
}
