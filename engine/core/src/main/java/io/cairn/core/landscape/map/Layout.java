package io.cairn.core.landscape.map;

import java.util.Objects;

/**
 * Points in the plane.
 *
 * @param method how they were laid out, for people
 * @param x a coordinate a point
 * @param y a coordinate a point
 * @param quality how far it may be trusted
 */
public record Layout(String method, double[] x, double[] y, MapQuality quality) {
  public Layout {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(quality, "quality");
    x = x.clone();
    y = y.clone();
  }

  /** A copy of the coordinates. */
  @Override
  public double[] x() {
    return x.clone();
  }

  /** A copy of the coordinates. */
  @Override
  public double[] y() {
    return y.clone();
  }
}
