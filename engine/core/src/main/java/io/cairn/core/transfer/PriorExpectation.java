package io.cairn.core.transfer;

import io.cairn.core.space.Configuration;
import java.util.List;
import java.util.Objects;

/**
 * What a prior expects of configurations at a rung of a study, on the scale of the study's losses.
 *
 * <p>A prior tells how good a configuration is on its own scale. The straight line that fits the
 * study's results best (least squares) lays that over the study's losses; it never falls, so that a
 * prior that orders the results the other way round, or not at all, expects the same of every
 * configuration: the mean of the results.
 */
public final class PriorExpectation {

  /** A line through fewer says nothing. */
  public static final int LEAST_RESULTS = 4;

  private final SurfaceBasis basis;
  private final FittedPrior prior;
  private final int rung;
  private final double[] scores;
  private final double offset;
  private final double slope;

  private PriorExpectation(
      SurfaceBasis basis,
      FittedPrior prior,
      int rung,
      double[] scores,
      double offset,
      double slope) {
    this.basis = basis;
    this.prior = prior;
    this.rung = rung;
    this.scores = scores;
    this.offset = offset;
    this.slope = slope;
  }

  /**
   * Lays a prior over results.
   *
   * @param basis in which the prior was fitted
   * @param rung where the results were measured
   * @param configurations the measured ones
   * @param losses theirs, finite, to be minimised; as many
   * @throws IllegalArgumentException if there are fewer than {@link #LEAST_RESULTS}
   */
  public static PriorExpectation of(
      SurfaceBasis basis,
      FittedPrior prior,
      int rung,
      List<Configuration> configurations,
      double[] losses) {
    Objects.requireNonNull(basis, "basis");
    int n = losses.length;
    if (n < LEAST_RESULTS || configurations.size() != n) {
      throw new IllegalArgumentException(
          "%d configurations with %d losses; there must be as many of both, and at least %d"
              .formatted(configurations.size(), n, LEAST_RESULTS));
    }
    double[] scores = new double[n];
    double meanScore = 0;
    double meanLoss = 0;
    for (int i = 0; i < n; i++) {
      scores[i] = prior.losses().at(basis.features(configurations.get(i)), rung);
      meanScore += scores[i] / n;
      meanLoss += losses[i] / n;
    }
    double spread = 0;
    double common = 0;
    for (int i = 0; i < n; i++) {
      spread += (scores[i] - meanScore) * (scores[i] - meanScore);
      common += (scores[i] - meanScore) * (losses[i] - meanLoss);
    }
    double slope = spread > 0 ? Math.max(0, common / spread) : 0;
    return new PriorExpectation(basis, prior, rung, scores, meanLoss - slope * meanScore, slope);
  }

  /** The loss that it expects of a configuration at the rung. */
  public double at(Configuration configuration) {
    return offset + slope * prior.losses().at(basis.features(configuration), rung);
  }

  /** The loss that it expects of the measured configuration with this index. */
  public double atMeasured(int index) {
    return offset + slope * scores[index];
  }

  /** The least loss that it expects of its own best configurations; NaN if it names none. */
  public double promise() {
    return prior.best().stream().mapToDouble(this::at).min().orElse(Double.NaN);
  }

  /** Whether it expects more of some configurations than of others. */
  public boolean distinguishes() {
    return slope > 0;
  }
}
