package io.cairn.core.landscape.similarity;

import java.util.Objects;

/**
 * How to compare two landscapes.
 *
 * @param agreement gamma and confidence
 * @param minShared with fewer shared configurations the landscapes are compared through models, at
 *     least 3
 * @param surrogates the models and the design that they are compared on
 */
public record SimilaritySettings(
    AgreementSettings agreement, int minShared, SurrogateSettings surrogates) {
  private static final SimilaritySettings STANDARD =
      new SimilaritySettings(AgreementSettings.standard(), 20, SurrogateSettings.standard());

  public SimilaritySettings {
    Objects.requireNonNull(agreement, "agreement");
    Objects.requireNonNull(surrogates, "surrogates");
    if (minShared < 3) {
      throw new IllegalArgumentException(
          "minShared = " + minShared + " must be at least 3: fewer configurations have no order");
    }
  }

  /** The best tenth, 95 % intervals, from 20 shared configurations on. */
  public static SimilaritySettings standard() {
    return STANDARD;
  }
}
