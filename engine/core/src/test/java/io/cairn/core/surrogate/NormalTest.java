package io.cairn.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NormalTest {

  @Test
  void cdf_atTabledPoints_isTheTablesValue() {
    assertThat(Normal.cdf(0)).isCloseTo(0.5, within(1e-15));
    assertThat(Normal.cdf(1.959963984540054)).isCloseTo(0.975, within(1e-9));
    assertThat(Normal.cdf(-1)).isCloseTo(0.15865525393145707, within(1e-9));
    assertThat(Normal.density(0)).isCloseTo(0.3989422804014327, within(1e-15));
    assertThat(Normal.density(2)).isCloseTo(0.05399096651318806, within(1e-15));
  }

  @Test
  void quantile_ofTheCdf_isWhereItCameFrom() {
    for (double z = -5; z <= 5; z += 0.01) {
      double back = Normal.quantile(Normal.cdf(z));
      assertThat(back).as("z = %s", z).isCloseTo(z, within(1e-6));
    }
  }

  @Test
  void quantile_ofSmallProbabilities_isFiniteAndFalls() {
    double before = Double.POSITIVE_INFINITY;
    for (double p = 0.4; p > 1e-15; p /= 3) {
      double z = Normal.quantile(p);
      assertThat(z).as("p = %s", p).isFinite().isLessThan(before);
      before = z;
    }
  }

  @Test
  void positivePart_isTheIntegral() {
    for (double deviation : new double[] {0.01, 0.3, 1, 7}) {
      for (double z = -4; z <= 4; z += 0.5) {
        double mean = z * deviation;
        double integral = integral(mean, deviation);
        assertThat(Normal.positivePart(mean, deviation))
            .as("mean %s, deviation %s", mean, deviation)
            .isCloseTo(integral, within(1e-7 * deviation));
      }
    }
  }

  /** Midpoint sums of max(0, x) over 12 deviations either side. */
  private static double integral(double mean, double deviation) {
    int cells = 200_000;
    double width = 24.0 / cells;
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      double z = -12 + (i + 0.5) * width;
      sum += Math.max(0, mean + deviation * z) * Normal.density(z) * width;
    }
    return sum;
  }

  @Test
  void positivePart_certain_isWhatIsGained() {
    assertThat(Normal.positivePart(0.4, 0)).isEqualTo(0.4);
    assertThat(Normal.positivePart(-0.4, 0)).isZero();
    assertThat(Normal.positivePart(0.4, Double.NaN)).isEqualTo(0.4);
  }

  @Test
  void positivePart_farTails_isNeitherNegativeNorNaN() {
    for (double z : new double[] {-1e300, -1000, -38, -30.1, -29.9, -20, -8}) {
      double gain = Normal.positivePart(z, 1);
      assertThat(gain).as("z = %s", z).isGreaterThanOrEqualTo(0).isLessThan(1e-15);
    }
    assertThat(Normal.positivePart(1000, 1)).isEqualTo(1000);
    assertThat(Normal.positivePart(1e-3, 1e-12)).isCloseTo(1e-3, within(1e-15));
  }

  @Test
  void positivePart_growsWithMeanAndDeviation() {
    for (double z = -6; z < 6; z += 0.25) {
      double here = Normal.positivePart(z, 1);
      assertThat(Normal.positivePart(z + 0.25, 1)).as("z = %s", z).isGreaterThan(here);
      assertThat(Normal.positivePart(z, 1.5)).as("z = %s", z).isGreaterThan(here);
    }
  }

  @Test
  void draw_hasMeanZeroVarianceOneAndNormalTails() {
    for (long seed = 0; seed < 5; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = 40_000;
      double sum = 0;
      double squares = 0;
      int beyond = 0;
      for (int i = 0; i < n; i++) {
        double z = Normal.draw(random);
        sum += z;
        squares += z * z;
        beyond += z > 1.959963984540054 ? 1 : 0;
      }
      assertThat(sum / n).as("mean, seed %d", seed).isCloseTo(0, within(4 / Math.sqrt(n)));
      assertThat(squares / n)
          .as("variance, seed %d", seed)
          .isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
      assertThat(beyond / (double) n)
          .as("upper tail, seed %d", seed)
          .isCloseTo(0.025, within(4 * Math.sqrt(0.025 * 0.975 / n)));
    }
  }
}
