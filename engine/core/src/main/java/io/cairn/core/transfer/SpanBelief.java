package io.cairn.core.transfer;

import io.cairn.core.surrogate.LandscapeKernel.Coefficients;
import java.util.Arrays;

/**
 * Where in the span of the priors the new landscape is believed to lie: the weighted mean and
 * covariance of the priors' coordinates, with some freedom of its own.
 */
public final class SpanBelief {
  /** How far the share of the mean surface may be from 1. */
  private static final double MEAN_FREEDOM = 0.15;

  /** Freedom along each direction, in root mean squares of the priors. */
  private static final double FREEDOM = 0.15;

  private SpanBelief() {}

  /**
   * The belief under weights.
   *
   * @param weights one for each prior, at least 0, not all 0
   */
  public static Coefficients of(PriorSpan span, double[] weights) {
    double total = Arrays.stream(weights).sum();
    int size = span.size();
    double[] mean = new double[size];
    mean[0] = 1;
    for (int k = 0; k < weights.length; k++) {
      double[] at = span.coordinates(k);
      for (int q = 1; q < size; q++) {
        mean[q] += weights[k] / total * at[q - 1];
      }
    }
    double[][] covariance = new double[size][size];
    for (int k = 0; k < weights.length; k++) {
      double[] at = span.coordinates(k);
      for (int q = 1; q < size; q++) {
        for (int p = 1; p < size; p++) {
          covariance[q][p] += weights[k] / total * (at[q - 1] - mean[q]) * (at[p - 1] - mean[p]);
        }
      }
    }
    covariance[0][0] = MEAN_FREEDOM * MEAN_FREEDOM;
    for (int q = 1; q < size; q++) {
      covariance[q][q] += FREEDOM * FREEDOM;
    }
    return new Coefficients(mean, covariance);
  }
}
