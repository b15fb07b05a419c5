package io.cairn.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.workers.spi.InvalidSettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

  @Test
  void soundSettings_areRead() throws InvalidSettingsException {
    SettingsReader reader =
        new SettingsReader(
            values(
                "name",
                "x",
                "count",
                3L,
                "share",
                0.5,
                "on",
                true,
                "wait",
                "1.5s",
                "words",
                List.of("a", 1L, true),
                "map",
                Map.of("k", 2.5),
                "inner",
                Map.of("deep", "yes")));
    assertThat(reader.text("name")).hasValue("x");
    assertThat(reader.text("count")).hasValue("3");
    assertThat(reader.number("share", 0, 0, 1)).isEqualTo(0.5);
    assertThat(reader.integer("count", 1, 0, 9)).isEqualTo(3);
    assertThat(reader.integer("none", 1, 0, 9)).isEqualTo(1);
    assertThat(reader.flag("on", false)).isTrue();
    assertThat(reader.duration("wait", Duration.ZERO)).isEqualTo(Duration.ofMillis(1500));
    assertThat(reader.texts("words")).containsExactly("a", "1", "true");
    assertThat(reader.textMap("map")).containsEntry("k", "2.5");
    assertThat(reader.section("inner").text("deep")).hasValue("yes");
    assertThat(reader.number("absent", 7, 0, 1)).isEqualTo(7);
    reader.check();
  }

  @Test
  void everyMistake_isReportedInTheOrderOfTheFile() {
    SettingsReader reader =
        new SettingsReader(
            values(
                "colour",
                "red",
                "share",
                2.0,
                "inner",
                Map.of("dep", "x"),
                "words",
                Arrays.asList("a", List.of())));
    reader.texts("words");
    reader.section("inner").text("deep");
    reader.number("share", 0, 0, 1);
    reader.requiredText("name", "churn");
    InvalidSettingsException refused =
        catchThrowableOfType(InvalidSettingsException.class, reader::check);
    assertThat(refused.problems())
        .extracting(InvalidSettingsException.Problem::key)
        .containsExactly("colour", "share", "inner.dep", "words[1]", "name");
    assertThat(refused)
        .hasMessageContaining("share = 2.0 must be a number from 0.0 to 1.0")
        .hasMessageContaining(
            "inner.dep is not a key here; there are: deep; did you mean \"deep\"?")
        .hasMessageContaining("name is missing; write, for example, name = churn");
  }

  @Test
  void durations_ofManyForms() {
    Map<String, Duration> forms =
        Map.of(
            "50ms", Duration.ofMillis(50),
            "2 minutes", Duration.ofMinutes(2),
            "0.5h", Duration.ofMinutes(30),
            "3us", Duration.ofNanos(3000),
            "1d", Duration.ofDays(1));
    forms.forEach(
        (text, duration) ->
            assertThat(new SettingsReader(Map.of("t", text)).duration("t", Duration.ZERO))
                .isEqualTo(duration));
    assertThat(Durations.parse("0s")).hasValue(Duration.ZERO);
  }

  @Test
  void durations_thatAreNone_areMistakes() {
    for (Object wrong : List.of("5", 5L, "-1s", "fast", "1 parsec", "99999999999h", true)) {
      SettingsReader reader = new SettingsReader(Map.of("t", wrong));
      reader.duration("t", Duration.ZERO);
      assertThat(catchThrowableOfType(InvalidSettingsException.class, reader::check))
          .as("%s", wrong)
          .hasMessageContaining("t = " + wrong + " must be a time with its unit");
    }
  }

  @Test
  void wrongKinds_areMistakesNotExceptions() {
    List<Object> wrong = new ArrayList<>(List.of("x", 1L, List.of(1L), Map.of("a", 1L)));
    for (Object value : wrong) {
      SettingsReader reader = new SettingsReader(Map.of("k", value));
      reader.flag("k", false);
      if (!(value instanceof List)) {
        reader.texts("k");
      }
      if (!(value instanceof Map)) {
        reader.textMap("k");
        reader.section("k");
      }
      reader.choice("k", List.of("left", "right"), "left");
      assertThat(catchThrowableOfType(InvalidSettingsException.class, reader::check)).isNotNull();
    }
  }

  private static Map<String, Object> values(Object... pairs) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return values;
  }

  @Test
  void integer_ofAnotherKindOrRange_isAMistake() {
    for (Object wrong : new Object[] {1.5, 10L, -1L, "3", Double.NaN}) {
      SettingsReader reader = new SettingsReader(Map.of("count", wrong));
      assertThat(reader.integer("count", 7, 0, 9)).isEqualTo(7);
      assertThat(catchThrowableOfType(InvalidSettingsException.class, reader::check))
          .hasMessage("count = " + wrong + " must be a whole number from 0 to 9");
    }
  }
}
