package io.cairn.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortfolioTest {
  private static final SearchSpace SQUARE = Priors.SQUARE;

  private static Configuration at(double x, double y) {
    return SQUARE.configuration(Map.of("x", x, "y", y));
  }

  private static List<Configuration> configurations(PortfolioResult result) {
    return result.picks().stream().map(PortfolioResult.Pick::configuration).toList();
  }

  @Test
  void onePrior_givesItsBestInOrder() {
    PriorLandscape prior = Priors.onSquare("churn", 5, Priors.bowl(0.25, 0.7));
    PortfolioResult result = Portfolio.greedy(SQUARE, List.of(prior), 3);
    assertThat(configurations(result))
        .containsExactly(at(0.25, 0.75), at(0.25, 0.5), at(0.0, 0.75));
    assertThat(result.picks())
        .extracting(PortfolioResult.Pick::origin)
        .containsExactly(
            "portfolio: best of churn",
            "portfolio: number 2 of churn",
            "portfolio: number 3 of churn");
    assertThat(result.priors())
        .containsExactly(new PriorUse("id of churn", "churn", 25, 0, 0, Map.of()));
  }

  /**
   * Three priors agree on one corner, two on the opposite: the second pick is not one more of the
   * first corner.
   */
  @Test
  void secondPick_isGoodWhereTheFirstIsNot() {
    List<PriorLandscape> priors =
        List.of(
            Priors.onSquare("a", 5, Priors.bowl(0, 0)),
            Priors.onSquare("b", 5, Priors.bowl(0.05, 0)),
            Priors.onSquare("c", 5, Priors.bowl(0, 0.05)),
            Priors.onSquare("d", 5, Priors.bowl(1, 1)),
            Priors.onSquare("e", 5, Priors.bowl(0.95, 1)));
    assertThat(configurations(Portfolio.greedy(SQUARE, priors, 2)))
        .containsExactly(at(0, 0), at(1, 1));
  }

  /** The best compromise goes first even if it is nobody's best. */
  @Test
  void firstPick_isBestOnAverage() {
    List<PriorLandscape> priors =
        List.of(
            Priors.onSquare("a", 5, Priors.bowl(0.5, 0.3)),
            Priors.onSquare("b", 5, Priors.bowl(0.3, 0.6)),
            Priors.onSquare("c", 5, Priors.bowl(0.7, 0.6)));
    assertThat(configurations(Portfolio.greedy(SQUARE, priors, 1))).containsExactly(at(0.5, 0.5));
  }

  /** A prior whose losses are noise does not keep four honest ones from agreeing. */
  @Test
  void shuffledPrior_doesNotTakeTheFirstPick() {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<PriorLandscape> priors = new ArrayList<>();
      priors.add(Priors.onSquare("noise", 7, configuration -> random.nextDouble()));
      for (int i = 0; i < 4; i++) {
        priors.add(
            Priors.onSquare(
                "honest " + i,
                7,
                Priors.bowl(0.6 + 0.2 * random.nextDouble(), 0.2 + 0.2 * random.nextDouble())));
      }
      Configuration first = configurations(Portfolio.greedy(SQUARE, priors, 1)).get(0);
      assertThat(Priors.bowl(0.7, 0.3).applyAsDouble(first)).as("seed %d", seed).isLessThan(0.07);
    }
  }

  /** Priors that tried different configurations judge each other's by their neighbours. */
  @Test
  void priorsOnDifferentConfigurations_stillAgree() {
    List<PriorLandscape> priors =
        List.of(
            Priors.onSquare("a", 4, Priors.bowl(0.7, 0.3)),
            Priors.onSquare("b", 6, Priors.bowl(0.7, 0.3)),
            Priors.onSquare("c", 7, Priors.bowl(0.7, 0.3)));
    Configuration first = configurations(Portfolio.greedy(SQUARE, priors, 1)).get(0);
    assertThat(Priors.bowl(0.7, 0.3).applyAsDouble(first)).isLessThan(0.02);
  }

  @Test
  void singleTrialPrior_isTriedButOverrulesNobody() {
    PriorLandscape single =
        new PriorLandscape(
            "s",
            "single",
            new LandscapeBuilder(SQUARE, new Measure("accuracy", true, "epoch"), new double[] {9})
                .add(at(1, 1), 9, 0.99, 1)
                .build(Priors.provenance("single")));
    PriorLandscape many = Priors.onSquare("many", 5, Priors.bowl(0.25, 0.25));
    PortfolioResult both = Portfolio.greedy(SQUARE, List.of(single, many), 16);
    assertThat(configurations(both)).startsWith(at(0.25, 0.25)).contains(at(1, 1));
    assertThat(configurations(Portfolio.greedy(SQUARE, List.of(single), 16)))
        .containsExactly(at(1, 1));
  }

  @Test
  void constantLosses_giveOneCandidateAndNoOpinion() {
    PriorLandscape constant = Priors.onSquare("constant", 5, configuration -> 1);
    PriorLandscape honest = Priors.onSquare("honest", 5, Priors.bowl(0.75, 0.25));
    PortfolioResult result = Portfolio.greedy(SQUARE, List.of(constant, honest), 4);
    assertThat(configurations(result)).startsWith(at(0.75, 0.25));
    assertThat(Portfolio.greedy(SQUARE, List.of(constant), 4).picks()).hasSize(1);
  }

  @Test
  void directionOfThePrior_isItsOwn() {
    LandscapeBuilder builder =
        new LandscapeBuilder(SQUARE, new Measure("accuracy", true, "epoch"), new double[] {9});
    SQUARE
        .grid(5)
        .forEachRemaining(
            one -> builder.add(one, 9, -Priors.bowl(0.75, 0.5).applyAsDouble(one), 1));
    PriorLandscape prior = new PriorLandscape("m", "max", builder.build(Priors.provenance("max")));
    assertThat(configurations(Portfolio.greedy(SQUARE, List.of(prior), 1)))
        .containsExactly(at(0.75, 0.5));
  }

  @Test
  void disjointSpace_isRejectedWithItsReasonAndGivesNothing() {
    SearchSpace other =
        new SearchSpace(
            List.of(new CategoricalParameter("x", List.of("red", "green"))), Map.of(), List.of());
    PriorLandscape disjoint = Priors.of("disjoint", other, 2, configuration -> 1);
    PortfolioResult result = Portfolio.greedy(SQUARE, List.of(disjoint), 5);
    assertThat(result.picks()).isEmpty();
    PriorUse use = result.priors().get(0);
    assertThat(use.used()).isZero();
    assertThat(use.projected()).isZero();
    assertThat(use.rejected()).isEqualTo(2);
    assertThat(String.join("\n", use.reasons().keySet())).contains("red");
  }

  /** Field case O19: ranges moved, a category dropped, a parameter added. */
  @Test
  void overlappingSpace_isCountedAsUsedProjectedAndRejected_andProjectionsAreNamed() {
    SearchSpace old =
        new SearchSpace(
            List.of(
                new RealParameter("lr", 1e-4, 1e-1, Scale.LOG, OptionalDouble.empty()),
                new CategoricalParameter("opt", List.of("sgd", "adam"))),
            Map.of(),
            List.of());
    SearchSpace target =
        new SearchSpace(
            List.of(
                new RealParameter("lr", 1e-5, 1e-2, Scale.LOG, OptionalDouble.empty()),
                new CategoricalParameter("opt", List.of("adam", "lion")),
                new RealParameter("wd", 1e-6, 1e-2, Scale.LOG, OptionalDouble.empty())),
            Map.of(),
            List.of());
    PriorLandscape prior =
        Priors.of("old", old, 100, one -> Math.abs(Math.log10((Double) one.value(0)) + 1.5));
    PortfolioResult result = Portfolio.greedy(target, List.of(prior), 5);
    PriorUse use = result.priors().get(0);
    assertThat(use.used()).isZero();
    assertThat(use.projected()).isEqualTo(100);
    assertThat(use.rejected()).isEqualTo(100);
    assertThat(use.reasons()).isNotEmpty();
    assertThat(result.picks()).isNotEmpty();
    assertThat(result.picks().get(0).origin()).isEqualTo("portfolio: best of old, projected");
    assertThat(configurations(result)).doesNotHaveDuplicates().allMatch(target::satisfies);
    assertThat(configurations(result).get(0).value("lr")).contains(0.01);
  }

  @Test
  void constraintsOfTheTarget_areKept() {
    SearchSpace constrained =
        new SearchSpace(SQUARE.parameters(), Map.of(), List.of(Constraint.parse("x + y >= 1")));
    PriorLandscape prior = Priors.onSquare("churn", 5, Priors.bowl(0, 0));
    PortfolioResult result = Portfolio.greedy(constrained, List.of(prior), 5);
    assertThat(configurations(result)).isNotEmpty().allMatch(constrained::satisfies);
    assertThat(result.priors().get(0).rejected()).isEqualTo(10);
  }

  @Test
  void noPriorsOrSizeZero_isEmpty() {
    PriorLandscape prior = Priors.onSquare("churn", 3, Priors.bowl(0, 0));
    assertThat(Portfolio.greedy(SQUARE, List.of(), 5).picks()).isEmpty();
    PortfolioResult none = Portfolio.greedy(SQUARE, List.of(prior), 0);
    assertThat(none.picks()).isEmpty();
    assertThat(none.priors()).hasSize(1);
    assertThatThrownBy(() -> Portfolio.greedy(SQUARE, List.of(prior), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void emptyLandscape_givesNothing() {
    PriorLandscape empty =
        new PriorLandscape(
            "e",
            "empty",
            new LandscapeBuilder(SQUARE, new Measure("loss", false, "epoch"), new double[] {9})
                .build(Priors.provenance("empty")));
    PriorLandscape honest = Priors.onSquare("honest", 3, Priors.bowl(0, 0));
    assertThat(configurations(Portfolio.greedy(SQUARE, List.of(empty, honest), 1)))
        .containsExactly(at(0, 0));
  }

  @Test
  void manyPriors_samePicksEachTime() {
    List<PriorLandscape> priors =
        IntStream.range(0, 60)
            .mapToObj(i -> Priors.onSquare("p" + i, 12, Priors.bowl((i % 7) / 7.0, (i % 5) / 5.0)))
            .toList();
    PortfolioResult one = Portfolio.greedy(SQUARE, priors, 20);
    assertThat(one.picks()).hasSize(20);
    assertThat(configurations(one)).doesNotHaveDuplicates();
    assertThat(Portfolio.greedy(SQUARE, priors, 20)).isEqualTo(one);
  }
}
