package io.cairn.bench.landscape;

import java.util.SplittableRandom;

/**
 * Latin hypercube samples (McKay, Beckman and Conover, Technometrics 21, 1979): each axis is cut
 * into as many slices as there are points, and each slice holds one point.
 */
final class LatinHypercube {

  private LatinHypercube() {}

  /** Points of the unit cube, by point and axis. */
  static double[][] points(int count, int axes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[count][axes];
    for (int axis = 0; axis < axes; axis++) {
      int[] slice = new int[count];
      for (int i = 0; i < count; i++) {
        int j = random.nextInt(i + 1);
        slice[i] = slice[j];
        slice[j] = i;
      }
      for (int i = 0; i < count; i++) {
        points[i][axis] = (slice[i] + random.nextDouble()) / count;
      }
    }
    return points;
  }
}
