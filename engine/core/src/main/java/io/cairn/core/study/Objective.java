package io.cairn.core.study;

import java.util.Objects;

/**
 * What a study optimises.
 *
 * @param metric name of the metric as user code reports it
 * @param direction whether less or more of it is better
 */
public record Objective(String metric, Direction direction) {

  /** Which way is better. */
  public enum Direction {
    MINIMIZE,
    MAXIMIZE
  }

  public Objective {
    Objects.requireNonNull(direction);
    if (metric.isBlank()) {
      throw new IllegalArgumentException("the objective's metric must have a name");
    }
  }

  /**
   * The loss that the engine minimises: the metric or its negative. NaN and both infinities become
   * +infinity, which is worse than every finite loss: a diverged trial is never the best, not even
   * at minus infinity (field case ray#6659).
   */
  public double loss(double metricValue) {
    if (!Double.isFinite(metricValue)) {
      return Double.POSITIVE_INFINITY;
    }
    // 0.0 - x keeps a zero metric from becoming -0.0, which Double.compare ranks apart from 0.0.
    return direction == Direction.MINIMIZE ? metricValue + 0.0 : 0.0 - metricValue;
  }

  /** The metric value that a finite loss stands for. */
  public double metricValue(double loss) {
    return direction == Direction.MINIMIZE ? loss : 0.0 - loss;
  }

  /** Whether {@code metricValue} is at least as good as {@code target}. */
  public boolean reaches(double metricValue, double target) {
    return Double.isFinite(metricValue) && loss(metricValue) <= loss(target);
  }
}
