package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealParameterTest {
  private static List<String> values(double min, double max, double step) {
    RealParameter parameter =
        new RealParameter("x", min, max, Scale.LINEAR, OptionalDouble.of(step));
    return Arrays.stream(ConfigurationGrid.levels(parameter, 10_000))
        .mapToObj(code -> Parameter.text(parameter.value(code)))
        .toList();
  }

  @Test
  void step_countsInDecimals() {
    assertThat(values(0.5, 0.95, 0.1)).containsExactly("0.5", "0.6", "0.7", "0.8", "0.9");
    assertThat(values(0, 0.3, 0.1)).containsExactly("0.0", "0.1", "0.2", "0.3");
    assertThat(values(-0.2, 0.1, 0.1)).containsExactly("-0.2", "-0.1", "0.0", "0.1");
    assertThat(values(16, 512, 64)).startsWith("16.0", "80.0").endsWith("464.0").hasSize(8);
    assertThat(values(0.1, 0.3, 0.2)).containsExactly("0.1", "0.3");
    assertThat(values(-1e308, 1e308, 1e308)).containsExactly("-1e308", "0.0", "1e308");
    assertThat(values(1e-30, 4e-30, 1e-30)).containsExactly("1e-30", "2e-30", "3e-30", "4e-30");
    assertThat(values(1e300, 1.2e300, 1e299)).containsExactly("1e300", "1.1e300", "1.2e300");
  }

  @Test
  void step_manyValues_areEachTheNearestDoubleOfTheirDecimal() {
    RealParameter parameter =
        new RealParameter("x", 0, 1000, Scale.LINEAR, OptionalDouble.of(0.001));
    for (long k = 0; k <= 1_000_000; k += 37) {
      String decimal = new java.math.BigDecimal(k).movePointLeft(3).toPlainString();
      assertThat(parameter.code(Double.valueOf(decimal))).as(decimal).isPresent();
    }
    assertThat(parameter.code(0.0005)).isEmpty();
    assertThat(parameter.cardinality()).hasValue(1_000_001);
  }

  @Test
  void cardinality_ofAContinuousRange_isInfinite() {
    assertThat(new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty()).cardinality())
        .isEmpty();
    assertThat(new RealParameter("x", 1, 1, Scale.LINEAR, OptionalDouble.empty()).cardinality())
        .hasValue(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1 | 1 | LOG | | min = -1.0 must be > 0 on a log scale; set scale = linear or raise min",
        "0 | 1 | LOG | | min = 0.0 must be > 0 on a log scale; set scale = linear or raise min",
        "2 | 1 | LINEAR | | min = 2.0 must be <= max = 1.0; swap them",
        "NaN | 1 | LINEAR | | min = NaN must be a finite number; give it a bound",
        "0 | Infinity | LINEAR | | max = Infinity must be a finite number; give it a bound",
        "0 | 1 | REVERSE_LOG | | max = 1.0 must be < 1 on a reverse-log scale; set scale = linear or lower max",
        "-0.5 | 0.5 | REVERSE_LOG | | min = -0.5 must be >= 0 on a reverse-log scale; set scale = linear or raise min",
        "0 | 1 | LINEAR | 0 | step = 0.0 must be > 0; leave it out for a continuous parameter",
        "0 | 1 | LINEAR | 2 | step = 2.0 must be <= max - min = 1.0; lower it or set type = constant",
        "0 | 1 | LINEAR | NaN | step = NaN must be a finite number; give it a bound",
        "1e17 | 2e17 | LINEAR | 1 | step = 1.0 is finer than a double can tell in this range (32.0); leave it out",
      })
  void constructor_refusesWithTheWayOut(
      double min, double max, Scale scale, Double step, String message) {
    OptionalDouble given = step == null ? OptionalDouble.empty() : OptionalDouble.of(step);
    assertThatThrownBy(() -> new RealParameter("x", min, max, scale, given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void name_isChecked() {
    assertThatThrownBy(() -> new BooleanParameter(" ")).hasMessageContaining("must not be blank");
    assertThatThrownBy(() -> new BooleanParameter("a`b")).hasMessageContaining("no backtick");
    assertThatThrownBy(() -> new BooleanParameter("a\nb"))
        .hasMessageContaining("no control character");
    assertThatThrownBy(() -> new BooleanParameter("x".repeat(201)))
        .hasMessageContaining("at most 200");
  }
}
