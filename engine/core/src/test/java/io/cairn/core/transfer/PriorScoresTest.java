package io.cairn.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.Landscape;
import org.junit.jupiter.api.Test;

class PriorScoresTest {
  private static final double NONE = Double.NaN;

  private static double evidence(int n) {
    return (n - 1.0) / (n + 1.0);
  }

  private static double[] scores(double[]... losses) {
    return PriorScores.of(Priors.line(losses));
  }

  @Test
  void measuredInFull_bestIsLowestAndMedianHalf() {
    double[] losses = {5, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11};
    double[] scores = scores(losses);
    assertThat(scores[1]).isCloseTo(0.5 - 0.5 * evidence(11), within(1e-12));
    assertThat(scores[5]).as("the median").isCloseTo(0.5, within(1e-12));
    assertThat(scores[10]).isCloseTo(0.5 + (2.0 / 3 - 0.5) * evidence(11), within(1e-12));
  }

  @Test
  void measuredInFull_doesNotDependOnScaleAndShift() {
    double[] losses = {5, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11};
    double[] moved = losses.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] = 1000 * moved[i] - 7;
    }
    double[] one = scores(losses);
    double[] two = scores(moved);
    for (int i = 0; i < one.length; i++) {
      assertThat(two[i]).isCloseTo(one[i], within(1e-9));
    }
  }

  @Test
  void nothingKnown_isHalf() {
    assertThat(scores(new double[] {3})).containsExactly(0.5);
    assertThat(scores(new double[12])).containsOnly(0.5);
    assertThat(scores(new double[3])).containsOnly(0.5);
  }

  @Test
  void moreThanHalfAreTheBest_othersAreScaledByTheirMean() {
    double[] losses = {1, 1, 1, 1, 1, 1, 1, 1, 2, 4};
    double[] scores = scores(losses);
    assertThat(scores[0]).isLessThan(0.1);
    assertThat(scores[8]).isBetween(0.3, 0.5);
    assertThat(scores[9]).isGreaterThan(0.5);
  }

  @Test
  void diverged_isWorstAndMovesNothingElse() {
    double inf = Double.POSITIVE_INFINITY;
    double[] scores = scores(new double[] {1, 2, 3, 4, 5, 6, 7, inf, inf, inf});
    assertThat(scores[7]).isCloseTo(0.5 + 0.5 * evidence(10), within(1e-12));
    assertThat(scores[3]).as("the median of the finite ones").isCloseTo(0.5, within(1e-12));
    assertThat(scores(new double[] {inf, inf})).containsOnly(0.5 + 0.5 * evidence(2));
  }

  /**
   * Of halving, the few at the top are the best however their losses compare with those lower down.
   */
  @Test
  void halving_whoCameFurtherIsBetter() {
    double[] low = {9, 8, 7, 6, 5, 4};
    double[] middle = {NONE, NONE, NONE, 3, 2, 5};
    double[] top = {NONE, NONE, NONE, NONE, 2.5, NONE};
    Landscape landscape = Priors.line(low, middle, top);
    double[] scores = PriorScores.of(landscape);
    assertThat(scores[4]).isLessThan(scores[3]);
    assertThat(scores[3]).isLessThan(scores[5]);
    assertThat(scores[5]).isLessThan(scores[2]);
    assertThat(scores[2]).isLessThan(scores[1]);
    assertThat(scores[1]).isLessThan(scores[0]);
    assertThat(scores[0]).isLessThan(1);
    assertThat(scores[4]).isGreaterThan(0);
  }

  @Test
  void empty_hasNoScores() {
    assertThat(PriorScores.of(Priors.line(new double[0]))).isEmpty();
  }
}
