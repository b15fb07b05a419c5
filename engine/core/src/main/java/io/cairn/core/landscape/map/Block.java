package io.cairn.core.landscape.map;

import io.cairn.core.surrogate.SymmetricEigen;
import java.util.Arrays;

/**
 * A tall matrix, few columns wide, row after row in one array: what block methods iterate on.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param cells row after row
 */
record Block(int rows, int columns, double[] cells) {
  /** Directions weaker than this part of the strongest are rounding. */
  private static final double RANK_TOLERANCE = 1e-13;

  static Block zeros(int rows, int columns) {
    return new Block(rows, columns, new double[rows * columns]);
  }

  /** Adds another of the same shape to this one, in place. */
  Block plus(Block other) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] += other.cells[i];
    }
    return this;
  }

  /** This transposed times another of as many rows: a small matrix. */
  double[][] gram(Block other) {
    double[][] gram = new double[columns][other.columns];
    for (int r = 0; r < rows; r++) {
      int mine = r * columns;
      int its = r * other.columns;
      for (int i = 0; i < columns; i++) {
        double x = cells[mine + i];
        if (x != 0) {
          double[] row = gram[i];
          for (int j = 0; j < row.length; j++) {
            row[j] += x * other.cells[its + j];
          }
        }
      }
    }
    return gram;
  }

  /** This times a small matrix. */
  Block times(double[][] small) {
    int width = small.length == 0 ? 0 : small[0].length;
    Block product = zeros(rows, width);
    double[] row = new double[width];
    for (int r = 0; r < rows; r++) {
      Arrays.fill(row, 0);
      for (int i = 0; i < columns; i++) {
        double x = cells[r * columns + i];
        if (x != 0) {
          double[] factors = small[i];
          for (int j = 0; j < width; j++) {
            row[j] += x * factors[j];
          }
        }
      }
      System.arraycopy(row, 0, product.cells, r * width, width);
    }
    return product;
  }

  /**
   * An orthonormal basis of the columns' span, with as many columns as its rank, by the
   * eigenvectors of the Gram matrix, twice for accuracy: A. Stathopoulos, K. Wu, "A block
   * orthogonalization procedure with constant synchronization requirements", SIAM J. Sci. Comput.
   * 23 (2002).
   */
  Block orthonormal() {
    return whitened().whitened();
  }

  private Block whitened() {
    SymmetricEigen eigen = SymmetricEigen.of(gram(this));
    int rank = 0;
    while (rank < columns
        && eigen.values()[rank] > RANK_TOLERANCE * eigen.values()[0]
        && eigen.values()[rank] > 0) {
      rank++;
    }
    double[][] factors = new double[columns][rank];
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < rank; j++) {
        factors[i][j] = eigen.vectors()[i][j] / Math.sqrt(eigen.values()[j]);
      }
    }
    return times(factors);
  }
}
