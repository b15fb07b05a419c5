package io.cairn.core.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A landscape as far as observations tell: exact Gaussian process regression whose Cholesky factor
 * grows by a row with each observation, O(n^2) each (C. Rasmussen, C. Williams, "Gaussian processes
 * for machine learning", 2006, algorithm 2.1).
 *
 * <p>An observation may be awaited: its place is known and its value is not. It stands at its
 * predicted mean, which changes no prediction but takes away the uncertainty that it will resolve
 * (the kriging believer of D. Ginsbourger, R. Le Riche, L. Carraro, 2010); {@link #settle} puts the
 * true value in without a new factor. Not thread-safe.
 */
public final class GaussianProcess {
  private static final double JITTER = 1e-9;

  private final LandscapeKernel kernel;
  private final List<LandscapePoint> points = new ArrayList<>();
  private int[] rungs = new int[16];
  private double[] values = new double[16];
  private boolean[] awaited = new boolean[16];
  private final List<double[]> factor = new ArrayList<>(); // rows of L
  private double[] residuals = new double[16]; // L^-1 (value - mean)
  private int version;

  /** A process before any observation. */
  public GaussianProcess(LandscapeKernel kernel) {
    this.kernel = kernel;
  }

  /** The prior. */
  public LandscapeKernel kernel() {
    return kernel;
  }

  /** Number of observations, awaited ones included. */
  public int size() {
    return points.size();
  }

  /** Counts the changes of {@link #residuals} other than by appending. */
  int version() {
    return version;
  }

  LandscapePoint point(int i) {
    return points.get(i);
  }

  int rung(int i) {
    return rungs[i];
  }

  double[] row(int i) {
    return factor.get(i);
  }

  double residual(int i) {
    return residuals[i];
  }

  /** Adds an observed warped loss; its index. */
  public int observe(LandscapePoint point, int rung, double value) {
    int i = append(point, rung);
    values[i] = value;
    residuals[i] = residual(i, value, residuals);
    return i;
  }

  /** An entry of L^-1 (value - mean), from those before it. */
  private double residual(int i, double value, double[] before) {
    double left = value - kernel.mean(points.get(i), rungs[i]);
    double[] row = factor.get(i);
    for (int k = 0; k < i; k++) {
      left -= row[k] * before[k];
    }
    return left / row[i];
  }

  /** Adds an observation whose value will come; its index. */
  public int await(LandscapePoint point, int rung) {
    int i = append(point, rung);
    awaited[i] = true;
    return i;
  }

  private int append(LandscapePoint point, int rung) {
    int n = points.size();
    double[] row = new double[n + 1];
    for (int k = 0; k < n; k++) {
      row[k] = kernel.covariance(point, rung, points.get(k), rungs[k]);
    }
    double squares = solve(row, n);
    double noise = kernel.noise() * kernel.noise() + JITTER;
    double left = kernel.variance(point, rung) + noise - squares;
    row[n] = Math.sqrt(Math.max(left, noise / 2));
    points.add(point);
    factor.add(row);
    grow(n + 1);
    rungs[n] = rung;
    return n;
  }

  /** Makes row = L^-1 row of its first n entries, and gives the sum of their squares. */
  private double solve(double[] row, int n) {
    double squares = 0;
    for (int k = 0; k < n; k++) {
      double[] l = factor.get(k);
      double sum = row[k];
      for (int j = 0; j < k; j++) {
        sum -= l[j] * row[j];
      }
      row[k] = sum / l[k];
      squares += row[k] * row[k];
    }
    return squares;
  }

  private void grow(int size) {
    if (size > rungs.length) {
      int capacity = 2 * rungs.length;
      rungs = Arrays.copyOf(rungs, capacity);
      values = Arrays.copyOf(values, capacity);
      awaited = Arrays.copyOf(awaited, capacity);
      residuals = Arrays.copyOf(residuals, capacity);
    }
  }

  /** Puts in the value of an awaited observation. */
  public void settle(int index, double value) {
    awaited[index] = false;
    values[index] = value;
    for (int i = index; i < points.size(); i++) {
      residuals[i] = awaited[i] ? 0 : residual(i, values[i], residuals);
    }
    version++;
  }

  /** K^-1 (value - mean). */
  public double[] weights() {
    int n = points.size();
    double[] weights = Arrays.copyOf(residuals, n);
    for (int i = n - 1; i >= 0; i--) {
      double[] row = factor.get(i);
      weights[i] /= row[i];
      for (int k = 0; k < i; k++) {
        weights[k] -= row[k] * weights[i];
      }
    }
    return weights;
  }

  /** Log density of the observations. */
  public double logLikelihood() {
    double sum = 0;
    for (int i = 0; i < points.size(); i++) {
      sum -= 0.5 * residuals[i] * residuals[i] + Math.log(factor.get(i)[i]);
    }
    return sum - 0.5 * points.size() * Math.log(2 * Math.PI);
  }

  /**
   * Log density that other values of the same observations would have; for choosing their scale.
   *
   * @param others one value for each observation
   */
  public double logLikelihood(double[] others) {
    int n = points.size();
    double[] e = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      e[i] = residual(i, others[i], e);
      sum -= 0.5 * e[i] * e[i] + Math.log(factor.get(i)[i]);
    }
    return sum - 0.5 * n * Math.log(2 * Math.PI);
  }
}
