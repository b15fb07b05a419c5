package io.cairn.core.landscape.topology;

import java.util.Objects;

/**
 * A metric's value with all that it takes to read it.
 *
 * @param metric which
 * @param value NaN if undefined here: no pairs, constant losses, no repeats
 * @param mode how it was found
 * @param tolerance what counted as equal
 * @param eps the tolerance in numbers (a typical one for {@link Tolerance#NOISE}); 0 without
 * @param n nodes, pairs, walks or optima that it rests on, as the metric says
 * @param coverage measured nodes per node of the grid; NaN if unknown
 * @param interval on samples, where the metric has one
 */
public record Figure(
    TopologyMetric metric,
    double value,
    Mode mode,
    Tolerance tolerance,
    double eps,
    long n,
    double coverage,
    Interval interval) {
  public Figure {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(tolerance, "tolerance");
    Objects.requireNonNull(interval, "interval");
  }

  /** Whether the metric has a value here. */
  public boolean defined() {
    return !Double.isNaN(value);
  }
}
