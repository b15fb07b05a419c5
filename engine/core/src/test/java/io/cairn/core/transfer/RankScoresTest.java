package io.cairn.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.surrogate.Normal;
import org.junit.jupiter.api.Test;

class RankScoresTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void ranks_ofTies_areTheMeanOfTheirPlaces() {
    assertThat(RankScores.ranks(new double[] {3, 1, 3, 2, 3})).containsExactly(4, 1, 4, 2, 4);
    assertThat(RankScores.ranks(new double[] {5, 5})).containsExactly(1.5, 1.5);
    assertThat(RankScores.ranks(new double[] {INF, 0, INF, -1}))
        .as("infinite ones tie at the end")
        .containsExactly(3.5, 2, 3.5, 1);
    assertThat(RankScores.ranks(new double[0])).isEmpty();
  }

  @Test
  void normal_isBlomsScoreOfTheRank() {
    double[] scores = RankScores.normal(new double[] {10, -4, 7});
    assertThat(scores[0]).isCloseTo(Normal.quantile(2.625 / 3.25), within(1e-12));
    assertThat(scores[1]).isCloseTo(-scores[0], within(1e-9));
    assertThat(scores[2]).isCloseTo(0, within(1e-9));
    assertThat(RankScores.normal(new double[] {3})[0]).isCloseTo(0, within(1e-9));
  }

  @Test
  void spearman_sameReversedAndConstant() {
    double[] one = {1, 2, 5, 9, 100};
    assertThat(RankScores.spearman(one, new double[] {-8, -7, 0, 0.5, 0.6}))
        .as("any increasing map")
        .isCloseTo(1, within(1e-12));
    assertThat(RankScores.spearman(one, new double[] {5, 4, 3, 2, 1})).isCloseTo(-1, within(1e-12));
    assertThat(RankScores.spearman(one, new double[5])).isZero();
    assertThat(RankScores.spearman(new double[5], one)).isZero();
    assertThat(RankScores.spearman(new double[] {1}, new double[] {1})).isZero();
    assertThat(RankScores.spearman(new double[0], new double[0])).isZero();
  }

  /** Whatever n: the mean of equal ranks must not be off by a last bit, which correlates. */
  @Test
  void spearman_constantOfAnyLength_isZero() {
    for (int n = 1; n <= 300; n++) {
      double[] rising = new double[n];
      for (int i = 0; i < n; i++) {
        rising[i] = i;
      }
      assertThat(RankScores.spearman(new double[n], new double[n])).as("n = %d", n).isZero();
      assertThat(RankScores.spearman(new double[n], rising)).as("n = %d", n).isZero();
      assertThat(RankScores.spearman(rising, new double[n])).as("n = %d", n).isZero();
    }
  }

  @Test
  void spearman_byHand() {
    // 1 - 6 * sum d^2 / (n (n^2 - 1)) with d = 0, -2, 1, -1, 2
    assertThat(RankScores.spearman(new double[] {1, 2, 3, 4, 5}, new double[] {1, 3, 2, 9, 2.5}))
        .isCloseTo(0.5, within(1e-12));
    assertThat(RankScores.spearman(new double[] {1, 1, 2}, new double[] {1, 2, 3}))
        .as("with a tie")
        .isCloseTo(Math.sqrt(3) / 2, within(1e-12));
  }
}
