package io.cairn.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KernelShapeTest {
  private final double[] scales = {0.5, 2};
  private final double[] decays = {0.1, 0.7, 0};
  private final KernelShape shape = new KernelShape(scales, decays);

  @Test
  void correlation_isOneOnARung_andFallsByTheDecaysBetween() {
    assertThat(shape.rungs()).isEqualTo(4);
    double[][] expected = {
      {1, Math.exp(-0.1), Math.exp(-0.8), Math.exp(-0.8)},
      {Math.exp(-0.1), 1, Math.exp(-0.7), Math.exp(-0.7)},
      {Math.exp(-0.8), Math.exp(-0.7), 1, 1},
      {Math.exp(-0.8), Math.exp(-0.7), 1, 1}
    };
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 4; b++) {
        assertThat(shape.correlation(a, b))
            .as("rungs %d and %d", a, b)
            .isCloseTo(expected[a][b], within(1e-15));
      }
    }
  }

  @Test
  void squaredDistance_isInLengthScales() {
    double[] a = {0.25, 1};
    double[] b = {0.75, 0};
    assertThat(shape.squaredDistance(a, b)).isCloseTo(1 + 0.25, within(1e-15));
    assertThat(shape.squaredDistance(b, a)).isEqualTo(shape.squaredDistance(a, b));
    assertThat(shape.squaredDistance(a, a)).isZero();
  }

  @Test
  void arrays_areCopiedInAndOut() {
    scales[0] = 100;
    decays[0] = 100;
    shape.lengthScales()[0] = 7;
    shape.decays()[0] = 7;
    assertThat(shape.lengthScales()).containsExactly(0.5, 2);
    assertThat(shape.decays()).containsExactly(0.1, 0.7, 0);
    assertThat(shape.correlation(0, 1)).isCloseTo(Math.exp(-0.1), within(1e-15));
  }

  @Test
  void noSteps_isOneRung() {
    KernelShape single = new KernelShape(new double[0], new double[0]);
    assertThat(single.rungs()).isEqualTo(1);
    assertThat(single.correlation(0, 0)).isEqualTo(1);
    assertThat(single.squaredDistance(new double[0], new double[0])).isZero();
  }
}
