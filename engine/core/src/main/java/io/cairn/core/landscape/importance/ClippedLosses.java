package io.cairn.core.landscape.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Losses made fit for an analysis of variance: a diverged loss (infinite) becomes the worst finite
 * one, and what lies beyond the focus becomes its edge.
 *
 * @param values finite, one a point; zeros if every point diverged
 * @param diverged how many were infinite
 * @param warnings about what was done
 */
record ClippedLosses(double[] values, int diverged, List<String> warnings) {

  /** Clips measured losses; none may be NaN. */
  static ClippedLosses of(double[] losses, Focus focus) {
    double[] finite = Arrays.stream(losses).filter(Double::isFinite).sorted().toArray();
    int diverged = losses.length - finite.length;
    List<String> warnings = new ArrayList<>();
    if (finite.length == 0) {
      if (losses.length > 0) {
        warnings.add("Every one of the " + losses.length + " configurations diverged.");
      }
      return new ClippedLosses(new double[losses.length], diverged, warnings);
    }
    double best = finite[0];
    double worst = finite[finite.length - 1];
    if (diverged > 0) {
      warnings.add(
          diverged
              + " of "
              + losses.length
              + " configurations diverged; they count as the worst finite loss, "
              + worst
              + ".");
    }
    double edge = edge(finite, losses.length, focus);
    double[] values = new double[losses.length];
    for (int i = 0; i < values.length; i++) {
      double value = Double.isFinite(losses[i]) ? losses[i] : losses[i] < 0 ? best : worst;
      values[i] = Math.min(value, edge);
    }
    return new ClippedLosses(values, diverged, warnings);
  }

  private static double edge(double[] finite, int points, Focus focus) {
    if (focus instanceof Focus.Best part) {
      int last = (int) Math.ceil(part.quantile() * points) - 1;
      return finite[Math.min(Math.max(0, last), finite.length - 1)];
    }
    return finite[finite.length - 1];
  }

  /** Whether all values are equal, so that there is nothing to explain. */
  boolean constant() {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }
}
