package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftRankingTest {

  private static final double NONE = Double.NaN;

  @Test
  void agrees_sameOrder() {
    assertThat(SoftRanking.fixed(0).agrees(new double[][] {{1, 1}, {2, 2}, {3, 3}})).isTrue();
  }

  @Test
  void agrees_fewerThanTwo() {
    assertThat(SoftRanking.fixed(0).agrees(new double[][] {})).isTrue();
    assertThat(SoftRanking.fixed(0).agrees(new double[][] {{5, 1}})).isTrue();
  }

  @Test
  void agrees_swapWithinEpsilon() {
    double[][] swapped = {{1.2, 1}, {1.0, 2}, {3, 3}};
    assertThat(SoftRanking.fixed(0.25).agrees(swapped)).isTrue();
    assertThat(SoftRanking.fixed(0.15).agrees(swapped)).isFalse();
    assertThat(SoftRanking.fixed(0).agrees(swapped)).isFalse();
  }

  @Test
  void agrees_tiesBelow_areNoDisagreement() {
    assertThat(SoftRanking.fixed(0).agrees(new double[][] {{1, 3}, {1, 4}})).isTrue();
  }

  /** Only the pair (first, second) turns round twice; the third is worse all along. */
  @Test
  void learning_takesPairsThatCrissCross() {
    SoftRanking ranking = SoftRanking.learning();
    assertThat(ranking.epsilon()).isZero();
    ranking.agrees(new double[][] {{1, 2.5, 1}, {2, 2, 1.5}, {9, 9, 9}});
    assertThat(ranking.epsilon()).isEqualTo(0.5);
  }

  @Test
  void learning_onePairTurnsOnlyOnce_isNotNoise() {
    SoftRanking ranking = SoftRanking.learning();
    assertThat(ranking.agrees(new double[][] {{2, 2, 1}, {1, 1, 1.5}})).isFalse();
    assertThat(ranking.epsilon()).isZero();
  }

  @Test
  void learning_missingLowerResults_areSkipped() {
    SoftRanking ranking = SoftRanking.learning();
    ranking.agrees(new double[][] {{1, NONE, 2.5, 1}, {2, 2, 2, 1.5}});
    assertThat(ranking.epsilon()).isEqualTo(0.5);
    SoftRanking blind = SoftRanking.learning();
    blind.agrees(new double[][] {{NONE, 2.5, 1}, {NONE, 2, 1.5}});
    assertThat(blind.epsilon()).isZero();
  }

  /** Differences at the top 1, 2, 3 (three pairs): 0.9 * 2 = 1.8 steps up, 2.8. */
  @Test
  void learning_isTheNinetiethPercentileWithInterpolation() {
    SoftRanking ranking = SoftRanking.learning();
    ranking.agrees(new double[][] {{1, 9, 1}, {2, 8, 2}, {4, 7, 4}});
    assertThat(ranking.epsilon()).isCloseTo(2.8, within(1e-12));
  }

  @Test
  void learning_withoutSuchPairs_keepsWhatItHad() {
    SoftRanking ranking = SoftRanking.learning();
    ranking.agrees(new double[][] {{1, 2.5, 1}, {2, 2, 1.5}});
    ranking.agrees(new double[][] {{1, 1, 1}, {2, 2, 2}});
    assertThat(ranking.epsilon()).isEqualTo(0.5);
  }

  @Test
  void fixed_notANonNegativeNumber_isRefused() {
    for (double epsilon : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> SoftRanking.fixed(epsilon))
          .hasMessageContaining("epsilon = " + epsilon);
    }
  }
}
