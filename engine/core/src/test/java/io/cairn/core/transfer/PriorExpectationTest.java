package io.cairn.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.space.Configuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PriorExpectationTest {
  private static final RungLadder LADDER =
      RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(9), 3, true));
  private static final SurfaceBasis BASIS = LandscapeMethod.basis(Priors.SQUARE, LADDER);
  private static final int FULL = LADDER.top();
  private static final ToDoubleFunction<Configuration> BOWL = Priors.bowl(0.3, 0.7);

  private static final FittedPrior PRIOR =
      new PriorFitter(BASIS).fit(Priors.onSquare("bowl", 12, BOWL));

  private static List<Configuration> some(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> Priors.SQUARE.sample(random).orElseThrow()).limit(count).toList();
  }

  private static PriorExpectation over(
      List<Configuration> tried, ToDoubleFunction<Configuration> loss) {
    return PriorExpectation.of(
        BASIS, PRIOR, FULL, tried, tried.stream().mapToDouble(loss).toArray());
  }

  @Test
  void likeLandscape_isToldInTheStudysUnit() {
    // The same landscape in another unit: seven times as steep and elsewhere.
    ToDoubleFunction<Configuration> study = c -> 40 + 7 * BOWL.applyAsDouble(c);
    for (long seed = 1; seed <= 5; seed++) {
      PriorExpectation expectation = over(some(seed, 30), study);
      assertThat(expectation.distinguishes()).isTrue();
      List<Configuration> others = new ArrayList<>(some(100 + seed, 60));
      others.sort(Comparator.comparingDouble(study));
      Configuration good = others.get(0);
      Configuration bad = others.get(others.size() - 1);
      assertThat(expectation.at(good)).as("seed %d", seed).isLessThan(expectation.at(bad));
      assertThat(expectation.at(good)).isCloseTo(study.applyAsDouble(good), within(1.0));
      assertThat(expectation.promise()).isCloseTo(40, within(1.0));
    }
  }

  @Test
  void contraryLandscape_expectsTheMeanOfEveryConfiguration() {
    List<Configuration> tried = some(1, 30);
    PriorExpectation expectation = over(tried, c -> -BOWL.applyAsDouble(c));
    double mean = tried.stream().mapToDouble(c -> -BOWL.applyAsDouble(c)).average().orElseThrow();

    assertThat(expectation.distinguishes()).isFalse();
    assertThat(expectation.at(tried.get(0))).isCloseTo(mean, within(1e-9));
    assertThat(expectation.promise()).isCloseTo(mean, within(1e-9));
  }

  @Test
  void meanOfWhatIsExpected_isTheMeanOfTheResults() {
    SplittableRandom noise = new SplittableRandom(9);
    List<Configuration> tried = some(2, 25);
    double[] losses = tried.stream().mapToDouble(c -> noise.nextDouble()).toArray();
    PriorExpectation expectation = PriorExpectation.of(BASIS, PRIOR, 0, tried, losses);
    double mean = 0;
    double expected = 0;
    for (int i = 0; i < losses.length; i++) {
      mean += losses[i] / losses.length;
      expected += expectation.at(tried.get(i)) / losses.length;
    }
    assertThat(expected).isCloseTo(mean, within(1e-9));
  }

  @Test
  void tooFewResults_areRefused() {
    assertThatThrownBy(() -> over(some(1, 3), BOWL))
        .hasMessage(
            "3 configurations with 3 losses; there must be as many of both, and at least 4");
  }
}
