package io.cairn.core.landscape.advice;

import io.cairn.core.landscape.similarity.AgreementSettings;
import io.cairn.core.landscape.similarity.Estimate;

/**
 * Counts what promotion loses of the best of full fidelity. The interval is that of a count, see
 * {@link AgreementSettings#share}.
 */
final class PromotionMistakes {
  private final double[] best;
  private final double[] bestOne;
  private final int top;
  private final AgreementSettings settings;

  /**
   * @param full losses at full fidelity, no NaN
   */
  PromotionMistakes(double[] full, AgreementSettings settings) {
    double[] all = FractionalSelection.all(full.length);
    this.top = settings.top(full.length);
    this.best = FractionalSelection.best(full, all, top);
    this.bestOne = FractionalSelection.best(full, all, 1);
    this.settings = settings;
  }

  /** What is lost when these weights go on. */
  Promotion of(double[] promoted) {
    double kept = 0;
    double bestKept = 0;
    double survivors = 0;
    for (int i = 0; i < promoted.length; i++) {
      kept += best[i] * promoted[i];
      bestKept += bestOne[i] * promoted[i];
      survivors += promoted[i];
    }
    Estimate share = settings.share(kept, top);
    return new Promotion(
        survivors / promoted.length,
        new Estimate(1 - share.value(), 1 - share.high(), 1 - share.low()),
        Math.max(0, 1 - survivors / top),
        Math.min(1, bestKept));
  }
}
