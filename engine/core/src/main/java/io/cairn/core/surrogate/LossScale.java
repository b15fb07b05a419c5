package io.cairn.core.surrogate;

/**
 * Losses on a common scale: z = (loss - middle) / spread, warped to z / (1 + z) above 0. So about
 * -1 is the best of a landscape, 0 its median, and 1 the limit of whatever is bad: how bad hardly
 * matters, and a diverged result, which has no number, is 1.
 *
 * @param middle the loss that becomes 0, commonly the median of random configurations
 * @param spread median less best, above 0
 */
public record LossScale(double middle, double spread) {
  /** What a diverged result is. */
  public static final double WORST = 1;

  public LossScale {
    if (!Double.isFinite(middle) || !(spread > 0) || !Double.isFinite(spread)) {
      throw new IllegalArgumentException(
          "middle = " + middle + " must be finite and spread = " + spread + " finite and above 0");
    }
  }

  /** The warped loss; {@link #WORST} for one that is not finite. */
  public double of(double loss) {
    if (!Double.isFinite(loss)) {
      return WORST;
    }
    double z = (loss - middle) / spread;
    return z < 0 ? z : z / (1 + z);
  }

  /** Log of the derivative of the warped loss by the loss. */
  public double logDerivative(double loss) {
    double z = (loss - middle) / spread;
    return (z < 0 ? 0 : -2 * Math.log1p(z)) - Math.log(spread);
  }

  /** The loss of a warped one below 1. */
  public double loss(double warped) {
    return middle + spread * (warped < 0 ? warped : warped / (1 - warped));
  }
}
