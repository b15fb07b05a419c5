package io.cairn.core.transfer;

import io.cairn.core.surrogate.LandscapeKernel.Coefficients;
import java.util.Arrays;

/**
 * Where in the span of the priors the new landscape is believed to lie: the weighted mean and
 * covariance of the priors' coordinates, with some freedom of its own. A prior may count turned
 * over: good where it says bad.
 */
public final class SpanBelief {
  /** How far the share of the mean surface may be off. */
  private static final double MEAN_FREEDOM = 0.15;

  /** Freedom along each direction, in root mean squares of the priors. */
  private static final double FREEDOM = 0.15;

  private SpanBelief() {}

  /** The belief before there is enough to test the priors: all count alike. */
  public static Coefficients beforehand(PriorSpan span) {
    double[] equal = new double[span.priors().size()];
    Arrays.fill(equal, 1);
    return of(span, equal, new double[equal.length]);
  }

  /**
   * The belief after evidence, by which priors weigh as they prove.
   *
   * @param temper how strongly a prior's own evidence weighs it, 0 (all equal) to 1
   */
  public static Coefficients after(PriorSpan span, Evidence evidence, double temper) {
    double[] each = evidence.ofEach();
    double[] turned = evidence.ofEachContrary();
    double most =
        Math.max(Arrays.stream(each).max().orElse(0), Arrays.stream(turned).max().orElse(0));
    double[] weights = new double[each.length];
    double[] contrary = new double[each.length];
    Arrays.setAll(weights, k -> Math.exp(temper * (each[k] - most)));
    Arrays.setAll(contrary, k -> Evidence.CONTRARY * Math.exp(temper * (turned[k] - most)));
    return of(span, weights, contrary);
  }

  /**
   * The belief under weights.
   *
   * @param weights one for each prior as it is, at least 0
   * @param contrary one for each prior turned over, at least 0; not all of both 0
   */
  static Coefficients of(PriorSpan span, double[] weights, double[] contrary) {
    double total = Arrays.stream(weights).sum() + Arrays.stream(contrary).sum();
    int size = span.size();
    double[] mean = new double[size];
    double[][] covariance = new double[size][size];
    for (int k = 0; k < weights.length; k++) {
      double[] at = coefficients(span, k);
      for (int q = 0; q < size; q++) {
        mean[q] += (weights[k] - contrary[k]) / total * at[q];
        for (int p = 0; p < size; p++) {
          covariance[q][p] += (weights[k] + contrary[k]) / total * at[q] * at[p];
        }
      }
    }
    for (int q = 0; q < size; q++) {
      for (int p = 0; p < size; p++) {
        covariance[q][p] -= mean[q] * mean[p];
      }
      double freedom = q == 0 ? MEAN_FREEDOM : FREEDOM;
      covariance[q][q] += freedom * freedom;
    }
    return new Coefficients(mean, covariance);
  }

  private static double[] coefficients(PriorSpan span, int prior) {
    double[] along = span.coordinates(prior);
    double[] all = new double[along.length + 1];
    all[0] = 1;
    System.arraycopy(along, 0, all, 1, along.length);
    return all;
  }
}
