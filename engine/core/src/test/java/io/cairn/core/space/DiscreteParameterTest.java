package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscreteParameterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 5 | LOG | 1 | min = 0 must be >= 1 on a log scale; set scale = linear or raise min",
        "5 | 1 | LINEAR | 1 | min = 5 must be <= max = 1; swap them",
        "1 | 5 | LINEAR | 0 | step = 0 must be >= 1; leave it out to use every integer",
        "1 | 5 | LINEAR | 5 | step = 5 must be <= max - min = 4; lower it or set type = constant",
        "1 | 5 | REVERSE_LOG | 1 | scale = reverse-log is for reals in [0, 1); set type = real or scale = linear or log",
        "-9223372036854775808 | 5 | LINEAR | 1 | min = -9223372036854775808 must be > -9223372036854775808; raise min by one",
      })
  void integer_refusesWithTheWayOut(long min, long max, Scale scale, long step, String message) {
    assertThatThrownBy(() -> new IntegerParameter("n", min, max, scale, step))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void integer_withAStep_endsBelowMax() {
    IntegerParameter q = new IntegerParameter("q", 10, 1000, Scale.LINEAR, 50);
    assertThat(q.cardinality()).hasValue(20);
    assertThat(q.decode(1)).isEqualTo(960);
    assertThat(q.code(1000)).isEmpty();
    assertThat(q.code(60)).hasValue(60);
  }

  @Test
  void ordinal_refusesWhatHasNoOrder() {
    assertThatThrownBy(() -> new OrdinalParameter("o", List.of()))
        .hasMessage("values = [] must hold at least one value; list them in their order");
    assertThatThrownBy(() -> new OrdinalParameter("o", List.of(1, 3, 2)))
        .hasMessage(
            "values = [1, 3, 2] must rise or fall throughout, being numbers; sort them or set type = categorical");
    assertThatThrownBy(() -> new OrdinalParameter("o", List.of(1, 1.0)))
        .hasMessage("values = [1, 1.0] must be distinct; remove the second 1.0");
    assertThatThrownBy(() -> new OrdinalParameter("o", List.of("off", true)))
        .hasMessage(
            "values holds true, which must be a finite number or text; quote it to make it text");
  }

  @Test
  void ordinal_keepsTheDeclaredOrderOfText() {
    OrdinalParameter sizes = new OrdinalParameter("o", List.of("small", "128", "16"));
    assertThat(sizes.numeric()).isFalse();
    assertThat(sizes.code("128")).hasValue(1);
    assertThat(sizes.code(16)).hasValue(2);
  }

  @Test
  void categorical_refusesWhatIsNoSet() {
    assertThatThrownBy(() -> new CategoricalParameter("c", List.of()))
        .hasMessage("values = [] must hold at least one value; list the categories");
    assertThatThrownBy(() -> new CategoricalParameter("c", List.of("a", "b", "a")))
        .hasMessage("values = [a, b, a] must be distinct; remove the second a");
  }

  @Test
  void constant_acceptsItsValueOnly() {
    ConstantParameter four = new ConstantParameter("threads", 4);
    assertThat(four.value()).isEqualTo(4L);
    assertThat(four.code(4.0)).hasValue(0);
    assertThat(four.code("4")).isEmpty();
    assertThat(four.parse("4")).hasValue(0);
    assertThatThrownBy(() -> new ConstantParameter("x", Double.NaN))
        .hasMessage(
            "value = NaN must be a finite number, text, true or false; quote it to make it text");
  }

  @Test
  void bool_readsTheWords() {
    BooleanParameter flag = new BooleanParameter("flag");
    assertThat(flag.code("true")).hasValue(1);
    assertThat(flag.parse("False")).hasValue(0);
    assertThat(flag.code(1)).isEmpty();
    assertThat(flag.value(1)).isEqualTo(true);
  }
}
