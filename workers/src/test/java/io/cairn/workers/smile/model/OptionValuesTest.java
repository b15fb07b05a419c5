package io.cairn.workers.smile.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionValuesTest {

  private static final List<Option> OPTIONS =
      List.of(
          Option.integer("trees", 1, 100, 10, ""),
          Option.real("rate", Range.above(0, 1), 0.5, ""),
          Option.real("width", Range.above(0, 9), "some", ""),
          Option.choice("kind", List.of("a", "b"), ""));

  @Test
  void valuesNotGiven_areTheFallbacks() throws Exception {
    OptionValues values = OptionValues.of(OPTIONS, Map.of("rate", 0.25));

    assertThat(values.integer("trees")).isEqualTo(10);
    assertThat(values.real("rate")).isEqualTo(0.25);
    assertThat(values.optionalReal("width")).isEmpty();
    assertThat(values.choice("kind")).isEqualTo("a");
  }

  @Test
  void wholeNumbers_areTakenInEitherType() throws Exception {
    assertThat(OptionValues.of(OPTIONS, Map.of("trees", 7L)).integer("trees")).isEqualTo(7);
    assertThat(OptionValues.of(OPTIONS, Map.of("trees", 7.0)).integer("trees")).isEqualTo(7);
    assertThat(OptionValues.of(OPTIONS, Map.of("rate", 1L)).real("rate")).isEqualTo(1);
  }

  @Test
  void wrongValues_areAllSaidInASentence() {
    assertThatThrownBy(
            () ->
                OptionValues.of(
                    OPTIONS,
                    Map.of("trees", 7.5, "rate", 0.0, "kind", "c", "width", "wide", "leaves", 1L)))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage(
            "kind = c must be one of a, b; leaves is not an option of this model;"
                + " rate = 0.0 must be real in (0, 1]; trees = 7.5 must be integer in [1, 100];"
                + " width = wide must be real in (0, 9]");
  }

  @Test
  void notANumber_isRefused() {
    assertThatThrownBy(() -> OptionValues.of(OPTIONS, Map.of("rate", Double.NaN)))
        .isInstanceOf(InvalidOptionException.class);
    assertThatThrownBy(() -> OptionValues.of(OPTIONS, Map.of("trees", Double.POSITIVE_INFINITY)))
        .isInstanceOf(InvalidOptionException.class);
  }

  @Test
  void text_isEqualForEqualValues() throws Exception {
    OptionValues one = OptionValues.of(OPTIONS, Map.of("rate", 0.5, "trees", 3L));
    OptionValues two = OptionValues.of(OPTIONS, Map.of("trees", 4L));

    assertThat(one.textWithout("trees")).isEqualTo(two.textWithout("trees"));
    assertThat(one.textWithout("rate")).isNotEqualTo(two.textWithout("rate"));
  }
}
