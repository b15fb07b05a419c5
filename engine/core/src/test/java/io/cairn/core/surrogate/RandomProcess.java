package io.cairn.core.surrogate;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Random kernels, points and observations, and Gaussian process regression by a dense solve. */
final class RandomProcess {
  static final int RUNGS = 3;
  private static final int COORDINATES = 2;
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
              new RealParameter("y", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
          Map.of(),
          List.of());

  record Seen(LandscapePoint point, int rung, double value) {}

  /** Predicted mean and variance. */
  record Prediction(double mean, double variance) {}

  final LandscapeKernel kernel;
  private final int surfaces;
  private final SplittableRandom random;

  RandomProcess(long seed, int surfaces) {
    this.random = new SplittableRandom(seed);
    this.surfaces = surfaces;
    KernelShape shape =
        new KernelShape(
            new double[] {0.3 + random.nextDouble(), 0.3 + random.nextDouble()},
            new double[] {random.nextDouble(), random.nextDouble()});
    this.kernel =
        new LandscapeKernel(
            shape,
            0.2 + random.nextDouble(),
            0.2 + random.nextDouble(),
            0.05 + 0.2 * random.nextDouble(),
            coefficients());
  }

  /** A mean, and a covariance that is the product of a random matrix with itself. */
  private LandscapeKernel.Coefficients coefficients() {
    double[] mean = normals(surfaces);
    double[][] root = new double[surfaces][];
    for (int q = 0; q < surfaces; q++) {
      root[q] = normals(surfaces);
    }
    double[][] covariance = new double[surfaces][surfaces];
    for (int q = 0; q < surfaces; q++) {
      for (int p = 0; p < surfaces; p++) {
        for (int k = 0; k < surfaces; k++) {
          covariance[q][p] += root[q][k] * root[p][k];
        }
      }
    }
    return new LandscapeKernel.Coefficients(mean, covariance);
  }

  private double[] normals(int size) {
    double[] all = new double[size];
    for (int i = 0; i < size; i++) {
      all[i] = Normal.draw(random);
    }
    return all;
  }

  LandscapePoint point() {
    Configuration configuration = SPACE.sample(random).orElseThrow();
    double[] vector = random.doubles(COORDINATES).toArray();
    double[][] values = new double[RUNGS][];
    for (int rung = 0; rung < RUNGS; rung++) {
      values[rung] = normals(surfaces);
    }
    return new LandscapePoint(configuration, vector, values, new double[RUNGS]);
  }

  List<LandscapePoint> points(int count) {
    List<LandscapePoint> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(point());
    }
    return points;
  }

  Seen seen() {
    return new Seen(point(), random.nextInt(RUNGS), Normal.draw(random));
  }

  List<Seen> seen(int count) {
    List<Seen> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(seen());
    }
    return all;
  }

  // ---- dense -----------------------------------------------------------------------------------

  private double[][] covariances(List<Seen> all) {
    int n = all.size();
    double[][] k = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        Seen a = all.get(i);
        Seen b = all.get(j);
        k[i][j] = kernel.covariance(a.point(), a.rung(), b.point(), b.rung());
      }
      k[i][i] += kernel.noise() * kernel.noise();
    }
    return k;
  }

  private double[] residuals(List<Seen> all) {
    return all.stream().mapToDouble(s -> s.value() - kernel.mean(s.point(), s.rung())).toArray();
  }

  double[] denseWeights(List<Seen> all) {
    return solve(covariances(all), residuals(all)).solution();
  }

  double denseLogLikelihood(List<Seen> all) {
    Solved solved = solve(covariances(all), residuals(all));
    double[] residuals = residuals(all);
    double quadratic = 0;
    for (int i = 0; i < residuals.length; i++) {
      quadratic += residuals[i] * solved.solution()[i];
    }
    return -0.5 * (quadratic + solved.logDeterminant() + all.size() * Math.log(2 * Math.PI));
  }

  Prediction densePrediction(List<Seen> all, LandscapePoint point, int rung) {
    double[] cross =
        all.stream()
            .mapToDouble(s -> kernel.covariance(s.point(), s.rung(), point, rung))
            .toArray();
    double[] weights = denseWeights(all);
    double[] solved = solve(covariances(all), cross).solution();
    double mean = kernel.mean(point, rung);
    double variance = kernel.variance(point, rung);
    for (int i = 0; i < cross.length; i++) {
      mean += cross[i] * weights[i];
      variance -= cross[i] * solved[i];
    }
    return new Prediction(mean, variance);
  }

  private record Solved(double[] solution, double logDeterminant) {}

  /** Gaussian elimination with pivots. */
  private static Solved solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
    }
    double[] b = right.clone();
    double logDeterminant = 0;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      double[] row = a[k];
      a[k] = a[pivot];
      a[pivot] = row;
      double value = b[k];
      b[k] = b[pivot];
      b[pivot] = value;
      logDeterminant += Math.log(Math.abs(a[k][k]));
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
        b[i] -= factor * b[k];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int j = k + 1; j < n; j++) {
        b[k] -= a[k][j] * b[j];
      }
      b[k] /= a[k][k];
    }
    return new Solved(b, logDeterminant);
  }
}
