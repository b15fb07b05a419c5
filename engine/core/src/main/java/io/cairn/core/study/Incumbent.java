package io.cairn.core.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The best trial so far: among the trials at the highest rung with a finite result, the one with
 * the least loss there.
 *
 * @param trial its number
 * @param rung the rung of the result
 * @param resource level at which it was measured, in the user's unit
 * @param loss its loss, finite
 * @param metrics all metrics of that result
 */
public record Incumbent(
    int trial, int rung, double resource, double loss, Map<String, Double> metrics) {
  public Incumbent {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /**
   * Whether this comes before {@code other}: a higher rung, then less loss, then the older trial.
   */
  boolean betterThan(Incumbent other) {
    if (rung != other.rung) {
      return rung > other.rung;
    }
    if (loss != other.loss) {
      return loss < other.loss;
    }
    return trial < other.trial;
  }
}
