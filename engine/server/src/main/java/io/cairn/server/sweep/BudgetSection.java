package io.cairn.server.sweep;

import io.cairn.core.study.Budget;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@code budget { trials, evaluations, resource, compute, wall-clock, target }}. */
final class BudgetSection {

  private static final Duration LEAST = Duration.ofMillis(1);
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
    reader.finish();
    return new Budget(
        trials.map(OptionalInt::of).orElse(OptionalInt.empty()),
        evaluations,
        resource,
        compute,
        wallClock,
        target);
  }
}
