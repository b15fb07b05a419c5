package io.cairn.core.landscape.topology;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which optimum every row climbs to ({@link Climbs}), and how large and wide the basins are.
 * Diverged rows belong to the basin that they climb to; those that cannot climb anywhere belong to
 * none.
 */
final class Basins {
  /** The basin of rows that belong to none. */
  static final int NONE = -1;

  private static final int UNKNOWN = -2;

  private final Terrain terrain;
  private final Climbs climbs;
  private final int[] optima; // rows, rising
  private final int[] basin; // by row
  private final int[] sizes; // by basin
  private long climbing;
  private long steps;

  Basins(Terrain terrain, Climbs climbs) {
    this.terrain = terrain;
    this.climbs = climbs;
    this.optima = IntStream.range(0, terrain.rows).filter(climbs::optimum).toArray();
    this.basin = new int[terrain.rows];
    this.sizes = new int[optima.length];
    Arrays.fill(basin, UNKNOWN);
    for (int i = 0; i < optima.length; i++) {
      basin[optima[i]] = i;
    }
    climb();
  }

  private void climb() {
    int[] depth = new int[terrain.rows];
    int[] path = new int[64];
    for (int row = 0; row < basin.length; row++) {
      int length = 0;
      int at = row;
      while (basin[at] == UNKNOWN && climbs.goesOn(at)) {
        if (length == path.length) {
          path = Arrays.copyOf(path, 2 * length);
        }
        path[length++] = at;
        at = climbs.next(at);
      }
      if (basin[at] == UNKNOWN) {
        basin[at] = climbs.onOptimum(at) ? basin[climbs.representative(at)] : NONE;
      }
      while (length > 0) {
        int before = path[--length];
        basin[before] = basin[at];
        depth[before] = depth[at] + 1;
        at = before;
      }
      if (basin[row] >= 0) {
        sizes[basin[row]]++;
        climbing++;
        steps += depth[row];
      }
    }
  }

  /** The number of optima. */
  int count() {
    return optima.length;
  }

  /** The row that represents an optimum. */
  int optimum(int index) {
    return optima[index];
  }

  /** The basin of a row; {@link #NONE} if it belongs to none. */
  int basin(int row) {
    return basin[row];
  }

  /** The rows of a basin. */
  int size(int index) {
    return sizes[index];
  }

  /** Rows that belong to a basin. */
  long climbing() {
    return climbing;
  }

  double meanSize() {
    return (double) climbing / optima.length;
  }

  double meanSteps() {
    return (double) steps / climbing;
  }

  /** The distance of the farthest member from its optimum, averaged over the basins. */
  double meanRadius() {
    int[] radius = new int[optima.length];
    long[] codes = Arrays.stream(optima).mapToLong(terrain.landscape::code).toArray();
    for (int row = 0; row < basin.length; row++) {
      int of = basin[row];
      if (of >= 0) {
        int distance = terrain.grid.distance(terrain.landscape.code(row), codes[of]);
        radius[of] = Math.max(radius[of], distance);
      }
    }
    return Arrays.stream(radius).mapToLong(one -> one).sum() / (double) optima.length;
  }

  /** Spearman's correlation of basin size and loss; NaN with fewer than three optima. */
  double sizeLossCorrelation() {
    if (optima.length < 3) {
      return Double.NaN;
    }
    double[] size = Arrays.stream(sizes).asDoubleStream().toArray();
    double[] loss = Arrays.stream(optima).mapToDouble(row -> terrain.losses[row]).toArray();
    return Correlations.spearman(size, loss);
  }

  /**
   * The chance that a random step of a random member leaves the basin, averaged over the basins.
   */
  double meanEscapeRate() {
    double[] sum =
        Parts.sum(
            terrain.rows,
            (from, to) -> {
              Adjacency.Sweep sweep = terrain.adjacency.sweep();
              int[] near = terrain.buffer();
              double rates = 0;
              for (int row = from; row < to; row++) {
                if (basin[row] >= 0) {
                  rates += escapeShare(sweep.neighbours(row, near), near, basin[row]);
                }
              }
              return new double[] {rates};
            });
    return sum[0] / optima.length;
  }

  private double escapeShare(int count, int[] near, int of) {
    int away = 0;
    for (int i = 0; i < count; i++) {
      away += basin[near[i]] != of ? 1 : 0;
    }
    return count == 0 ? 0 : (double) away / count / sizes[of];
  }
}
