package io.cairn.core.surrogate;

import java.util.Objects;

/**
 * Mean and covariance of an unknown landscape over configuration and rung, before anything of it
 * was observed:
 *
 * <pre>f(x, r) = sum over surfaces of a_q u_q(x, r) + g(x, r) + h(r)</pre>
 *
 * <p>u are known surfaces (of earlier landscapes, or a plane's coordinates; there may be none) with
 * normal coefficients a; g is a Gaussian process with covariance amplitude^2 Matern-5/2(x, x') C(r,
 * r') that says what no surface does; h is a level of each rung with covariance level^2 C(r, r').
 *
 * @param shape length scales and the correlation of rungs
 * @param amplitude standard deviation of g, in warped losses
 * @param level standard deviation of h
 * @param noise standard deviation of an observation about f
 * @param coefficients what is known of a
 */
public record LandscapeKernel(
    KernelShape shape, double amplitude, double level, double noise, Coefficients coefficients) {
  private static final double SQRT_5 = Math.sqrt(5);

  /**
   * The coefficients of the surfaces.
   *
   * @param mean one for each surface
   * @param covariance symmetric, positive semidefinite
   */
  public record Coefficients(double[] mean, double[][] covariance) {
    /** No surfaces. */
    public static final Coefficients NONE = new Coefficients(new double[0], new double[0][0]);

    int size() {
      return mean.length;
    }

    /** The covariance times a vector of surface values. */
    double[] spread(double[] surfaces) {
      double[] product = new double[mean.length];
      for (int i = 0; i < product.length; i++) {
        double sum = 0;
        double[] row = covariance[i];
        for (int j = 0; j < row.length; j++) {
          sum += row[j] * surfaces[j];
        }
        product[i] = sum;
      }
      return product;
    }
  }

  public LandscapeKernel {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(coefficients, "coefficients");
  }

  /** Expected warped loss of a point at a rung. */
  public double mean(LandscapePoint point, int rung) {
    return dot(coefficients.mean(), point.surfaces()[rung]);
  }

  /** Variance of f at a point and rung. */
  public double variance(LandscapePoint point, int rung) {
    double[] surfaces = point.surfaces()[rung];
    return amplitude * amplitude
        + level * level
        + (coefficients.size() == 0 ? 0 : dot(coefficients.spread(surfaces), surfaces));
  }

  /** Covariance of f at two points. */
  public double covariance(LandscapePoint a, int rungA, LandscapePoint b, int rungB) {
    double squared = shape.squaredDistance(a.vector(), b.vector());
    double sum = levelCovariance(rungA, rungB) + roughCovariance(rungA, rungB) * matern(squared);
    if (coefficients.size() > 0) {
      double[] spread = coefficients.spread(a.surfaces()[rungA]);
      double[] surfaces = b.surfaces()[rungB];
      for (int q = 0; q < spread.length; q++) {
        sum += spread[q] * surfaces[q];
      }
    }
    return sum;
  }

  double levelCovariance(int rungA, int rungB) {
    return shape.correlation(rungA, rungB) * level * level;
  }

  /** Covariance of g at one configuration. */
  double roughCovariance(int rungA, int rungB) {
    return shape.correlation(rungA, rungB) * amplitude * amplitude;
  }

  /** Matern-5/2 correlation at a squared scaled distance. */
  static double matern(double squared) {
    double scaled = SQRT_5 * Math.sqrt(squared);
    return (1 + scaled + scaled * scaled / 3) * Math.exp(-scaled);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
