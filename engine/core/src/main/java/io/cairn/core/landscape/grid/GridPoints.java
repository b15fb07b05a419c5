package io.cairn.core.landscape.grid;

import io.cairn.core.surrogate.Axis;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The nodes of a grid as points of a unit cube, for models: a level is the centre of its cell. */
public final class GridPoints {

  private GridPoints() {}

  /** What the coordinates of a grid's points stand for. */
  public static List<Axis> axes(Grid grid) {
    return IntStream.range(0, grid.dimensions()).mapToObj(axis -> axis(grid, axis)).toList();
  }

  private static Axis axis(Grid grid, int axis) {
    boolean conditional = grid.inactive(axis).isPresent();
    return grid.ordinal(axis)
        ? new Axis.Numeric(conditional)
        : new Axis.Categorical(grid.axes().get(axis).size(), conditional);
  }

  /** The point of a node, NaN where a parameter is inactive. */
  public static double[] point(Grid grid, long code) {
    double[] point = new double[grid.dimensions()];
    for (int axis = 0; axis < point.length; axis++) {
      int level = grid.level(code, axis);
      OptionalLong inactive = grid.inactive(axis);
      boolean off = inactive.isPresent() && inactive.getAsLong() == level;
      point[axis] = off ? Double.NaN : (level + 0.5) / grid.axes().get(axis).size();
    }
    return point;
  }
}
