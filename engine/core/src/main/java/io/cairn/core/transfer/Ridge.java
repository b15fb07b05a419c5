package io.cairn.core.transfer;

/**
 * Kernel ridge regression on features, by the dual: with fewer points than features the smaller
 * system. Leave-one-out predictions come without refitting: residual_i = (K^-1 y)_i / (K^-1)_ii (C.
 * Rasmussen, C. Williams, "Gaussian processes for machine learning", 2006, section 5.4.2).
 */
final class Ridge {
  private final double[][] features;
  private final double[][] inverse;

  /**
   * Factors the system of some points.
   *
   * @param features [point][feature]
   * @param penalty added to the diagonal, above 0
   */
  Ridge(double[][] features, double penalty) {
    this.features = features;
    int n = features.length;
    double[][] gram = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        double[] a = features[i];
        double[] b = features[j];
        for (int f = 0; f < a.length; f++) {
          sum += a[f] * b[f];
        }
        gram[i][j] = sum;
        gram[j][i] = sum;
      }
      gram[i][i] += penalty;
    }
    this.inverse = invert(gram);
  }

  /** The inverse of a positive definite matrix, by Gauss-Jordan in place, which needs no pivot. */
  private static double[][] invert(double[][] a) {
    int n = a.length;
    for (int k = 0; k < n; k++) {
      double[] pivotRow = a[k];
      double pivot = 1 / pivotRow[k];
      pivotRow[k] = 1;
      for (int j = 0; j < n; j++) {
        pivotRow[j] *= pivot;
      }
      for (int i = 0; i < n; i++) {
        if (i != k) {
          double[] row = a[i];
          double factor = row[k];
          row[k] = 0;
          for (int j = 0; j < n; j++) {
            row[j] -= factor * pivotRow[j];
          }
        }
      }
    }
    return a;
  }

  private double[] dual(double[] values) {
    int n = values.length;
    double[] dual = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += inverse[i][j] * values[j];
      }
      dual[i] = sum;
    }
    return dual;
  }

  /** Weights of the features for centred values. */
  double[] weights(double[] values) {
    double[] dual = dual(values);
    double[] weights = new double[features[0].length];
    for (int i = 0; i < dual.length; i++) {
      double[] row = features[i];
      for (int f = 0; f < weights.length; f++) {
        weights[f] += dual[i] * row[f];
      }
    }
    return weights;
  }

  /** What each point would be predicted to be without itself. */
  double[] leaveOneOut(double[] values) {
    double[] predicted = dual(values);
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = values[i] - predicted[i] / inverse[i][i];
    }
    return predicted;
  }
}
