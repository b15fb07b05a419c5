package io.cairn.core.landscape.map;

import io.cairn.core.surrogate.SymmetricEigen;

/**
 * Principal component analysis: the coordinates of points along the directions of most variance.
 *
 * @param explained share of the variance along each direction, descending
 * @param scores [point][direction]
 */
record PrincipalAxes(double[] explained, double[][] scores) {

  /** The first directions of some points, rows of equal length. */
  static PrincipalAxes of(float[][] points, int directions) {
    int width = points.length == 0 ? 0 : points[0].length;
    double[] means = new double[width];
    for (float[] point : points) {
      for (int j = 0; j < width; j++) {
        means[j] += point[j] / points.length;
      }
    }
    double[][] covariance = new double[width][width];
    double[] centred = new double[width];
    for (float[] point : points) {
      for (int j = 0; j < width; j++) {
        centred[j] = point[j] - means[j];
      }
      for (int i = 0; i < width; i++) {
        double[] row = covariance[i];
        for (int j = 0; j < width; j++) {
          row[j] += centred[i] * centred[j];
        }
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    double total = 0;
    for (double value : eigen.values()) {
      total += Math.max(0, value);
    }
    double[] explained = new double[directions];
    double[][] scores = new double[points.length][directions];
    for (int d = 0; d < Math.min(directions, width); d++) {
      explained[d] = total > 0 ? Math.max(0, eigen.values()[d]) / total : 0;
      for (int p = 0; p < points.length; p++) {
        for (int j = 0; j < width; j++) {
          scores[p][d] += (points[p][j] - means[j]) * eigen.vectors()[j][d];
        }
      }
    }
    return new PrincipalAxes(explained, scores);
  }
}
