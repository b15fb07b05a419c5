package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumberTextTest {
  @Test
  void text_keepsTheTypeAndIsShort() {
    assertThat(NumberText.of(3L)).isEqualTo("3");
    assertThat(NumberText.of(3.0)).isEqualTo("3.0");
    assertThat(NumberText.of(-0.0)).isEqualTo("0.0");
    assertThat(NumberText.of(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(NumberText.of(1e-5)).isEqualTo("0.00001");
    assertThat(NumberText.of(1e-7)).isEqualTo("1e-7");
    assertThat(NumberText.of(-1.5e-9)).isEqualTo("-1.5e-9");
    assertThat(NumberText.of(1e15)).isEqualTo("1e15");
    assertThat(NumberText.of(123456.789)).isEqualTo("123456.789");
    assertThat(NumberText.of(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(NumberText.of(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e308");
    assertThat(NumberText.of((Number) 7)).isEqualTo("7");
    assertThat(Parameter.text("dart")).isEqualTo("dart");
    assertThat(Parameter.text(true)).isEqualTo("true");
  }

  @Test
  void text_isTheShortestWhateverTheJdk() {
    // Before JDK 19, Double.toString wrote 2.0E-3 as 0.0020 at times and 2^-44 with 18 digits
    // (JDK-4511638).
    assertThat(NumberText.of(2e-3)).isEqualTo("0.002");
    assertThat(NumberText.of(0x1p-44)).isEqualTo("5.684341886080802e-14");
    assertThat(NumberText.of(2.2e-322)).isEqualTo("2.2e-322");
    assertThat(NumberText.of(2e23)).isEqualTo("2e23");
    assertThat(NumberText.of(8.41e21)).isEqualTo("8.41e21");
    assertThat(NumberText.of(9.007199254740992e15)).isEqualTo("9.007199254740992e15");
  }

  @Test
  void text_ofAnyDouble_readsBackAsTheSame() {
    SplittableRandom random = new SplittableRandom(4511638);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isFinite(value)) {
        continue;
      }
      String text = NumberText.of(value);
      if (Double.parseDouble(text) != value) {
        throw new AssertionError("seed 4511638, sample %d: %s is not %s".formatted(i, text, value));
      }
      assertThat(new BigDecimal(text).stripTrailingZeros().precision())
          .isLessThanOrEqualTo(
              new BigDecimal(Double.toString(value)).stripTrailingZeros().precision());
    }
    for (int exponent = -1074; exponent < 1024; exponent++) {
      double power = Math.scalb(1.0, exponent);
      assertThat(Double.parseDouble(NumberText.of(power))).isEqualTo(power);
    }
  }

  @Test
  void text_ofNoFiniteNumber_isRefused() {
    assertThatThrownBy(() -> NumberText.of(Double.NaN)).hasMessageContaining("finite");
  }

  @Test
  void parse_keepsTheType() {
    assertThat(NumberText.parse("3")).contains(3L);
    assertThat(NumberText.parse("-3")).contains(-3L);
    assertThat(NumberText.parse("3.0")).contains(3.0);
    assertThat(NumberText.parse("1e-5")).contains(1e-5);
    assertThat(NumberText.parse("9223372036854775808")).contains(0x1p63);
    assertThat(
            List.of("", "-", "NaN", "1d", "0x1p3", "1e999", "1.2.3", "--1", "Infinity", "1e", " 1"))
        .allSatisfy(text -> assertThat(NumberText.parse(text)).as(text).isEmpty());
  }
}
