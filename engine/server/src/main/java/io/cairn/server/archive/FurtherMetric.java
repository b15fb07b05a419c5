package io.cairn.server.archive;

import java.util.Arrays;

/** A metric that was measured along with the one that was optimised. */
public final class FurtherMetric {

  private final String metric;
  private final double[][] values;

  /**
   * @param metric its name
   * @param values by level, then configuration; NaN where not measured
   */
  public FurtherMetric(String metric, double[][] values) {
    this.metric = metric;
    this.values = new double[values.length][];
    Arrays.setAll(this.values, level -> values[level].clone());
  }

  /** Its name. */
  public String metric() {
    return metric;
  }

  /** Number of levels. */
  public int levels() {
    return values.length;
  }

  /** The metric of a configuration at a level; NaN if not measured. */
  public double value(int level, int configuration) {
    return values[level][configuration];
  }
}
