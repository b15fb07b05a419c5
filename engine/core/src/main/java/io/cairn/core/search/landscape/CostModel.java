package io.cairn.core.search.landscape;

import io.cairn.core.surrogate.Encoding;
import io.cairn.core.surrogate.GaussianProcess;
import io.cairn.core.surrogate.KernelShape;
import io.cairn.core.surrogate.LandscapeKernel;
import io.cairn.core.surrogate.LandscapePoint;
import java.util.Arrays;
import java.util.List;

/**
 * Worker time to bring a configuration from scratch to a rung: log seconds as a Gaussian process
 * about a first guess (what the priors say, or that time grows as the resource), with a level of
 * its own for each rung, since units and ladders differ.
 */
final class CostModel {
  private static final int MOST = 60;
  private static final double AMPLITUDE = 0.6;
  private static final double LEVEL = 3;
  private static final double NOISE = 0.1;
  private static final double DECAY = 0.02;

  /** A trial's worker time up to a rung. */
  record Spent(LandscapePoint point, int rung, double seconds) {}

  private final GaussianProcess process;
  private final double[] weights;
  private final Spent[] used;
  private final double middle;
  private final double typicalFull;

  /**
   * Learns costs.
   *
   * @param spent oldest first
   */
  CostModel(Encoding encoding, double[] lengthScales, int rungs, List<Spent> spent) {
    double[] decays = new double[rungs - 1];
    Arrays.fill(decays, DECAY);
    double[] wide = new double[encoding.size()];
    for (int p = 0; p < wide.length; p++) {
      wide[p] = 1.5 * lengthScales[p];
    }
    this.process =
        new GaussianProcess(
            new LandscapeKernel(
                new KernelShape(wide, decays),
                AMPLITUDE,
                LEVEL,
                NOISE,
                LandscapeKernel.Coefficients.NONE));
    this.used = spent.subList(Math.max(0, spent.size() - MOST), spent.size()).toArray(Spent[]::new);
    double[] residuals =
        Arrays.stream(used)
            .mapToDouble(s -> Math.log(s.seconds()) - s.point().logCosts()[s.rung()])
            .toArray();
    double[] sorted = residuals.clone();
    Arrays.sort(sorted);
    this.middle = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    for (int i = 0; i < used.length; i++) {
      process.observe(used[i].point(), used[i].rung(), residuals[i] - middle);
    }
    this.weights = process.weights();
    double[] full =
        spent.stream()
            .filter(s -> s.rung() == rungs - 1)
            .mapToDouble(Spent::seconds)
            .sorted()
            .toArray();
    this.typicalFull = full.length == 0 ? Double.NaN : full[full.length / 2];
  }

  /** Seconds to bring a configuration from scratch to a rung. */
  double seconds(LandscapePoint point, int rung) {
    double log = point.logCosts()[rung] + middle;
    for (int i = 0; i < weights.length; i++) {
      log += weights[i] * process.kernel().covariance(point, rung, used[i].point(), used[i].rung());
    }
    return Math.exp(Math.max(-700, Math.min(700, log)));
  }

  /** Median worker time of the full evaluations so far; NaN before the first. */
  double typicalFull() {
    return typicalFull;
  }
}
