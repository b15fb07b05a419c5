package io.cairn.core.space;

/** Pearson's test of counts against expected shares. */
final class ChiSquare {
  private ChiSquare() {}

  /**
   * How many standard deviations the statistic lies above its mean, by Wilson and Hilferty's cube
   * root; above 4.5 is no chance.
   */
  static double deviations(long[] counts, double[] shares) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    double statistic = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = total * shares[i];
      statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    double freedom = counts.length - 1;
    double spread = 2 / (9 * freedom);
    return (Math.cbrt(statistic / freedom) - (1 - spread)) / Math.sqrt(spread);
  }
}
