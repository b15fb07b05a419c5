package io.cairn.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import smile.math.special.Erf;

class KernelDensityTest {
  private static final double FLOOR = 1e-3;
  private static final double NONE = Double.NaN;
  private static final Axis NUMERIC = new Axis.Numeric(false);
  private static final Axis SOMETIMES = new Axis.Numeric(true);
  private static final Axis THREE = new Axis.Categorical(3, false);

  @Test
  void logDensity_oneNumericAxis_integratesToOne() {
    List<List<double[]>> samples =
        List.of(
            points(0.5), points(0, 1), points(0.02, 0.03, 0.9), points(0, 0, 0), points(0.1, 0.7));
    for (List<double[]> sample : samples) {
      KernelDensity density = KernelDensity.fit(List.of(NUMERIC), sample, FLOOR);
      assertThat(integral(density)).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void logDensity_conditionalNumericAxis_integratesToOneWithInactive() {
    KernelDensity density = KernelDensity.fit(List.of(SOMETIMES), points(0.2, NONE, 0.6), FLOOR);
    double inactive = Math.exp(density.logDensity(new double[] {NONE}));
    assertThat(inactive).isStrictlyBetween(0.2, 0.5);
    assertThat(integral(density) + inactive).isCloseTo(1, within(1e-3));
  }

  @Test
  void logDensity_categoricalAxis_sumsToOne() {
    KernelDensity plain = KernelDensity.fit(List.of(THREE), points(0.1, 0.1, 0.9), FLOOR);
    assertThat(mass(plain, 0.1) + mass(plain, 0.5) + mass(plain, 0.9)).isCloseTo(1, within(1e-12));
    assertThat(mass(plain, 0.1)).isGreaterThan(mass(plain, 0.9));
    assertThat(mass(plain, 0.9)).isGreaterThan(mass(plain, 0.5));

    KernelDensity conditional =
        KernelDensity.fit(
            List.of(new Axis.Categorical(3, true)), points(0.1, NONE, 0.9, NONE), FLOOR);
    double sum =
        mass(conditional, 0.1)
            + mass(conditional, 0.5)
            + mass(conditional, 0.9)
            + mass(conditional, NONE);
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(mass(conditional, NONE)).isGreaterThan(mass(conditional, 0.1));
  }

  /** The rule worked by hand: two points .1 from their mean and a uniform one, n = 2, d = 1. */
  @Test
  void fit_bandwidth_isTheNormalReferenceRule() {
    KernelDensity density = KernelDensity.fit(List.of(NUMERIC), points(0.4, 0.6), FLOOR);
    double h = 1.06 * Math.sqrt((0.02 + 1.0 / 12) / 3) * Math.pow(2, -0.2);
    double height = Math.exp(-0.5 * Math.pow(0.1 / h, 2)) / (h * Math.sqrt(2 * Math.PI));
    double inside = 0.5 * (Erf.erf(0.6 / h / Math.sqrt(2)) + Erf.erf(0.4 / h / Math.sqrt(2)));
    assertThat(mass(density, 0.5)).isCloseTo(height / inside, within(1e-12));
  }

  /** Four points that agree must not shut the rest of the axis out; forty may. */
  @Test
  void fit_equalPoints_narrowWithTheirNumber() {
    KernelDensity four =
        KernelDensity.fit(List.of(NUMERIC, THREE), repeated(xy(0.3, 0.5), 4), FLOOR);
    KernelDensity forty =
        KernelDensity.fit(List.of(NUMERIC, THREE), repeated(xy(0.3, 0.5), 40), FLOOR);
    assertThat(forty.logDensity(xy(0.3, 0.5))).isGreaterThan(four.logDensity(xy(0.3, 0.5)) + 1);
    assertThat(four.logDensity(xy(0.7, 0.9))).isGreaterThan(-10);
    assertThat(forty.logDensity(xy(0.7, 0.9))).isLessThan(-50);
  }

  @Test
  void fit_bandwidthBelowTheFloor_isTheFloor() {
    KernelDensity density =
        KernelDensity.fit(List.of(NUMERIC), repeated(new double[] {0.5}, 10), 0.4);
    double ratio = density.logDensity(new double[] {0.5}) - density.logDensity(new double[] {0.9});
    assertThat(ratio).isCloseTo(0.5, within(1e-12));
  }

  private static List<double[]> repeated(double[] point, int times) {
    return Collections.nCopies(times, point);
  }

  @Test
  void sample_followsTheDensity() {
    KernelDensity density =
        KernelDensity.fit(List.of(NUMERIC), points(0.05, 0.1, 0.6, 0.62, 0.64), FLOOR);
    SplittableRandom random = new SplittableRandom(11);
    int draws = 40_000;
    int cells = 20;
    double[] observed = new double[cells];
    for (int i = 0; i < draws; i++) {
      observed[(int) Math.min(cells - 1, density.sample(random, 1)[0] * cells)]++;
    }
    for (int c = 0; c < cells; c++) {
      double expected = 0;
      for (int k = 0; k < 50; k++) {
        expected += mass(density, (c + (k + 0.5) / 50) / cells) / cells / 50;
      }
      double deviation = Math.sqrt(expected * (1 - expected) / draws);
      assertThat(observed[c] / draws)
          .as("cell %d, seed 11", c)
          .isCloseTo(expected, within(5 * deviation + 1e-4));
    }
  }

  @Test
  void sample_anyWidening_staysOnTheAxes() {
    List<Axis> axes = List.of(NUMERIC, THREE, SOMETIMES, new Axis.Categorical(2, true));
    List<double[]> data =
        List.of(
            new double[] {0, 0.1, NONE, 0.2},
            new double[] {1, 0.9, 0.4, NONE},
            new double[] {1, 0.9, 1, NONE});
    KernelDensity density = KernelDensity.fit(axes, data, FLOOR);
    SplittableRandom random = new SplittableRandom(3);
    int inactive = 0;
    for (int i = 0; i < 5_000; i++) {
      double[] point = density.sample(random, i % 2 == 0 ? 1 : 100);
      for (int a = 0; a < point.length; a++) {
        if (Double.isNaN(point[a])) {
          assertThat(axes.get(a).conditional()).isTrue();
          inactive++;
        } else {
          assertThat(point[a]).isBetween(0.0, 1.0);
        }
      }
      assertThat(density.logDensity(point)).isNotNaN();
    }
    assertThat(inactive).isPositive();
  }

  @Test
  void fit_badInput_isRefusedWithAReason() {
    assertThatThrownBy(() -> KernelDensity.fit(List.of(NUMERIC), List.of(), FLOOR))
        .hasMessageContaining("at least one point");
    assertThatThrownBy(() -> KernelDensity.fit(List.of(NUMERIC), points(NONE), FLOOR))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> KernelDensity.fit(List.of(NUMERIC), points(1.5), FLOOR))
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> KernelDensity.fit(List.of(NUMERIC, NUMERIC), points(0.5), FLOOR))
        .hasMessageContaining("2 axes");
    assertThatThrownBy(() -> KernelDensity.fit(List.of(NUMERIC), points(0.5), 0))
        .hasMessageContaining("minBandwidth");
  }

  private static double integral(KernelDensity density) {
    int steps = 20_000;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += mass(density, (i + 0.5) / steps);
    }
    return sum / steps;
  }

  private static double mass(KernelDensity density, double unit) {
    return Math.exp(density.logDensity(new double[] {unit}));
  }

  private static List<double[]> points(double... units) {
    List<double[]> points = new ArrayList<>();
    for (double unit : units) {
      points.add(new double[] {unit});
    }
    return points;
  }

  private static double[] xy(double x, double y) {
    return new double[] {x, y};
  }
}
