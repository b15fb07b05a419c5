package io.cairn.core.landscape.topology;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the spread of repeats says of differences. Rows without spread of their own (measured once)
 * have the median standard error of those that have one.
 */
final class Noise {
  private final Terrain terrain;
  private final double typical;

  Noise(Terrain terrain) {
    this.terrain = terrain;
    double[] known =
        terrain.landscape.repeated()
            ? IntStream.range(0, terrain.rows)
                .mapToDouble(terrain.landscape::standardError)
                .filter(error -> !Double.isNaN(error))
                .toArray()
            : new double[0];
    Arrays.sort(known);
    this.typical =
        known.length == 0
            ? Double.NaN
            : (known[(known.length - 1) / 2] + known[known.length / 2]) / 2;
  }

  /** Whether some node has a spread. */
  boolean known() {
    return !Double.isNaN(typical);
  }

  double error(int row) {
    double own = terrain.landscape.standardError(row);
    return Double.isNaN(own) ? typical : own;
  }

  /** z standard errors of the difference of two typical nodes. */
  double typicalDifference(double z) {
    return z * Math.sqrt(2) * typical;
  }

  /** z standard errors of the difference of two nodes. */
  double difference(int row, int other, double z) {
    double a = error(row);
    double b = error(other);
    return z * Math.sqrt(a * a + b * b);
  }
}
