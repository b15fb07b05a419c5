package io.cairn.core.landscape;

import java.util.Objects;

/**
 * What the numbers of a landscape mean.
 *
 * @param metric the user's name of what was measured: val_accuracy
 * @param maximize whether more of it is better
 * @param resource the user's name of what an evaluation costs more of: epoch
 */
public record Measure(String metric, boolean maximize, String resource) {
  public Measure {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(resource, "resource");
  }

  /** The loss to minimise that a value of the metric means. */
  public double loss(double value) {
    return maximize ? -value : value;
  }

  /** The value that stands for a diverged evaluation: infinitely bad. */
  public double worst() {
    return maximize ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
