package io.cairn.server.sweep;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as sweep files write them: {@code 10m}, {@code 1.5 hours}, {@code 500ms}; a bare number
 * is seconds.
 */
public final class DurationText {

  /** A hundred years; what is longer is a slip of the pen. */
  static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Pattern SHAPE =
      Pattern.compile("([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?)\\s*([a-zA-Zµ]*)");

  private static final Map<String, Long> UNITS = new LinkedHashMap<>();

  static {
    unit(1, "ns", "nano", "nanos", "nanosecond", "nanoseconds");
    unit(1_000, "us", "µs", "micro", "micros", "microsecond", "microseconds");
    unit(1_000_000, "ms", "milli", "millis", "millisecond", "milliseconds");
    unit(1_000_000_000, "s", "second", "seconds");
    unit(60_000_000_000L, "m", "minute", "minutes");
    unit(3_600_000_000_000L, "h", "hour", "hours");
    unit(86_400_000_000_000L, "d", "day", "days");
    UNITS.put("", 1_000_000_000L);
  }

  private DurationText() {}

  private static void unit(long nanos, String... names) {
    for (String name : names) {
      UNITS.put(name, nanos);
    }
  }

  /**
   * The duration, to the nanosecond; empty if the text is none, or beyond a hundred years either
   * way.
   */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = SHAPE.matcher(text.strip());
    if (!matcher.matches() || !UNITS.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    BigDecimal nanos =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(UNITS.get(matcher.group(2))));
    BigDecimal longest = BigDecimal.valueOf(LONGEST.toSeconds()).movePointRight(9);
    if (nanos.abs().compareTo(longest) > 0) {
      return Optional.empty();
    }
    BigDecimal whole = nanos.setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal[] parts = whole.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
    return Optional.of(Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact()));
  }

  /** The shortest text that {@link #parse} reads back exactly: {@code 90m}, {@code 1500ms}. */
  public static String of(Duration duration) {
    if (duration.getNano() % 1_000 != 0) {
      return BigDecimal.valueOf(duration.getSeconds())
              .movePointRight(9)
              .add(BigDecimal.valueOf(duration.getNano()))
              .toBigIntegerExact()
          + "ns";
    }
    if (duration.getNano() % 1_000_000 != 0) {
      return duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000 + "us";
    }
    if (duration.getNano() != 0) {
      return duration.toMillis() + "ms";
    }
    long seconds = duration.getSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    if (seconds % 3_600 != 0) {
      return seconds / 60 + "m";
    }
    return seconds % 86_400 != 0 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
  }
}
