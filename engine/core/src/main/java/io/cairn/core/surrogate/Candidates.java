package io.cairn.core.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Predictions of a {@link GaussianProcess} at one rung for many points at once, kept up to date as
 * it grows: an observation costs O(n) a point, in loops over contiguous arrays, and a new point
 * O(n^2). Not thread-safe.
 */
public final class Candidates {
  private static final double LEAST_VARIANCE = 1e-12;

  private final GaussianProcess process;
  private final int rung;
  private final List<LandscapePoint> points = new ArrayList<>();
  private final List<double[]> solved = new ArrayList<>(); // rows of L^-1 K(observed, points)
  private int capacity;
  private double[][] coordinates = new double[0][]; // [coordinate][point]
  private double[][] surfaces = new double[0][]; // [surface][point]
  private double[] priorMean = new double[0];
  private double[] mean = new double[0];
  private double[] variance = new double[0];
  private int version;

  /**
   * Points to predict.
   *
   * @param rung at which
   */
  public Candidates(GaussianProcess process, int rung, List<LandscapePoint> points) {
    this.process = process;
    this.rung = rung;
    this.version = process.version();
    reserve(points.size());
    points.forEach(this::place);
  }

  private void reserve(int least) {
    if (least <= capacity) {
      return;
    }
    capacity = Math.max(least, capacity + capacity / 2 + 8);
    for (int p = 0; p < coordinates.length; p++) {
      coordinates[p] = Arrays.copyOf(coordinates[p], capacity);
    }
    for (int q = 0; q < surfaces.length; q++) {
      surfaces[q] = Arrays.copyOf(surfaces[q], capacity);
    }
    solved.replaceAll(row -> Arrays.copyOf(row, capacity));
    priorMean = Arrays.copyOf(priorMean, capacity);
    mean = Arrays.copyOf(mean, capacity);
    variance = Arrays.copyOf(variance, capacity);
  }

  private int place(LandscapePoint point) {
    int c = points.size();
    double[] known = point.surfaces()[rung];
    if (c == 0) {
      coordinates = new double[point.vector().length][capacity];
      surfaces = new double[process.kernel().coefficients().size()][capacity];
    }
    for (int p = 0; p < coordinates.length; p++) {
      coordinates[p][c] = point.vector()[p];
    }
    for (int q = 0; q < surfaces.length; q++) {
      surfaces[q][c] = known[q];
    }
    priorMean[c] = process.kernel().mean(point, rung);
    mean[c] = priorMean[c];
    variance[c] = process.kernel().variance(point, rung);
    points.add(point);
    return c;
  }

  /** Adds a point, and predicts it by all that these candidates have taken in; its index. */
  public int add(LandscapePoint point) {
    reserve(points.size() + 1);
    int c = place(point);
    for (int i = 0; i < solved.size(); i++) {
      double[] l = process.row(i);
      double value = process.kernel().covariance(process.point(i), process.rung(i), point, rung);
      for (int k = 0; k < i; k++) {
        value -= l[k] * solved.get(k)[c];
      }
      value *= 1 / l[i]; // as update does: a quotient may differ in the last bit
      solved.get(i)[c] = value;
      variance[c] -= value * value;
      mean[c] += value * process.residual(i);
    }
    return c;
  }

  /** Number of points. */
  public int size() {
    return points.size();
  }

  /** A point. */
  public LandscapePoint point(int index) {
    return points.get(index);
  }

  /** Predicted mean after {@link #update}. */
  public double mean(int index) {
    return mean[index];
  }

  /** Standard deviation after {@link #update}; of f, without the noise of an observation. */
  public double deviation(int index) {
    return Math.sqrt(Math.max(variance[index], LEAST_VARIANCE));
  }

  /** Takes in what the process has learned since the last call. */
  public void update() {
    int size = points.size();
    if (version != process.version()) {
      System.arraycopy(priorMean, 0, mean, 0, size);
      for (int i = 0; i < solved.size(); i++) {
        addTo(mean, solved.get(i), process.residual(i), size);
      }
      version = process.version();
    }
    for (int i = solved.size(); i < process.size(); i++) {
      double[] row = covariances(process.point(i), process.rung(i));
      double[] l = process.row(i);
      for (int k = 0; k < i; k++) {
        addTo(row, solved.get(k), -l[k], size);
      }
      double inverse = 1 / l[i];
      double residual = process.residual(i);
      for (int c = 0; c < size; c++) {
        row[c] *= inverse;
        variance[c] -= row[c] * row[c];
        mean[c] += row[c] * residual;
      }
      solved.add(row);
    }
  }

  private static void addTo(double[] sum, double[] row, double factor, int size) {
    if (factor == 0) {
      return;
    }
    for (int c = 0; c < size; c++) {
      sum[c] += factor * row[c];
    }
  }

  /**
   * Covariances of one observation with all points: the very sums of {@link
   * LandscapeKernel#covariance}, so that a point predicts the same whenever it was added.
   */
  private double[] covariances(LandscapePoint observed, int observedRung) {
    LandscapeKernel kernel = process.kernel();
    KernelShape shape = kernel.shape();
    int size = points.size();
    double[] result = new double[capacity];
    for (int p = 0; p < coordinates.length; p++) {
      double[] column = coordinates[p];
      double at = observed.vector()[p];
      double inverse = shape.inverse(p);
      for (int c = 0; c < size; c++) {
        double d = (column[c] - at) * inverse;
        result[c] += d * d;
      }
    }
    double scale = kernel.roughCovariance(observedRung, rung);
    double level = kernel.levelCovariance(observedRung, rung);
    for (int c = 0; c < size; c++) {
      result[c] = level + scale * LandscapeKernel.matern(result[c]);
    }
    if (surfaces.length > 0) {
      double[] spread = kernel.coefficients().spread(observed.surfaces()[observedRung]);
      for (int q = 0; q < surfaces.length; q++) {
        addTo(result, surfaces[q], spread[q], size);
      }
    }
    return result;
  }
}
