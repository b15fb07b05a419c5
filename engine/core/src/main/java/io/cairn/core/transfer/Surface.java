package io.cairn.core.transfer;

/**
 * A function over configuration and rung in a {@link SurfaceBasis}: offset + features . weights.
 * Immutable; arrays are shared and not to be changed.
 *
 * @param weights [rung][feature]
 * @param offsets [rung]
 */
public record Surface(double[][] weights, double[] offsets) {

  double at(double[] features, int rung) {
    double[] row = weights[rung];
    double sum = offsets[rung];
    for (int f = 0; f < row.length; f++) {
      sum += row[f] * features[f];
    }
    return sum;
  }

  /** The weighted sum of surfaces of the same shape. */
  static Surface combination(Surface[] surfaces, double[] factors) {
    int rungs = surfaces[0].offsets.length;
    int size = surfaces[0].weights[0].length;
    double[][] weights = new double[rungs][size];
    double[] offsets = new double[rungs];
    for (int k = 0; k < surfaces.length; k++) {
      double factor = factors[k];
      for (int r = 0; r < rungs; r++) {
        double[] from = surfaces[k].weights[r];
        double[] to = weights[r];
        for (int f = 0; f < size; f++) {
          to[f] += factor * from[f];
        }
        offsets[r] += factor * surfaces[k].offsets[r];
      }
    }
    return new Surface(weights, offsets);
  }
}
