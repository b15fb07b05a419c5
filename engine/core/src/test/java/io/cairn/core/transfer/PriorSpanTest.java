package io.cairn.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.Configuration;
import io.cairn.core.surrogate.LandscapeKernel.Coefficients;
import io.cairn.core.surrogate.LandscapePoint;
import io.cairn.core.surrogate.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@link PriorSpan} and {@link SpanBelief}. */
class PriorSpanTest {
  private static final RungLadder LADDER =
      RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(9), 3, true));
  private static final SurfaceBasis BASIS =
      new SurfaceBasis(Priors.SQUARE, LADDER, new SplittableRandom(1));
  private static final int RUNGS = 3;

  /** A prior of random weights; its losses say nothing but what its surface says. */
  private static FittedPrior prior(SplittableRandom random, boolean costs) {
    return new FittedPrior(
        "id",
        "name",
        surface(random),
        costs ? surface(random) : null,
        1,
        new double[] {0.2 + 0.2 * random.nextDouble(), Double.NaN, 1},
        new double[] {0.1, Double.NaN, 1},
        1,
        100,
        List.of(Priors.SQUARE.sample(random).orElseThrow()),
        new PriorUse("id", "name", 100, 0, 0, Map.of()));
  }

  private static Surface surface(SplittableRandom random) {
    double[][] weights = new double[RUNGS][SurfaceBasis.FEATURES];
    double[] offsets = new double[RUNGS];
    for (int r = 0; r < RUNGS; r++) {
      offsets[r] = Normal.draw(random);
      for (int f = 0; f < SurfaceBasis.FEATURES; f++) {
        weights[r][f] = Normal.draw(random);
      }
    }
    return new Surface(weights, offsets);
  }

  private static List<FittedPrior> priors(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<FittedPrior> all = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      all.add(prior(random, k % 2 == 0));
    }
    return all;
  }

  private static PriorSpan span(List<FittedPrior> priors) {
    return new PriorSpan(BASIS, priors, new SplittableRandom(2));
  }

  private static List<Configuration> probes() {
    SplittableRandom random = new SplittableRandom(3);
    List<Configuration> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(Priors.SQUARE.sample(random).orElseThrow());
    }
    return all;
  }

  private static double combined(PriorSpan span, int prior, double[] surfaces) {
    double sum = surfaces[0];
    for (int q = 1; q < surfaces.length; q++) {
      sum += span.coordinates(prior)[q - 1] * surfaces[q];
    }
    return sum;
  }

  @Test
  void coordinates_withThePointsSurfaces_areThePrior() {
    for (int count : new int[] {2, 3, 7, 13}) {
      PriorSpan span = span(priors(count, count));
      assertThat(span.size()).as("the mean and all directions").isEqualTo(count);
      for (Configuration c : probes()) {
        LandscapePoint point = span.point(c);
        for (int rung = 0; rung < RUNGS; rung++) {
          double[] expected = span.expectations(c, rung);
          for (int k = 0; k < count; k++) {
            assertThat(combined(span, k, point.surfaces()[rung]))
                .as("prior %d of %d, rung %d", k, count, rung)
                .isCloseTo(expected[k], within(1e-6))
                .isCloseTo(span.priors().get(k).losses().at(BASIS.features(c), rung), within(1e-6));
          }
        }
      }
    }
  }

  @Test
  void onePrior_isTheMeanAndNoDirection() {
    PriorSpan span = span(priors(1, 5));
    assertThat(span.size()).isEqualTo(1);
    assertThat(span.coordinates(0)).isEmpty();
    for (Configuration c : probes()) {
      assertThat(span.point(c).surfaces()[1][0])
          .isCloseTo(span.expectations(c, 1)[0], within(1e-9));
    }
  }

  @Test
  void equalPriors_haveNoDirections() {
    FittedPrior one = priors(1, 5).get(0);
    PriorSpan span = span(List.of(one, one, one));
    assertThat(span.size()).isEqualTo(1);
  }

  @Test
  void fortyPriors_areTheMeanAndAtMostTwelveDirections() {
    PriorSpan span = span(priors(40, 6));
    assertThat(span.size()).isEqualTo(13);
    for (Configuration c : probes()) {
      double[] expected = span.expectations(c, 2);
      assertThat(span.point(c).surfaces()[2][0])
          .isCloseTo(Arrays.stream(expected).average().orElseThrow(), within(1e-8));
    }
  }

  /** Of priors on a line through function space, one direction says all. */
  @Test
  void priorsOnALine_haveOneDirection() {
    SplittableRandom random = new SplittableRandom(7);
    Surface middle = surface(random);
    Surface along = surface(random);
    List<FittedPrior> priors = new ArrayList<>();
    double[] places = {-1, 0, 0.5, 2};
    for (double place : places) {
      FittedPrior any = prior(random, false);
      priors.add(
          new FittedPrior(
              any.id(),
              any.name(),
              Surface.combination(new Surface[] {middle, along}, new double[] {1, place}),
              null,
              1,
              any.reliability(),
              any.costShares(),
              1,
              100,
              any.best(),
              any.use()));
    }
    PriorSpan span = span(priors);
    assertThat(span.size()).isEqualTo(2);
    double squares = 0;
    for (int k = 0; k < 4; k++) {
      squares += span.coordinates(k)[0] * span.coordinates(k)[0] / 4;
    }
    assertThat(squares).as("root mean square of one").isCloseTo(1, within(1e-9));
  }

  @Test
  void point_costs_areTheMeanOfThoseThatRecordedThem_orGrowAsTheResource() {
    List<FittedPrior> some = priors(3, 8); // the first and the last recorded costs
    PriorSpan span = span(some);
    for (Configuration c : probes()) {
      double mean = 0;
      for (int k : new int[] {0, 2}) {
        mean += java.util.Objects.requireNonNull(some.get(k).costs()).at(BASIS.features(c), 1) / 2;
      }
      assertThat(span.point(c).logCosts()[1]).isCloseTo(mean, within(1e-9));
    }
    PriorSpan none = span(List.of(priors(2, 9).get(1)));
    assertThat(none.point(probes().get(0)).logCosts())
        .containsExactly(new double[] {-Math.log(9), -Math.log(3), 0}, within(1e-12));
  }

  @Test
  void reliabilityAndShares_areMeansOfWhatIsKnown() {
    List<FittedPrior> two = priors(2, 10);
    PriorSpan span = span(two);
    double mean = (two.get(0).reliability()[0] + two.get(1).reliability()[0]) / 2;
    assertThat(span.reliability()[0]).isCloseTo(mean, within(1e-12));
    assertThat(span.reliability()[1]).as("nobody knows").isEqualTo(1);
    assertThat(span.costShares()[0]).isCloseTo(0.1, within(1e-12));
    assertThat(span.costShares()[1]).as("nobody knows").isNaN();
  }

  @Test
  void bestConfigurations_areTheFirstOfEachFirst_andDistinct() {
    List<FittedPrior> five = priors(5, 11);
    List<Configuration> firsts = five.stream().map(p -> p.best().get(0)).toList();
    assertThat(span(five).bestConfigurations(300)).isEqualTo(firsts);
    assertThat(span(five).bestConfigurations(3)).isEqualTo(firsts.subList(0, 3));
    FittedPrior one = five.get(0);
    assertThat(span(List.of(one, one)).bestConfigurations(9)).hasSize(1);
  }

  @Test
  void noPriors_isRefused() {
    assertThatThrownBy(() -> span(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one prior");
  }

  // ---- beliefs ---------------------------------------------------------------------------------

  private static double[] filled(int size, double value) {
    double[] all = new double[size];
    Arrays.fill(all, value);
    return all;
  }

  private static double expected(Coefficients belief, double[] surfaces) {
    double sum = 0;
    for (int q = 0; q < surfaces.length; q++) {
      sum += belief.mean()[q] * surfaces[q];
    }
    return sum;
  }

  private static double variance(Coefficients belief, double[] direction) {
    double sum = 0;
    for (int q = 0; q < direction.length; q++) {
      for (int p = 0; p < direction.length; p++) {
        sum += direction[q] * belief.covariance()[q][p] * direction[p];
      }
    }
    return sum;
  }

  @Test
  void equalWeights_haveTheMeanAndTheSpreadOfThePriors() {
    PriorSpan span = span(priors(6, 12));
    Coefficients belief = SpanBelief.of(span, filled(6, 0.7), new double[6]);
    for (Configuration c : probes()) {
      double[] surfaces = span.point(c).surfaces()[2];
      double[] each = span.expectations(c, 2);
      double mean = Arrays.stream(each).average().orElseThrow();
      assertThat(expected(belief, surfaces)).isCloseTo(mean, within(1e-6));
      double spread = Arrays.stream(each).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
      double freedom = 0;
      for (double value : surfaces) {
        freedom += 0.15 * 0.15 * value * value;
      }
      assertThat(variance(belief, surfaces)).isCloseTo(spread + freedom, within(1e-6));
    }
  }

  @Test
  void onePriorTurnedOver_isItsNegative() {
    PriorSpan span = span(priors(4, 13));
    double[] one = {0, 0, 1, 0};
    Coefficients straight = SpanBelief.of(span, one, new double[4]);
    Coefficients turned = SpanBelief.of(span, new double[4], one);
    for (Configuration c : probes()) {
      double[] surfaces = span.point(c).surfaces()[0];
      double own = span.expectations(c, 0)[2];
      assertThat(expected(straight, surfaces)).isCloseTo(own, within(1e-6));
      assertThat(expected(turned, surfaces)).isCloseTo(-own, within(1e-6));
      assertThat(variance(turned, surfaces)).isCloseTo(variance(straight, surfaces), within(1e-6));
    }
  }

  @Test
  void weights_countByTheirShareAlone() {
    PriorSpan span = span(priors(3, 14));
    Coefficients one = SpanBelief.of(span, new double[] {1, 2, 3}, new double[] {0, 1, 0});
    Coefficients ten = SpanBelief.of(span, new double[] {10, 20, 30}, new double[] {0, 10, 0});
    assertThat(ten.mean()).containsExactly(one.mean(), within(1e-12));
    double[] direction = {1, -2, 0.5};
    assertThat(variance(ten, direction)).isCloseTo(variance(one, direction), within(1e-9));
  }

  @Test
  void covariance_isSymmetricAndPositive() {
    for (long seed = 0; seed < 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int count = 1 + random.nextInt(8);
      PriorSpan span = span(priors(count, seed));
      double[] weights = random.doubles(count).map(w -> w < 0.3 ? 0 : Math.exp(20 * w)).toArray();
      double[] contrary = random.doubles(count).map(w -> w + 1e-3).toArray();
      Coefficients belief = SpanBelief.of(span, weights, contrary);
      for (int i = 0; i < 50; i++) {
        double[] direction = new double[span.size()];
        Arrays.setAll(direction, q -> Normal.draw(random));
        double squares = Arrays.stream(direction).map(d -> d * d).sum();
        assertThat(variance(belief, direction))
            .as("seed %d", seed)
            .isGreaterThan(0.9 * 0.15 * 0.15 * squares);
      }
      for (int q = 0; q < span.size(); q++) {
        for (int p = 0; p < q; p++) {
          assertThat(belief.covariance()[q][p])
              .as("seed %d", seed)
              .isCloseTo(belief.covariance()[p][q], within(1e-9));
        }
      }
    }
  }
}
