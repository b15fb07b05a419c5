package io.cairn.core.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RationalTest {

  @ParameterizedTest
  @CsvSource({
    "81, 81, 1",
    "0.25, 1, 4",
    "1/27, 1, 27",
    "' 3 / 81 ', 1, 27",
    "1e-3, 1, 1000",
    "1.5E2, 150, 1",
    "0.037, 37, 1000",
    "-2/4, -1, 2",
    "2/-4, -1, 2",
    "0, 0, 1",
    "0.000, 0, 1",
    "9223372036854775807, 9223372036854775807, 1",
    "1e18, 1000000000000000000, 1"
  })
  void parse_readsExactly(String text, long numerator, long denominator) {
    assertThat(Rational.parse(text)).isEqualTo(new Rational(numerator, denominator));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "NaN", "Infinity", "1/2/3", "1.5/2", "/2", "0x10", "1,5"})
  void parse_notANumber_saysHowToWriteOne(String text) {
    assertThatThrownBy(() -> Rational.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("1/27");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e19", "1e-19", "1e999999999", "1e-999999999", "0.12345678901234567890123"})
  void parse_tooManyDigits_saysSo(String text) {
    assertThatThrownBy(() -> Rational.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("too many digits");
  }

  @Test
  void constructor_denominatorZero_isRefused() {
    assertThatThrownBy(() -> new Rational(1, 0)).hasMessageContaining("denominator 0");
    assertThatThrownBy(() -> Rational.parse("1/0")).hasMessageContaining("denominator 0");
  }

  @Test
  void constructor_extremes_areRefusedInsteadOfOverflowing() {
    assertThatThrownBy(() -> new Rational(Long.MIN_VALUE, 1)).hasMessageContaining("out of range");
    assertThatThrownBy(() -> new Rational(1, Long.MIN_VALUE)).hasMessageContaining("out of range");
    assertThat(new Rational(Long.MAX_VALUE, -1).numerator()).isEqualTo(-Long.MAX_VALUE);
  }

  @Test
  void times_isExactAndReduced() {
    assertThat(Rational.parse("1/27").times(27)).isEqualTo(Rational.ONE);
    assertThat(Rational.parse("0.037").times(27).toString()).isEqualTo("0.999");
    assertThat(new Rational(1, Long.MAX_VALUE).times(Long.MAX_VALUE)).isEqualTo(Rational.ONE);
    assertThat(Rational.of(5).times(0)).isEqualTo(Rational.of(0));
  }

  @Test
  void times_overflow_throws() {
    assertThatThrownBy(() -> Rational.of(Long.MAX_VALUE).times(2))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({"81, 81", "1/4, 0.25", "1/27, 1/27", "0.037, 0.037", "-1/8, -0.125", "1/128, 1/128"})
  void toString_isWhatAUserWouldWrite(String text, String expected) {
    assertThat(Rational.parse(text)).hasToString(expected);
  }

  @Test
  void doubleValue_isTheQuotientOfExactOperands() {
    assertThat(Rational.parse("1/9").doubleValue()).isEqualTo(1.0 / 9);
    assertThat(Rational.parse("1/27").doubleValue()).isEqualTo(1.0 / 27);
    assertThat(Rational.parse("0.037").doubleValue()).isEqualTo(0.037);
    assertThat(Rational.parse("-0.1").doubleValue()).isEqualTo(-0.1);
  }

  @Test
  void doubleValue_ofLargeParts_isTheNearestDouble() {
    for (int seed = 0; seed < 5_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long numerator = random.nextLong(1, Long.MAX_VALUE) >> random.nextInt(60);
      long denominator = (random.nextLong(1, Long.MAX_VALUE) >> random.nextInt(60)) + 1;
      Rational value = new Rational(numerator == 0 ? 1 : numerator, denominator);

      double actual = value.doubleValue();

      BigDecimal exact =
          BigDecimal.valueOf(value.numerator())
              .divide(BigDecimal.valueOf(value.denominator()), new MathContext(60));
      BigDecimal error = distance(actual, exact);
      assertThat(error)
          .as("seed %d: %s", seed, value)
          .isLessThanOrEqualTo(distance(Math.nextUp(actual), exact))
          .isLessThanOrEqualTo(distance(Math.nextDown(actual), exact));
    }
  }

  @Test
  void doubleValue_whereConvertingThePartsFirstIsWrong_isStillTheNearest() {
    // Rounding 2^53 + 1 to a double first loses the 1.
    assertThat(new Rational((1L << 53) + 1, 3).doubleValue()).isEqualTo(3.002399751580331E15);
    assertThat(Rational.of((1L << 53) + 1).doubleValue()).isEqualTo(0x1p53);
    assertThat(Rational.of((1L << 53) + 3).doubleValue()).isEqualTo(0x1p53 + 4);
  }

  @Test
  void compareTo_agreesWithExactOrder() {
    assertThat(Rational.parse("1/3")).isLessThan(Rational.parse("0.34"));
    assertThat(Rational.parse("1/3")).isGreaterThan(Rational.parse("0.333333333333"));
    assertThat(new Rational(Long.MAX_VALUE, Long.MAX_VALUE - 1)).isGreaterThan(Rational.ONE);
    assertThat(Rational.parse("2/6")).isEqualByComparingTo(Rational.parse("1/3"));
  }

  private static BigDecimal distance(double candidate, BigDecimal exact) {
    return new BigDecimal(candidate).subtract(exact).abs();
  }
}
