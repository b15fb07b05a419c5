package io.cairn.bench.race;

/**
 * What evaluations bring and take: one loss and one time for each of several configurations at one
 * rung, or for each rung of one configuration.
 *
 * @param losses to minimise
 * @param seconds from scratch to there
 */
record Outcomes(double[] losses, double[] seconds) {
  Outcomes {
    if (losses.length != seconds.length) {
      throw new IllegalArgumentException(
          losses.length + " losses must have as many times, not " + seconds.length);
    }
  }
}
