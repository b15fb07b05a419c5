package io.cairn.core.space;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the constraints of a space leave of it.
 *
 * @param tried configurations looked at
 * @param feasible how many of them satisfy all constraints
 * @param exact whether these were all configurations; otherwise they are a random sample
 * @param rejections for each constraint how many it rejects, in order of declaration
 */
public record Feasibility(long tried, long feasible, boolean exact, List<Rejection> rejections) {
  private static final double SCARCE = 0.001;

  /**
   * How much one constraint rejects.
   *
   * @param constraint its text
   * @param rejected how many of the configurations tried it forbids, whatever the others say
   */
  public record Rejection(String constraint, long rejected) {}

  public Feasibility {
    if (tried < 1 || feasible < 0 || feasible > tried) {
      throw new IllegalArgumentException(
          feasible + " feasible of " + tried + " tried; count at least one and no more than tried");
    }
    rejections = List.copyOf(rejections);
  }

  /** Feasible configurations per configuration tried, in [0, 1]. */
  public double share() {
    return (double) feasible / tried;
  }

  /** Whether nothing was found that satisfies the constraints. */
  public boolean nothingLeft() {
    return feasible == 0;
  }

  /**
   * A sentence if the constraints leave nothing (an error) or less than one in a thousand (a
   * warning).
   */
  public Optional<String> problem() {
    if (share() >= SCARCE) {
      return Optional.empty();
    }
    String tried =
        (exact ? "the " : "") + this.tried + (exact ? " configurations" : " random configurations");
    String found =
        nothingLeft()
            ? "the constraints leave nothing: none of " + tried + " satisfies them"
            : String.format(
                Locale.ROOT,
                "the constraints leave little: %d of %s satisfy them (%.3f %%)",
                feasible,
                tried,
                100 * share());
    return Optional.of(found + strictest());
  }

  private String strictest() {
    return rejections.stream()
        .max(Comparator.comparingLong(Rejection::rejected))
        .map(
            worst ->
                String.format(
                    Locale.ROOT,
                    "; \"%s\" alone rejects %.4g %% of them, so relax it or widen its parameters",
                    worst.constraint,
                    100.0 * worst.rejected / tried))
        .orElse("");
  }
}
