package io.cairn.core.search.landscape;

import io.cairn.core.space.Configuration;
import io.cairn.core.surrogate.LandscapeKernel.Coefficients;
import io.cairn.core.surrogate.LandscapePoint;
import io.cairn.core.transfer.SurfaceBasis;
import java.util.Arrays;

/**
 * A plane under the landscape, the same at all rungs: losses may rise or fall along a coordinate
 * throughout. In many dimensions a dozen results tell its slopes, when a process of finite length
 * scales has learned hardly anything.
 */
final class Trend {
  private static final double MIDDLE = 0.5;

  /** Variance of a coordinate that is uniform on [0, 1]. */
  private static final double VARIANCE = 1.0 / 12;

  private Trend() {}

  /** A configuration whose surfaces are its coordinates about the middle. */
  static LandscapePoint point(SurfaceBasis basis, Configuration configuration) {
    LandscapePoint plain = basis.plainPoint(configuration);
    double[] about = Arrays.stream(plain.vector()).map(x -> x - MIDDLE).toArray();
    double[][] surfaces = new double[plain.surfaces().length][];
    Arrays.fill(surfaces, about);
    return new LandscapePoint(configuration, plain.vector(), surfaces, plain.logCosts());
  }

  /**
   * Independent slopes of mean zero.
   *
   * @param deviation standard deviation of the plane over random configurations
   */
  static Coefficients slopes(int coordinates, double deviation) {
    double[][] covariance = new double[coordinates][coordinates];
    for (int p = 0; p < coordinates; p++) {
      covariance[p][p] = deviation * deviation / (VARIANCE * coordinates);
    }
    return new Coefficients(new double[coordinates], covariance);
  }

  /** Covariance of a plane of deviation 1 at two vectors. */
  static double covariance(double[] a, double[] b) {
    double sum = 0;
    for (int p = 0; p < a.length; p++) {
      sum += (a[p] - MIDDLE) * (b[p] - MIDDLE);
    }
    return a.length == 0 ? 0 : sum / (VARIANCE * a.length);
  }
}
