package io.cairn.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LossScaleTest {
  private static final LossScale SCALE = new LossScale(3, 0.5);

  @Test
  void of_bestMedianAndFarWorse_areMinusOneZeroAndNearlyOne() {
    assertThat(SCALE.of(2.5)).isEqualTo(-1);
    assertThat(SCALE.of(3)).isZero();
    assertThat(SCALE.of(3.5)).isEqualTo(0.5);
    assertThat(SCALE.of(1e9)).isLessThan(LossScale.WORST).isGreaterThan(0.999);
    assertThat(SCALE.of(2)).as("better than the best is not bounded").isEqualTo(-2);
  }

  @Test
  void of_diverged_isTheWorst() {
    for (double loss :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThat(SCALE.of(loss)).as("loss %s", loss).isEqualTo(1).isEqualTo(LossScale.WORST);
    }
  }

  @Test
  void of_keepsTheOrder_andLossInvertsIt() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      LossScale scale = new LossScale(10 * Normal.draw(random), Math.exp(Normal.draw(random)));
      double a = scale.middle() + 4 * scale.spread() * Normal.draw(random);
      double b = a + scale.spread() * (0.01 + random.nextDouble());
      assertThat(scale.of(a)).as("draw %d", i).isLessThan(scale.of(b));
      assertThat(scale.loss(scale.of(a)))
          .as("draw %d", i)
          .isCloseTo(a, within(1e-9 * (1 + Math.abs(a))));
    }
  }

  @Test
  void logDerivative_isTheLogOfTheSlope() {
    for (double spread : new double[] {0.02, 1, 40}) {
      LossScale scale = new LossScale(-7, spread);
      for (double z = -3.05; z < 6; z += 0.2) {
        double loss = -7 + spread * z;
        double step = 1e-5 * spread;
        double slope = (scale.of(loss + step) - scale.of(loss - step)) / (2 * step);
        assertThat(scale.logDerivative(loss))
            .as("z = %s, spread %s", z, spread)
            .isCloseTo(Math.log(slope), within(1e-6));
      }
    }
  }

  @Test
  void new_badFigures_isRefusedNamingThem() {
    double[][] bad = {
      {Double.NaN, 1},
      {Double.POSITIVE_INFINITY, 1},
      {0, 0},
      {0, -1},
      {0, Double.NaN},
      {0, Double.POSITIVE_INFINITY}
    };
    for (double[] figures : bad) {
      assertThatThrownBy(() -> new LossScale(figures[0], figures[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("middle = " + figures[0])
          .hasMessageContaining("spread = " + figures[1]);
    }
  }
}
