package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Target;
import java.util.Arrays;

/** A numeric target at mean 0 and deviation 1, and the way back. */
final class Standardised {
  private final double[] values;
  private final double mean;
  private final double deviation;

  private Standardised(double[] values, double mean, double deviation) {
    this.values = values;
    this.mean = mean;
    this.deviation = deviation;
  }

  /** A target that is constant keeps its deviation of 0 and becomes 0. */
  static Standardised of(Target.Values target) {
    double[] raw = target.values();
    double mean = Arrays.stream(raw).average().orElse(0);
    double variance = Arrays.stream(raw).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    double[] values =
        Arrays.stream(raw).map(v -> deviation > 0 ? (v - mean) / deviation : 0).toArray();
    return new Standardised(values, mean, deviation);
  }

  /** The standardised values; a copy. */
  double[] values() {
    return values.clone();
  }

  /** The standardised value of {@code row}. */
  double at(int row) {
    return values[row];
  }

  /** In the target's own units. */
  double back(double standardised) {
    return mean + standardised * deviation;
  }
}
