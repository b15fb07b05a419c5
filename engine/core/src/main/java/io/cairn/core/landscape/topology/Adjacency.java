package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.GridLandscape;

/** Which measured rows are neighbours. Safe for any number of threads; a sweep is for one. */
sealed interface Adjacency permits ArithmeticAdjacency, StoredAdjacency {

  /** Reads rows' neighbours; cheapest when rows are asked in rising order. */
  interface Sweep {
    /**
     * Writes the measured neighbours of a measured row, in order of axes and levels, and returns
     * their number.
     *
     * @param into at least {@link #widest} long
     */
    int neighbours(int row, int[] into);
  }

  /** A new reader. */
  Sweep sweep();

  /** The most neighbours that a row has. */
  int widest();

  /** By arithmetic in the full form of a plain grid, stored otherwise. */
  static Adjacency of(GridLandscape landscape, double[] losses) {
    return landscape.fullForm()
        ? new ArithmeticAdjacency(landscape.grid(), losses, landscape.size() < losses.length)
        : new StoredAdjacency(landscape);
  }
}
