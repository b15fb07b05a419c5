package io.cairn.core.surrogate;

import java.util.random.RandomGenerator;

/** The kernels of one axis, one a datum. */
interface AxisKernel {

  /** Adds to {@code logs[i]} the logarithm of datum i's kernel at a coordinate. */
  void addLogs(double unit, double[] logs);

  /**
   * A coordinate near a datum's; NaN if inactive. A bandwidth that is a distance is multiplied by
   * {@code widening}; one that is a probability is not, because three times the usual one is
   * already the uniform distribution.
   */
  double sample(int datum, RandomGenerator random, double widening);
}
