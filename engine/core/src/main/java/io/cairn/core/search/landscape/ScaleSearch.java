package io.cairn.core.search.landscape;

import io.cairn.core.surrogate.GaussianProcess;
import io.cairn.core.surrogate.LandscapeKernel;
import io.cairn.core.surrogate.LandscapePoint;
import io.cairn.core.surrogate.LossScale;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where the median and the best of a new landscape lie by what its first losses look like
 * under a model: the scale of greatest posterior density on a grid.
 *
 * <p>The density of the losses is that of their warped values times the derivative of the warp. It
 * is tempered, since the model is wrong in ways that many observations would blow up.
 */
final class ScaleSearch {
  private static final int SPREADS = 15;
  private static final int MIDDLES = 22;
  private static final double LEAST_DEVIATION = 0.7;
  private static final double TEMPER = 0.1;

  private ScaleSearch() {}

  /** An observation that the scale is chosen by. */
  record Observation(LandscapePoint point, int rung, double loss) {}

  /**
   * The scale of the losses.
   *
   * @param observations with finite losses, at least one
   * @param usualSpread spread before anything is known, above 0
   * @param deviation standard deviation of its log
   */
  static LossScale find(
      LandscapeKernel kernel,
      List<Observation> observations,
      double usualSpread,
      double deviation) {
    GaussianProcess process = new GaussianProcess(kernel);
    observations.forEach(o -> process.observe(o.point(), o.rung(), 0));
    double[] losses = observations.stream().mapToDouble(Observation::loss).toArray();
    double least = Arrays.stream(losses).min().orElseThrow();
    double temper = 1 / Math.sqrt(1 + TEMPER * losses.length);
    double known = Math.max(deviation, LEAST_DEVIATION);
    double best = Double.NEGATIVE_INFINITY;
    LossScale found = new LossScale(least, usualSpread);
    double[] warped = new double[losses.length];
    for (int i = 0; i < SPREADS; i++) {
      double log = -2.5 + 5.0 * i / (SPREADS - 1);
      double spread = usualSpread * Math.exp(log);
      for (int j = 0; j < MIDDLES; j++) {
        double middle = least + spread * (-0.3 + 2.1 * j / (MIDDLES - 1));
        LossScale scale = new LossScale(middle, spread);
        double density = 0;
        for (int k = 0; k < losses.length; k++) {
          warped[k] = scale.of(losses[k]);
          density += scale.logDerivative(losses[k]);
        }
        density += process.logLikelihood(warped);
        density = temper * density - 0.5 * log * log / (known * known);
        if (density > best) {
          best = density;
          found = scale;
        }
      }
    }
    return found;
  }
}
