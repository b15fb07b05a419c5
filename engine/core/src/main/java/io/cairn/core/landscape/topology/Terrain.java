package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridLandscape;

/** A landscape in the form that metrics read: losses by row and neighbours by row. */
final class Terrain {
  final GridLandscape landscape;
  final Grid grid;
  final double[] losses;
  final Adjacency adjacency;
  final int rows;

  /** The least loss; +infinity if nothing finite was measured. */
  final double best;

  /** The mean of the finite losses, subtracted before sums of squares are taken. */
  final double mean;

  /** Largest less least finite loss; 0 if constant. */
  final double range;

  /** The number of finite losses. */
  final int finite;

  Terrain(GridLandscape landscape) {
    this.landscape = landscape;
    this.grid = landscape.grid();
    this.losses = landscape.losses();
    this.rows = losses.length;
    this.adjacency = Adjacency.of(landscape, losses);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int count = 0;
    for (double loss : losses) {
      if (Math.abs(loss) < Double.POSITIVE_INFINITY) {
        least = Math.min(least, loss);
        most = Math.max(most, loss);
        sum += loss;
        count++;
      }
    }
    this.best = least;
    this.range = count == 0 ? 0 : most - least;
    this.mean = count == 0 ? 0 : sum / count;
    this.finite = count;
  }

  boolean measured(int row) {
    return !Double.isNaN(losses[row]);
  }

  boolean finite(int row) {
    return Math.abs(losses[row]) < Double.POSITIVE_INFINITY;
  }

  /** Whether all finite losses are equal, or there are none. */
  boolean constant() {
    return range == 0;
  }

  int[] buffer() {
    return new int[Math.max(1, adjacency.widest())];
  }

  /** Whether all neighbours that a row has on the grid are measured. */
  boolean surrounded(int row, int measuredNeighbours) {
    return measuredNeighbours == grid.degree(landscape.code(row));
  }
}
