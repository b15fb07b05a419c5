package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "10m, PT10M",
    "2h, PT2H",
    "500ms, PT0.5S",
    "90, PT1M30S",
    "1.5, PT1.5S",
    "1.5 hours, PT1H30M",
    "2 days, PT48H",
    "7us, PT0.000007S",
    "3 nanoseconds, PT0.000000003S",
    "1e3s, PT16M40S",
    "0, PT0S",
    "0.4ns, PT0S",
    "-3s, PT-3S"
  })
  void duration_isReadInItsUnit(String text, Duration expected) {
    assertThat(DurationText.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        "10 minuts",
        "1h30m",
        "PT10M",
        "NaN",
        "36501d",
        "1e300",
        "-36501d",
        "0x10",
        "ten"
      })
  void otherTexts_areNone(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Test
  void text_isReadBackExactly() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      Duration duration =
          Duration.ofSeconds(
              random.nextLong(1L << random.nextInt(1, 31)),
              (long) Math.pow(10, random.nextInt(10)) * random.nextInt(10));
      assertThat(DurationText.parse(DurationText.of(duration)))
          .as(duration.toString())
          .contains(duration);
    }
  }
}
