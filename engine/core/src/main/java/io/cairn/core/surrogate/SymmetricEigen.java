package io.cairn.core.surrogate;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * All eigenvalues and eigenvectors of a small symmetric matrix, largest value first, by cyclic
 * Jacobi rotations (G. Golub, C. Van Loan, "Matrix Computations", algorithm 8.4.3).
 *
 * @param values descending
 * @param vectors [row][column], a column for each value
 */
public record SymmetricEigen(double[] values, double[][] vectors) {
  private static final int MOST_SWEEPS = 60;
  private static final double TOLERANCE = 1e-30;

  /**
   * The decomposition of a matrix, which is not changed.
   *
   * @param matrix square and symmetric
   */
  public static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][];
    double[][] v = new double[n][n]; // eigenvectors as rows while rotating
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
      v[i][i] = 1;
    }
    double scale = 0;
    for (double[] row : a) {
      for (double x : row) {
        scale += x * x;
      }
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double off = 0;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          off += a[p][q] * a[p][q];
        }
      }
      if (off <= TOLERANCE * scale) {
        break;
      }
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    return sorted(a, v);
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double apq = a[p][q];
    if (apq == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * apq);
    double t = 1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    t = theta < 0 ? -t : t;
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    turn(a[p], a[q], c, s);
    for (double[] row : a) {
      double x = row[p];
      double y = row[q];
      row[p] = c * x - s * y;
      row[q] = s * x + c * y;
    }
    turn(v[p], v[q], c, s);
  }

  private static void turn(double[] first, double[] second, double c, double s) {
    for (int i = 0; i < first.length; i++) {
      double x = first[i];
      double y = second[i];
      first[i] = c * x - s * y;
      second[i] = s * x + c * y;
    }
  }

  private static SymmetricEigen sorted(double[][] a, double[][] v) {
    int n = a.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> a[i][i]).reversed())
            .mapToInt(i -> i)
            .toArray();
    double[] values = new double[n];
    double[][] vectors = new double[n][n];
    for (int j = 0; j < n; j++) {
      values[j] = a[order[j]][order[j]];
      double sign = sign(v[order[j]]);
      for (int i = 0; i < n; i++) {
        vectors[i][j] = sign * v[order[j]][i];
      }
    }
    return new SymmetricEigen(values, vectors);
  }

  /** An eigenvector's sign is free: the greatest entry is made positive. */
  private static double sign(double[] vector) {
    double greatest = 0;
    for (double x : vector) {
      greatest = Math.abs(x) > Math.abs(greatest) ? x : greatest;
    }
    return greatest < 0 ? -1 : 1;
  }
}
