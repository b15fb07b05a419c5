package io.cairn.core.landscape.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussianCopulaTest {
  /** The table is simulated, its .80 a little low: the integral gives .577. */
  @Test
  void overlap_ofTheBestTenth_isThePublishedTable() {
    double[][] table = {
      {.34, .24}, {.50, .33}, {.65, .44}, {.70, .48}, {.80, .57}, {.85, .63}, {.90, .70}, {.95, .79}
    };
    for (double[] row : table) {
      assertThat(GaussianCopula.overlap(row[0], 0.1))
          .as("rho %s", row[0])
          .isCloseTo(row[1], within(0.008));
    }
  }

  @Test
  void overlap_atTheEnds_isExact() {
    for (double gamma : new double[] {0.01, 0.1, 0.3, 0.5}) {
      assertThat(GaussianCopula.overlap(0, gamma)).isCloseTo(gamma, within(1e-9));
      assertThat(GaussianCopula.overlap(1, gamma)).isCloseTo(1, within(1e-6));
      assertThat(GaussianCopula.overlap(-1, gamma)).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void lowerOrthant_atZero_isSheppardsFormula() {
    for (double r = -0.99; r < 1; r += 0.06) {
      assertThat(GaussianCopula.lowerOrthant(0, r))
          .as("correlation %s", r)
          .isCloseTo(0.25 + Math.asin(r) / (2 * Math.PI), within(1e-9));
    }
  }

  @Test
  void lowerOrthant_agreesWithTheConditionalIntegral() {
    for (double limit : new double[] {-3, -1.2815515655, -0.3, 0.8}) {
      for (double r : new double[] {-0.95, -0.4, 0.2, 0.7, 0.98}) {
        // P(X < h, Y < h) = integral of phi(x) F((h - r x) / sqrt(1 - r^2)) up to h, Simpson's
        // rule.
        int steps = 20_000;
        double from = -9;
        double width = (limit - from) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
          double x = from + i * width;
          double f =
              Math.exp(-x * x / 2)
                  / Math.sqrt(2 * Math.PI)
                  * GaussianCopula.cdf((limit - r * x) / Math.sqrt(1 - r * r));
          sum += f * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
        }
        assertThat(GaussianCopula.lowerOrthant(limit, r))
            .as("limit %s, correlation %s", limit, r)
            .isCloseTo(sum * width / 3, within(1e-9));
      }
    }
  }

  @Test
  void quantile_isTheInverse() {
    for (double p = 0.0005; p < 1; p += 0.0125) {
      assertThat(GaussianCopula.cdf(GaussianCopula.quantile(p))).isCloseTo(p, within(1e-9));
    }
  }

  @Test
  void overlap_outsideItsRange_isRefused() {
    assertThatThrownBy(() -> GaussianCopula.overlap(1.1, 0.1)).hasMessageContaining("rho = 1.1");
    assertThatThrownBy(() -> GaussianCopula.overlap(0.5, 0)).hasMessageContaining("gamma = 0.0");
  }
}
