package io.cairn.core.landscape.advice;

import io.cairn.core.landscape.similarity.AgreementSettings;
import io.cairn.core.landscape.similarity.GaussianCopula;
import java.util.Objects;

/**
 * When a resource level is to be trusted.
 *
 * @param eta one of so many configurations goes on from a rung, above 1
 * @param threshold the rank correlation with full fidelity that is good enough, in (0, 1); the
 *     overlap that is good enough is what it promises, see {@link #leastOverlap}
 * @param minConfigurations with fewer measured on both levels nothing is claimed, at least 4
 * @param agreement gamma and the confidence of the bounds that must pass
 */
public record AdvisorSettings(
    double eta, double threshold, int minConfigurations, AgreementSettings agreement) {
  private static final AdvisorSettings STANDARD =
      new AdvisorSettings(3, 0.5, 20, AgreementSettings.standard());

  public AdvisorSettings {
    Objects.requireNonNull(agreement, "agreement");
    if (!(eta > 1) || Double.isInfinite(eta)) {
      throw new IllegalArgumentException("eta = " + eta + " must be above 1; 3 is usual");
    }
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "threshold = " + threshold + " must be a rank correlation between 0 and 1");
    }
    if (minConfigurations < 4) {
      throw new IllegalArgumentException(
          "minConfigurations = " + minConfigurations + " must be at least 4");
    }
  }

  /** Eta 3, rho 0.5, 20 configurations, the best tenth, 95 %. */
  public static AdvisorSettings standard() {
    return STANDARD;
  }

  /** The overlap of the tops that a ranking of the threshold's rho promises. */
  double leastOverlap(double gamma) {
    return GaussianCopula.overlap(threshold, gamma);
  }
}
