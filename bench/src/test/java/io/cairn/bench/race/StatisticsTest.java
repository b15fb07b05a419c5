package io.cairn.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-12);

  @Test
  void figures_ofAFewNumbers() {
    double[] values = {4, 1, 3, 2};
    assertThat(Statistics.mean(values)).isEqualTo(2.5);
    assertThat(Statistics.median(values)).isEqualTo(2.5);
    assertThat(Statistics.median(new double[] {9, 1, 2})).isEqualTo(2);
    assertThat(Statistics.standardError(values)).isCloseTo(Math.sqrt(5.0 / 3 / 4), EXACT);
    assertThat(Statistics.standardError(new double[] {1})).isNaN();
  }

  @Test
  void bootstrap_holdsNineOfTenMeans_ofASampleOfManyNumbers() {
    double[] values = new double[1_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7_919 % 1_000) / 1_000.0;
    }
    Statistics.Interval interval = Statistics.ninetyPercent(values);
    double half = 1.645 * Statistics.standardError(values);
    assertThat(interval.low()).isCloseTo(.4995 - half, Offset.offset(.2 * half));
    assertThat(interval.high()).isCloseTo(.4995 + half, Offset.offset(.2 * half));
    assertThat(Statistics.ninetyPercent(new double[] {3, 3}))
        .isEqualTo(new Statistics.Interval(3, 3));
  }

  @Test
  void ratio_ofAConstantShare_isSure() {
    Statistics.Share share =
        Statistics.ratio(new double[][] {{.1, .2, .4}}, new double[][] {{1, 2, 4}});
    assertThat(share.value()).isCloseTo(.1, EXACT);
    assertThat(share.standardError()).isCloseTo(0, EXACT);
  }

  @Test
  void ratio_ofEqualBases_isTheMeanDifference_withItsError() {
    double[] differences = {.1, -.1, .3, .1};
    Statistics.Share share =
        Statistics.ratio(new double[][] {differences}, new double[][] {{2, 2, 2, 2}});
    assertThat(share.value()).isCloseTo(.05, EXACT);
    assertThat(share.standardError()).isCloseTo(Statistics.standardError(differences) / 2, EXACT);
  }

  @Test
  void ratio_countsGroupsAlike() {
    Statistics.Share share =
        Statistics.ratio(
            new double[][] {{.5, .5}, {0, 0, 0, 0, 0, 0}},
            new double[][] {{1, 1}, {1, 1, 1, 1, 1, 1}});
    assertThat(share.value()).isCloseTo(.25, EXACT);
  }
}
