package io.cairn.core.study;

import io.cairn.core.search.Outlook;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Ends a study when nothing promises a gain that is worth its cost, and did not for some results: a
 * model that is sure of a wrong place for a while comes to see it by its next few results.
 *
 * <p>How long it was so is kept in memory alone; after a restart the count begins anew.
 */
final class GainRule {
  /** Results over which the gain must be too small. */
  static final int PATIENCE = 10;

  /** Evaluations when the gain was first too small, and stayed so; -1 if it is not. */
  private long since = -1;

  /** Why the study should end now; empty if it should not. */
  Optional<String> reason(StudyState state, Instant now) {
    Optional<GainFloor> floor = state.spec().budget().stopWhenGainBelow();
    if (floor.isEmpty()) {
      return Optional.empty();
    }
    Optional<Outlook> outlook = state.outlook();
    if (outlook.isEmpty() || !(outlook.get().gain() < floor.get().in(outlook.get().spread()))) {
      since = -1;
      return Optional.empty();
    }
    long results = state.spending().evaluations();
    since = since < 0 ? results : since;
    if (results - since < PATIENCE) {
      return Optional.empty();
    }
    double left = secondsLeft(state, now);
    return Optional.of(
        "expected gain "
            + GainFloor.brief(outlook.get().gain())
            + " per full evaluation is below "
            + floor.get().words(outlook.get().spread())
            + (Double.isFinite(left)
                ? "; going on for the rest of the budget would have cost about "
                    + time(left)
                    + " of worker time"
                : ""));
  }

  /** Worker time that the tightest limit leaves, by what was spent so far; infinite if unknown. */
  private static double secondsLeft(StudyState state, Instant now) {
    Budget budget = state.spec().budget();
    Spending spent = state.spending();
    double seconds = spent.computeSeconds();
    double left = Double.POSITIVE_INFINITY;
    if (budget.trials().isPresent() && spent.trials() > 0) {
      left = (double) (budget.trials().getAsInt() - spent.trials()) / spent.trials() * seconds;
    }
    if (budget.evaluations().isPresent() && spent.evaluations() > 0) {
      double more = (double) (budget.evaluations().getAsLong() - spent.evaluations());
      left = Math.min(left, more / spent.evaluations() * seconds);
    }
    if (budget.resource().isPresent() && spent.units() > 0) {
      double more = budget.resource().getAsDouble() - spent.units();
      left = Math.min(left, more / spent.units() * seconds);
    }
    if (budget.compute().isPresent()) {
      left = Math.min(left, budget.compute().get().toMillis() / 1000.0 - seconds);
    }
    double elapsed = state.elapsed(now).toMillis() / 1000.0;
    if (budget.wallClock().isPresent() && elapsed > 0) {
      double more = budget.wallClock().get().toMillis() / 1000.0 - elapsed;
      left = Math.min(left, more / elapsed * seconds);
    }
    return Math.max(0, left);
  }

  private static String time(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 7_200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
  }
}
