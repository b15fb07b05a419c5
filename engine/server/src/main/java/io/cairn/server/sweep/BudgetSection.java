package io.cairn.server.sweep;

import io.cairn.core.space.NumberText;
import io.cairn.core.study.Budget;
import io.cairn.core.study.GainFloor;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads {@code budget { trials, evaluations, resource, compute, wall-clock, target,
 * stop-when-gain-below }}.
 */
final class BudgetSection {

  private static final Duration LEAST = Duration.ofMillis(1);
  static final String STOP_WHEN_GAIN_BELOW = "stop-when-gain-below";
  private static final String ABOVE_ZERO = "must be above 0; leave the key out for no limit";

  private BudgetSection() {}

  static Budget read(SectionReader root) {
    Optional<SectionReader> section = root.section("budget");
    if (section.isEmpty()) {
      return Budget.UNLIMITED;
    }
    SectionReader reader = section.get();
    Optional<Integer> trials = reader.count("trials", 1, Integer.MAX_VALUE);
    OptionalLong evaluations = reader.whole("evaluations");
    if (evaluations.isPresent() && evaluations.getAsLong() < 1) {
      reader.complain("evaluations", ABOVE_ZERO);
      evaluations = OptionalLong.empty();
    }
    OptionalDouble resource = reader.number("resource");
    if (resource.isPresent() && resource.getAsDouble() <= 0) {
      reader.complain("resource", ABOVE_ZERO);
      resource = OptionalDouble.empty();
    }
    Optional<Duration> compute = reader.duration("compute", LEAST);
    Optional<Duration> wallClock = reader.duration("wall-clock", LEAST);
    OptionalDouble target = reader.number("target");
    Optional<GainFloor> floor = gainFloor(reader);
    reader.finish();
    Budget budget =
        new Budget(
            trials.map(OptionalInt::of).orElse(OptionalInt.empty()),
            evaluations,
            resource,
            compute,
            wallClock,
            target);
    return floor.map(budget::stoppingBelow).orElse(budget);
  }

  private static Optional<GainFloor> gainFloor(SectionReader reader) {
    Optional<String> text = reader.text(STOP_WHEN_GAIN_BELOW).map(String::strip);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean share = text.get().endsWith("%");
    String digits = share ? text.get().substring(0, text.get().length() - 1).strip() : text.get();
    Optional<BigDecimal> number = NumberText.parse(digits).map(n -> new BigDecimal(n.toString()));
    if (number.isPresent()) {
      double value = (share ? number.get().movePointLeft(2) : number.get()).doubleValue();
      if (value > 0 && (!share || value < 1)) {
        return Optional.of(new GainFloor(value, share));
      }
    }
    reader.complain(
        STOP_WHEN_GAIN_BELOW,
        "must be a number above 0 in the metric's unit, such as 0.001, or a share of the spread"
            + " between median and best, such as 0.5%; leave the key out to spend the whole budget");
    return Optional.empty();
  }
}
