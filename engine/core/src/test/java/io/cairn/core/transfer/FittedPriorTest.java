package io.cairn.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.space.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FittedPriorTest {
  private static final RungLadder LADDER =
      RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(9), 3, true));
  private static final SurfaceBasis BASIS = LandscapeMethod.basis(Priors.SQUARE, LADDER);

  private static FittedPrior fit(PriorLandscape prior) {
    return new PriorFitter(BASIS).fit(prior);
  }

  /** Sixty configurations of a bowl, noisy below the highest level, with costs. */
  private static PriorLandscape measured(double... levels) {
    SplittableRandom random = new SplittableRandom(1);
    SplittableRandom noises = new SplittableRandom(2);
    LandscapeBuilder builder =
        new LandscapeBuilder(Priors.SQUARE, new Measure("loss", false, "epoch"), levels);
    for (int i = 0; i < 60; i++) {
      Configuration configuration = Priors.SQUARE.sample(random).orElseThrow();
      double loss = Priors.bowl(0.3, 0.7).applyAsDouble(configuration);
      for (double level : levels) {
        double noise = (9 - level) / 80 * noises.nextDouble();
        builder.add(configuration, level, loss + noise, level * (1 + loss));
      }
    }
    return new PriorLandscape("p", "p", builder.build(Priors.provenance("p")));
  }

  @Test
  void rungsWithoutALevelNear_areNotClaimedToBeReliableOrDear() {
    FittedPrior all = fit(measured(1, 3, 9));
    assertThat(all.reliability()[0]).isBetween(0.5, 1.0);
    assertThat(all.costShares()[0]).isCloseTo(1.0 / 9, within(1e-9));
    FittedPrior ends = fit(measured(1, 9));
    assertThat(ends.reliability()[1]).isNaN();
    assertThat(ends.costShares()[1]).isNaN();
    assertThat(ends.reliability()[0]).isPositive();
    FittedPrior full = fit(measured(9));
    assertThat(full.reliability()).containsExactly(Double.NaN, Double.NaN, 1);
    assertThat(full.costShares()).containsExactly(Double.NaN, Double.NaN, 1);
    for (int rung = 0; rung < LADDER.size(); rung++) {
      // What is not told of a rung's cost is taken to grow as the resource.
      assertThat(Objects.requireNonNull(full.costs()).offsets()[rung])
          .isCloseTo(Objects.requireNonNull(all.costs()).offsets()[rung], within(1e-9));
    }
  }

  /** Changes when a fit does. Then {@link PriorFitter#VERSION} must change, and this figure. */
  @Test
  void version_standsForWhatIsFitted() {
    FittedPrior fitted = fit(measured(1, 3, 9));
    double sum = fitted.spread() + fitted.predictability();
    for (Surface surface : List.of(fitted.losses(), Objects.requireNonNull(fitted.costs()))) {
      for (int rung = 0; rung < LADDER.size(); rung++) {
        sum += surface.offsets()[rung];
        for (int f = 0; f < surface.weights()[rung].length; f++) {
          sum += surface.weights()[rung][f] * Math.sin(f + rung);
        }
      }
    }
    for (double figure : fitted.reliability()) {
      sum += figure;
    }
    for (double figure : fitted.costShares()) {
      sum += figure;
    }
    assertThat(PriorFitter.VERSION + ": " + String.format(Locale.ROOT, "%.6f", sum))
        .isEqualTo("1: -0.802032");
  }

  @Test
  void noise_isNotSound_andSaysWhatWouldBe() {
    SplittableRandom random = new SplittableRandom(3);
    FittedPrior noise = fit(Priors.onSquare("noise", 14, configuration -> random.nextDouble()));
    assertThat(noise.isSound()).isFalse();
    assertThat(noise.leastPredictability()).isEqualTo(3.5 / 14);
    assertThat(fit(Priors.onSquare("bowl", 14, Priors.bowl(0.2, 0.2))).isSound()).isTrue();
    assertThat(FittedPrior.leastPoints()).isEqualTo(13);
  }

  @Test
  void portfolioOfFitted_startsWithTheBestOnAverage_thenWhereItIsNot() {
    List<FittedPrior> priors = new ArrayList<>();
    priors.add(fit(Priors.onSquare("a", 9, Priors.bowl(0, 0))));
    priors.add(fit(Priors.onSquare("b", 9, Priors.bowl(0.1, 0))));
    priors.add(fit(Priors.onSquare("c", 9, Priors.bowl(1, 1))));
    PortfolioResult result = Portfolio.ofFitted(BASIS, priors, 4);
    assertThat(result.picks()).hasSize(4).doesNotHaveDuplicates();
    assertThat(Priors.bowl(0, 0).applyAsDouble(result.picks().get(0).configuration()))
        .isLessThan(0.2);
    assertThat(Priors.bowl(1, 1).applyAsDouble(result.picks().get(1).configuration()))
        .isLessThan(0.2);
    assertThat(result.picks().get(1).origin()).startsWith("portfolio: ").endsWith(" of c");
    assertThat(result.priors()).extracting(PriorUse::name).containsExactly("a", "b", "c");
    assertThat(Portfolio.ofFitted(BASIS, priors, 0).picks()).isEmpty();
    assertThat(Portfolio.ofFitted(BASIS, List.of(), 4).picks()).isEmpty();
  }
}
