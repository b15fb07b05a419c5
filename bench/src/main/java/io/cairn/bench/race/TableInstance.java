package io.cairn.bench.race;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What was recorded on one data set.
 *
 * @param name of the data set
 * @param rows its configurations
 * @param repeats losses by repeat, rung, row; NaN where training failed
 * @param seconds what an evaluation takes, by rung
 */
record TableInstance(String name, TableRows rows, double[][][] repeats, double[] seconds) {

  /** The mean loss over the repeats that did not fail; NaN if all did. */
  double loss(int rung, int row) {
    return Arrays.stream(repeats)
        .mapToDouble(repeat -> repeat[rung][row])
        .filter(loss -> !Double.isNaN(loss))
        .average()
        .orElse(Double.NaN);
  }

  /** The mean losses in full of all rows that did not fail. */
  double[] fullLosses() {
    int top = seconds.length - 1;
    return IntStream.range(0, rows.configurations().size())
        .mapToDouble(row -> loss(top, row))
        .filter(loss -> !Double.isNaN(loss))
        .toArray();
  }
}
