package io.cairn.core.landscape.topology;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Work over rows in fixed ranges, in parallel, with sums taken in the order of the ranges: the same
 * bits on any number of processors.
 */
final class Parts {
  private static final int COUNT = 64;

  private Parts() {}

  /** Sums over a range of rows. */
  @FunctionalInterface
  interface Range {
    /** The sums over the rows from {@code from} to below {@code to}. */
    double[] sums(int from, int to);
  }

  /** What is done to a range of rows. */
  @FunctionalInterface
  interface Action {
    /** Treats the rows from {@code from} to below {@code to}. */
    void run(int from, int to);
  }

  /** The elementwise sums over all rows; the ranges must answer arrays of one length. */
  static double[] sum(int rows, Range range) {
    return sum(map(rows, part -> range.sums(from(rows, part), from(rows, part + 1))));
  }

  private static double[] sum(double[][] parts) {
    double[] total = parts[0];
    for (int part = 1; part < parts.length; part++) {
      for (int i = 0; i < total.length; i++) {
        total[i] += parts[part][i];
      }
    }
    return total;
  }

  private static double[][] map(int rows, IntFunction<double[]> of) {
    IntStream parts = IntStream.range(0, Math.max(1, Math.min(COUNT, rows)));
    return parts.parallel().mapToObj(of).toArray(double[][]::new);
  }

  /** Runs an action over all rows; what it writes must be apart for different rows. */
  static void each(int rows, Action action) {
    IntStream.range(0, Math.max(1, Math.min(COUNT, rows)))
        .parallel()
        .forEach(part -> action.run(from(rows, part), from(rows, part + 1)));
  }

  private static int from(int rows, int part) {
    int parts = Math.max(1, Math.min(COUNT, rows));
    return (int) ((long) rows * part / parts);
  }
}
