package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.surrogate.Encoding;
import io.cairn.core.surrogate.LandscapePoint;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MutationsTest {
  private static final SearchSpace MIXED =
      new SearchSpace(
          List.of(
              new RealParameter("rate", 1e-4, 1, Scale.LOG, OptionalDouble.empty()),
              new IntegerParameter("depth", 1, 15, Scale.LINEAR, 1),
              new CategoricalParameter("booster", List.of("gbtree", "dart", "linear")),
              Bowls.real("drop"),
              new OrdinalParameter("batch", List.of(16, 32, 64, 128))),
          Map.of("drop", new Condition.Equals("booster", "dart")),
          List.of(Constraint.parse("depth * 4 <= batch")));

  private static LandscapePoint point(Configuration configuration) {
    return new LandscapePoint(configuration, new double[0], new double[0][], new double[0]);
  }

  private static Mutations mutations(SearchSpace space) {
    return new Mutations(space, Encoding.of(space).axes());
  }

  @Test
  void of_staysInTheSpace_satisfiesConstraints_andResolvesConditions() {
    int changed = 0;
    int total = 0;
    Set<Object> boosters = new HashSet<>();
    for (long seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Configuration parent = MIXED.sample(random).orElseThrow();
      List<Configuration> made = mutations(MIXED).of(List.of(point(parent)), 50, random);
      assertThat(made).as("seed %d", seed).isNotEmpty().allMatch(MIXED::satisfies);
      for (Configuration c : made) {
        Object booster = c.value("booster").orElseThrow();
        assertThat(c.value("drop").isPresent())
            .as("seed %d: %s", seed, c)
            .isEqualTo(booster.equals("dart"));
        double rate = (Double) c.value("rate").orElseThrow();
        assertThat(rate).isBetween(1e-4, 1.0);
        boosters.add(booster);
        changed += booster.equals(parent.value("booster").orElseThrow()) ? 0 : 1;
        total++;
      }
    }
    assertThat(boosters).hasSize(3);
    assertThat(changed / (double) total).as("categories that changed").isBetween(0.02, 0.3);
  }

  @Test
  void of_aReal_movesByStepsOfManySizes_reflectedAtTheEnds() {
    for (double start : new double[] {0, 0.5, 1}) {
      SplittableRandom random = new SplittableRandom(1);
      List<Configuration> made =
          mutations(Bowls.SQUARE).of(List.of(point(Bowls.at(start, 0.5))), 4000, random);
      assertThat(made).hasSize(4000);
      int near = 0;
      int far = 0;
      int stuck = 0;
      for (Configuration c : made) {
        double step = Math.abs(Bowls.x(c) - start);
        assertThat(Bowls.x(c)).isBetween(0.0, 1.0);
        near += step > 0 && step < 0.02 ? 1 : 0;
        far += step > 0.3 ? 1 : 0;
        stuck += step == 0 ? 1 : 0;
      }
      assertThat(near).as("small steps from %s", start).isGreaterThan(200);
      assertThat(far).as("large steps from %s", start).isGreaterThan(50);
      assertThat(stuck).as("not moved from %s", start).isLessThan(400);
    }
  }

  @Test
  void of_theFirstOnes_areVariedMoreOften() {
    SplittableRandom random = new SplittableRandom(2);
    List<LandscapePoint> best = List.of(point(Bowls.at(0.05, 0.05)), point(Bowls.at(0.95, 0.95)));
    List<Configuration> made = mutations(Bowls.SQUARE).of(best, 1000, random);
    long ofFirst = made.stream().filter(c -> Bowls.x(c) + Bowls.y(c) < 1).count();
    assertThat(ofFirst).isBetween(550L, 750L); // 1 - 1/e of them
  }

  @Test
  void of_nothingToVary_makesNothing() {
    SplittableRandom random = new SplittableRandom(3);
    assertThat(mutations(Bowls.SQUARE).of(List.of(), 10, random)).isEmpty();
    SearchSpace constant =
        new SearchSpace(List.of(new ConstantParameter("k", 1)), Map.of(), List.of());
    Configuration only = constant.configuration(Map.of("k", 1));
    assertThat(mutations(constant).of(List.of(point(only)), 10, random)).isEmpty();
    assertThat(mutations(Bowls.SQUARE).of(List.of(point(Bowls.at(0, 0))), 0, random)).isEmpty();
  }
}
