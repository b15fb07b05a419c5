package io.cairn.core.surrogate;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.List;

/**
 * Configurations as vectors in which similar ones are near: a numeric axis is one coordinate in [0,
 * 1] (1/2 where inactive), a categorical one a coordinate for each category, of which the chosen
 * one has 0.7 and the others 0, so that two categories are as far apart as the ends of a numeric
 * axis; inactive, all are 0.
 */
public final class Encoding {
  private static final double INACTIVE = 0.5;

  /** Two different categories are sqrt(2) of it apart. */
  private static final double CHOSEN = 0.7;

  private final UnitAxes axes;
  private final int[] offset;
  private final int[] axisOf;

  private Encoding(UnitAxes axes) {
    this.axes = axes;
    List<Axis> all = axes.axes();
    this.offset = new int[all.size()];
    int size = 0;
    for (int a = 0; a < offset.length; a++) {
      offset[a] = size;
      size += width(all.get(a));
    }
    this.axisOf = new int[size];
    for (int a = 0; a < offset.length; a++) {
      for (int k = 0; k < width(all.get(a)); k++) {
        axisOf[offset[a] + k] = a;
      }
    }
  }

  private static int width(Axis axis) {
    return axis instanceof Axis.Categorical categorical ? categorical.categories() : 1;
  }

  /** The encoding of a space. */
  public static Encoding of(SearchSpace space) {
    return new Encoding(UnitAxes.of(space));
  }

  /** The axes that vary. */
  public UnitAxes axes() {
    return axes;
  }

  /** Number of coordinates; 0 for a space of constants. */
  public int size() {
    return axisOf.length;
  }

  /** The axis that a coordinate belongs to. */
  public int axis(int coordinate) {
    return axisOf[coordinate];
  }

  /** The vector of a configuration. */
  public double[] of(Configuration configuration) {
    double[] point = axes.point(configuration);
    double[] vector = new double[axisOf.length];
    for (int a = 0; a < offset.length; a++) {
      double value = point[a];
      if (axes.axes().get(a) instanceof Axis.Categorical categorical) {
        if (!Double.isNaN(value)) {
          vector[offset[a] + categorical.category(value)] = CHOSEN;
        }
      } else {
        vector[offset[a]] = Double.isNaN(value) ? INACTIVE : value;
      }
    }
    return vector;
  }
}
