package io.cairn.server.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Metrics of all results, one after the other, in blocks that never move. */
final class MetricValues {

  private static final int BLOCK_BITS = 12;
  private static final int BLOCK = 1 << BLOCK_BITS;

  private final List<double[]> blocks = new ArrayList<>();
  private long size;

  /** Where the values of these names begin. */
  long add(String[] names, Map<String, Double> metrics) {
    long from = size;
    for (String name : names) {
      if ((size & (BLOCK - 1)) == 0) {
        blocks.add(new double[BLOCK]);
      }
      blocks.get((int) (size >>> BLOCK_BITS))[(int) (size & (BLOCK - 1))] =
          metrics.getOrDefault(name, Double.NaN);
      size++;
    }
    return from;
  }

  double[] get(long from, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      long place = from + i;
      values[i] = blocks.get((int) (place >>> BLOCK_BITS))[(int) (place & (BLOCK - 1))];
    }
    return values;
  }
}
