package io.cairn.server.dispatch;

import java.util.OptionalInt;

/**
 * What a study asks for.
 *
 * @param weight its share against others of its priority, {@value #LEAST_WEIGHT}..{@value
 *     #MOST_WEIGHT}; twice the weight is twice the evaluations in flight
 * @param priority a higher one goes before every lower one
 * @param maxInFlight evaluations in flight at most, over all nodes, 1 or more; no limit if absent
 * @param workerType worker type that runs its evaluations
 */
public record Claim(double weight, int priority, OptionalInt maxInFlight, String workerType) {

  /** The least weight. */
  public static final double LEAST_WEIGHT = 0.001;

  /** The greatest weight. */
  public static final double MOST_WEIGHT = 1_000;

  /**
   * @throws IllegalArgumentException if the weight or the limit is out of its range
   */
  public Claim {
    if (!(weight >= LEAST_WEIGHT && weight <= MOST_WEIGHT)) {
      throw new IllegalArgumentException(
          "weight = " + weight + " must be " + LEAST_WEIGHT + ".." + MOST_WEIGHT);
    }
    if (maxInFlight.isPresent() && maxInFlight.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "maxInFlight = "
              + maxInFlight.getAsInt()
              + " must be at least 1; pause the study to run nothing");
    }
  }
}
