package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Target;
import java.util.stream.IntStream;

/** The metrics of {@link Metrics} for numbers. */
final class ValueMetrics {

  private ValueMetrics() {}

  static double rmse(Predictions.Values predictions, Target.Values truth) {
    return Math.sqrt(squares(predictions, truth) / truth.size());
  }

  static double mae(Predictions.Values predictions, Target.Values truth) {
    return IntStream.range(0, truth.size())
            .mapToDouble(i -> Math.abs(predictions.at(i) - truth.at(i)))
            .sum()
        / truth.size();
  }

  /** NaN if the truth is one and the same number throughout. */
  static double r2(Predictions.Values predictions, Target.Values truth) {
    double mean = IntStream.range(0, truth.size()).mapToDouble(truth::at).average().orElse(0);
    double total =
        IntStream.range(0, truth.size()).mapToDouble(i -> Math.pow(truth.at(i) - mean, 2)).sum();
    return total == 0 ? Double.NaN : 1 - squares(predictions, truth) / total;
  }

  private static double squares(Predictions.Values predictions, Target.Values truth) {
    return IntStream.range(0, truth.size())
        .mapToDouble(i -> Math.pow(predictions.at(i) - truth.at(i), 2))
        .sum();
  }
}
