package io.cairn.core.landscape.similarity;

import java.util.Locale;

/**
 * How well a model predicts what it has not seen of its own landscape, by cross-validation.
 *
 * @param n configurations that it was made of
 * @param rankCorrelation Spearman's rho of out-of-fold predictions and losses
 * @param r2 share of the variance of the ranks that they explain; below 0 is worse than the mean
 */
public record ModelError(int n, Estimate rankCorrelation, double r2) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "n = %d, out-of-fold rho %s, R2 %.2f", n, rankCorrelation, r2);
  }
}
