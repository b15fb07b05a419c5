package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Field case O18: edges get their exact share, integers stay integers, steps stay inside, whatever
 * the width of the range.
 */
class ParameterDistributionTest {
  private static final int SAMPLES = 200_000;

  private static void assertShares(Parameter parameter, LongToDoubleFunction weight) {
    long[] codes = ConfigurationGrid.levels(parameter, 10_000);
    TreeMap<Long, Integer> places = new TreeMap<>();
    double[] shares = new double[codes.length];
    double total = 0;
    for (int i = 0; i < codes.length; i++) {
      places.put(codes[i], i);
      shares[i] = weight.applyAsDouble(codes[i]);
      total += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= total;
    }
    long[] counts = new long[codes.length];
    SplittableRandom random = new SplittableRandom(321);
    for (int i = 0; i < SAMPLES; i++) {
      counts[places.get(parameter.sample(random))]++;
    }
    assertThat(ChiSquare.deviations(counts, shares)).as("%s, seed 321", parameter).isLessThan(4.5);
  }

  private static double logMass(double value, double step) {
    return Math.log((value + step / 2) / (value - step / 2));
  }

  @Test
  void linearInteger_isUniformWithBothEnds() {
    assertShares(new IntegerParameter("n", 0, 2, Scale.LINEAR, 1), code -> 1);
    assertShares(new IntegerParameter("n", -7, 40, Scale.LINEAR, 1), code -> 1);
    assertShares(new IntegerParameter("q", 10, 1000, Scale.LINEAR, 50), code -> 1);
  }

  @Test
  void logInteger_hasTheMassOfItsUnitInterval() {
    assertShares(new IntegerParameter("n", 1, 3, Scale.LOG, 1), code -> logMass(code, 1));
    assertShares(new IntegerParameter("n", 1, 200, Scale.LOG, 1), code -> logMass(code, 1));
    assertShares(new IntegerParameter("n", 20, 60, Scale.LOG, 5), code -> logMass(code, 5));
  }

  @Test
  void logInteger_edgesOfTheUnitInterval_areExact() {
    IntegerParameter n = new IntegerParameter("n", 1, 3, Scale.LOG, 1);
    double first = Math.log(1.5 / 0.5) / Math.log(3.5 / 0.5);
    double second = Math.log(2.5 / 0.5) / Math.log(3.5 / 0.5);
    assertThat(n.decode(first - 1e-12)).isEqualTo(1);
    assertThat(n.decode(first + 1e-12)).isEqualTo(2);
    assertThat(n.decode(second - 1e-12)).isEqualTo(2);
    assertThat(n.decode(second + 1e-12)).isEqualTo(3);
  }

  @Test
  void steppedReal_isUniformWithBothEnds() {
    assertShares(
        new RealParameter("q", 0.5, 0.95, Scale.LINEAR, OptionalDouble.of(0.1)), code -> 1);
    assertShares(
        new RealParameter("q", 0.1, 2, Scale.LOG, OptionalDouble.of(0.1)),
        code -> logMass(Double.longBitsToDouble(code), 0.1));
    assertShares(
        new RealParameter("q", 0.5, 0.95, Scale.REVERSE_LOG, OptionalDouble.of(0.05)),
        code -> logMass(1 - Double.longBitsToDouble(code), 0.05));
  }

  @Test
  void choices_areEquallyLikely() {
    assertShares(new OrdinalParameter("o", List.of(1, 2, 3, 4, 5)), code -> 1);
    assertShares(new CategoricalParameter("c", List.of("a", "b", "c")), code -> 1);
    assertShares(new BooleanParameter("b"), code -> 1);
  }

  @Test
  void continuousReal_isUniformOnItsScale() {
    assertUniform(
        new RealParameter("x", -2, 6, Scale.LINEAR, OptionalDouble.empty()), x -> (x + 2) / 8);
    assertUniform(
        new RealParameter("x", 1e-4, 1e-1, Scale.LOG, OptionalDouble.empty()),
        x -> (Math.log10(x) + 4) / 3);
    assertUniform(
        new RealParameter("x", 0, 0.999, Scale.REVERSE_LOG, OptionalDouble.empty()),
        x -> -Math.log10(1 - x) / 3);
  }

  private static void assertUniform(Parameter parameter, DoubleUnaryOperator distribution) {
    long[] counts = new long[50];
    double[] shares = new double[50];
    Arrays.fill(shares, 1.0 / 50);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < SAMPLES; i++) {
      double value = (Double) parameter.value(parameter.sample(random));
      counts[(int) Math.min(49, 50 * distribution.applyAsDouble(value))]++;
    }
    assertThat(ChiSquare.deviations(counts, shares)).as("%s, seed 5", parameter).isLessThan(4.5);
  }

  @Test
  void veryWideInteger_isUniformInAllItsBits() {
    for (long[] range :
        new long[][] {
          {0, 1L << 62}, {-(1L << 62), 1L << 62}, {Long.MIN_VALUE + 1, Long.MAX_VALUE}
        }) {
      IntegerParameter wide = new IntegerParameter("seed", range[0], range[1], Scale.LINEAR, 1);
      long[] buckets = new long[16];
      long[] lowBits = new long[16];
      double[] shares = new double[16];
      Arrays.fill(shares, 1.0 / 16);
      SplittableRandom random = new SplittableRandom(62);
      for (int i = 0; i < 40_000; i++) {
        long value = (Long) wide.value(wide.sample(random));
        if (value < range[0] || value > range[1]) {
          throw new AssertionError("seed 62, sample %d: %d is outside".formatted(i, value));
        }
        buckets[(int) Math.min(15, 16 * wide.encode(value))]++;
        lowBits[(int) (value & 15)]++;
      }
      assertThat(ChiSquare.deviations(buckets, shares)).as("%s, seed 62", wide).isLessThan(4.5);
      assertThat(ChiSquare.deviations(lowBits, shares)).as("%s, seed 62", wide).isLessThan(4.5);
    }
  }

  @Test
  void veryWideInteger_reachesBothEndsAndItsMiddle() {
    IntegerParameter wide =
        new IntegerParameter("seed", Long.MIN_VALUE + 1, Long.MAX_VALUE, Scale.LINEAR, 1);
    assertThat(wide.decode(0)).isEqualTo(Long.MIN_VALUE + 1);
    assertThat(wide.decode(0.5)).isEqualTo(0);
    assertThat(wide.decode(1)).isEqualTo(Long.MAX_VALUE);
    assertThat(wide.decode(wide.encode(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    assertThat(wide.cardinality()).isEmpty();
    IntegerParameter logWide = new IntegerParameter("n", 1, Long.MAX_VALUE, Scale.LOG, 1);
    assertThat(logWide.decode(0)).isEqualTo(1);
    assertThat(logWide.decode(1)).isEqualTo(Long.MAX_VALUE);
  }
}
