package io.cairn.server.picture;

import java.util.Objects;

/**
 * The values of one parameter.
 *
 * @param axis how it is shown
 * @param values one a configuration: a number, or the number of a name; NaN where inactive
 */
public record Column(PlotAxis axis, double[] values) {
  public Column {
    Objects.requireNonNull(axis, "axis");
    values = values.clone();
  }

  @Override
  public double[] values() {
    return values.clone();
  }
}
