package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.Landscape;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.transfer.FittedPrior;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeliefTest {
  private static final RungLadder LADDER =
      RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(9), 3, true));
  private static final RealParameter LR =
      new RealParameter("lr", 1e-4, 1, Scale.LOG, OptionalDouble.empty());
  private static final IntegerParameter DEPTH =
      new IntegerParameter("depth", 1, 9, Scale.LINEAR, 1);
  private static final CategoricalParameter BOOSTER =
      new CategoricalParameter("booster", List.of("gbtree", "dart", "other"));

  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              LR,
              DEPTH,
              BOOSTER,
              new BooleanParameter("shuffle"),
              new RealParameter("drop", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
          Map.of("drop", new Condition.Equals("booster", "dart")),
          List.of());

  private static double surprise(Expectation expected, Parameter parameter, Object value) {
    return expected.surprise(parameter, parameter.code(value).orElseThrow());
  }

  @Test
  void near_isANormalDistributionOnTheParametersScale() {
    Expectation near = new Expectation.Near(0.01, 0.25);
    assertThat(surprise(near, LR, 0.01)).isZero();
    // One standard deviation is a quarter of four decades.
    assertThat(surprise(near, LR, 0.1)).isCloseTo(0.5, within(1e-9));
    assertThat(surprise(near, LR, 0.001)).isCloseTo(0.5, within(1e-9));
    assertThat(surprise(near, LR, 1.0)).isCloseTo(2, within(1e-9));
  }

  @Test
  void between_isFlatInsideAndFallsOutside() {
    Expectation between = new Expectation.Between(3L, 5L, 0.15);
    assertThat(surprise(between, DEPTH, 3L)).isZero();
    assertThat(surprise(between, DEPTH, 4L)).isZero();
    assertThat(surprise(between, DEPTH, 6L)).isPositive().isLessThan(surprise(between, DEPTH, 7L));
    assertThat(surprise(between, DEPTH, 2L)).isCloseTo(surprise(between, DEPTH, 6L), within(1e-9));
    assertThat(DEPTH.value(between.mode(DEPTH))).isEqualTo(4L);
  }

  @Test
  void weights_areRatiosOfLikelihood_andWhatIsNotNamedCountsOne() {
    Expectation weights = new Expectation.Weights(Map.of("dart", 4.0, "gbtree", 0.5));
    assertThat(surprise(weights, BOOSTER, "dart")).isZero();
    assertThat(surprise(weights, BOOSTER, "other")).isCloseTo(Math.log(4), within(1e-12));
    assertThat(surprise(weights, BOOSTER, "gbtree")).isCloseTo(Math.log(8), within(1e-12));
  }

  private static final Belief BELIEF =
      new Belief(
          Map.of(
              "lr", new Expectation.Near(0.01, 0.15),
              "booster", new Expectation.Weights(Map.of("dart", 5.0)),
              "drop", new Expectation.Between(0.1, 0.3, 0.15)));

  @Test
  void landscape_holdsTheMostExpectedFirstAndAddsUpTheParameters() {
    Landscape landscape = BELIEF.landscape(SPACE, "epoch", 9).landscape();
    assertThat(landscape.size()).isEqualTo(201);
    assertThat(landscape.levels()).containsExactly(9);
    assertThat(landscape.configurations().get(0).values())
        .isEqualTo(
            Map.of("lr", 0.01, "depth", 5L, "booster", "dart", "shuffle", false, "drop", 0.2));
    assertThat(landscape.loss(0, 0)).isZero();
    for (int i = 0; i < landscape.size(); i++) {
      Configuration configuration = landscape.configurations().get(i);
      double expected =
          surprise(BELIEF.byParameter().get("lr"), LR, configuration.value("lr").orElseThrow())
              + surprise(
                  BELIEF.byParameter().get("booster"),
                  BOOSTER,
                  configuration.value("booster").orElseThrow())
              + configuration
                  .value("drop")
                  .map(d -> surprise(BELIEF.byParameter().get("drop"), SPACE.parameter(4), d))
                  .orElse(0.0);
      assertThat(landscape.loss(0, i)).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void fitted_isAPriorThatClaimsNothingOfScaleCostAndLowerRungs() {
    FittedPrior prior = BELIEF.fit(LandscapeMethod.basis(SPACE, LADDER));
    assertThat(prior.isSound()).isTrue();
    assertThat(prior.name()).isEqualTo("your belief");
    assertThat(prior.spread()).isNaN();
    assertThat(prior.costs()).isNull();
    assertThat(prior.reliability()).containsExactly(Double.NaN, Double.NaN, 1);
    assertThat(prior.costShares()).containsOnly(Double.NaN);
    assertThat(prior.best().get(0).value("booster")).contains("dart");
  }

  /** A belief about one parameter of many is still a belief. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 20})
  void beliefAboutOneParameterOfMany_isSound(int parameters) {
    List<Parameter> all = new ArrayList<>();
    for (int i = 0; i < parameters; i++) {
      all.add(new RealParameter("x" + i, 0, 1, Scale.LINEAR, OptionalDouble.empty()));
    }
    SearchSpace space = new SearchSpace(all, Map.of(), List.of());
    Belief near = new Belief(Map.of("x0", new Expectation.Near(0.2, 0.15)));
    assertThat(near.fit(LandscapeMethod.basis(space, LADDER)).predictability()).isGreaterThan(0.5);
    Belief between = new Belief(Map.of("x0", new Expectation.Between(0.2, 0.5, 0.15)));
    assertThat(between.fit(LandscapeMethod.basis(space, LADDER)).isSound()).isTrue();
  }
}
