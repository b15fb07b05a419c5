package io.cairn.core.transfer;

import io.cairn.core.space.Configuration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A prior as a smooth surface over the new study's space and rungs, and what it knows besides.
 * Immutable; arrays are shared and not to be changed.
 *
 * @param id of the landscape
 * @param name the user's name for it
 * @param losses its losses on the scale of {@link io.cairn.core.surrogate.LossScale}: -1 its best,
 *     0 its median, up to 1
 * @param costs log of the seconds to reach a rung from scratch over the median seconds of a full
 *     evaluation; null if it recorded none
 * @param spread median less best of its full losses, in the metric's unit; NaN if not known
 * @param reliability rank correlation of each rung's losses with the full ones; NaN if not known
 * @param costShares median over its configurations of the seconds to reach a rung over those of a
 *     full evaluation; NaN if not known
 * @param predictability rank correlation of its losses with leave-one-out predictions of them: what
 *     its surface knows of itself
 * @param points configurations that the surface was fitted to
 * @param best its best configurations in the new space, best first
 * @param use what became of its configurations on the way into the new space
 */
public record FittedPrior(
    String id,
    String name,
    Surface losses,
    @Nullable Surface costs,
    double spread,
    double[] reliability,
    double[] costShares,
    double predictability,
    int points,
    List<Configuration> best,
    PriorUse use) {

  /**
   * Standard errors of a rank correlation under independence that a prior must clear to count: at
   * 3.5 one of 4,000 shuffled priors slips through.
   */
  private static final double LEAST_ERRORS = 3.5;

  public FittedPrior {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    best = List.copyOf(best);
  }

  /**
   * Whether it can predict its own losses. One that cannot holds nothing to transfer: noise,
   * shuffled values, too few points.
   */
  public boolean isSound() {
    return points >= 2 && predictability > leastPredictability();
  }

  /** What {@link #predictability} must be above; 1 or more if there are too few points to tell. */
  public double leastPredictability() {
    return LEAST_ERRORS / Math.sqrt(points);
  }

  /** Points that are enough to tell whether a prior can predict its own losses. */
  public static int leastPoints() {
    return (int) Math.floor(LEAST_ERRORS * LEAST_ERRORS) + 1;
  }
}
