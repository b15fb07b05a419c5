package io.cairn.workers.node;

import java.util.Map;

/**
 * How much one report may say. A report is one message and one record of the journal, and neither
 * may grow with what user code thinks of.
 */
final class MetricLimits {

  static final int MOST = 256;
  static final int LONGEST_NAME = 200;

  private MetricLimits() {}

  /**
   * @throws OversizedMetricsException if they are too many, or have names that are too long
   */
  static void check(Map<String, Double> metrics) {
    if (metrics.size() > MOST) {
      throw new OversizedMetricsException(
          "a report holds "
              + metrics.size()
              + " metrics; "
              + MOST
              + " are the most, so report the objective and what you compare by, and write the rest"
              + " to a file");
    }
    for (String name : metrics.keySet()) {
      if (name.length() > LONGEST_NAME) {
        throw new OversizedMetricsException(
            "the name of a metric has "
                + name.length()
                + " characters; "
                + LONGEST_NAME
                + " are the most: "
                + name.substring(0, 40)
                + " ...");
      }
    }
  }
}
