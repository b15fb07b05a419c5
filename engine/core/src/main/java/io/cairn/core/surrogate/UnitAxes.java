package io.cairn.core.surrogate;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The part of a space's unit cube that can vary: one axis for each parameter of more than one
 * value. Models see points of it.
 */
public final class UnitAxes {
  private static final double MIDDLE = 0.5;

  private final SearchSpace space;
  private final int[] parameters;
  private final List<Axis> axes;

  private UnitAxes(SearchSpace space, int[] parameters, List<Axis> axes) {
    this.space = space;
    this.parameters = parameters;
    this.axes = List.copyOf(axes);
  }

  /**
   * The axes of a space; integers and ordinals are numeric, categories and booleans categorical.
   */
  public static UnitAxes of(SearchSpace space) {
    Objects.requireNonNull(space, "space");
    int[] varying =
        IntStream.range(0, space.dimensions())
            .filter(i -> space.parameter(i).cardinality().orElse(Long.MAX_VALUE) > 1)
            .toArray();
    List<Axis> axes = new ArrayList<>();
    for (int i : varying) {
      axes.add(axis(space.parameter(i), space.condition(i).isPresent()));
    }
    return new UnitAxes(space, varying, axes);
  }

  private static Axis axis(Parameter parameter, boolean conditional) {
    if (parameter instanceof CategoricalParameter categorical) {
      return new Axis.Categorical(categorical.values().size(), conditional);
    }
    return parameter instanceof BooleanParameter
        ? new Axis.Categorical(2, conditional)
        : new Axis.Numeric(conditional);
  }

  /** What each coordinate stands for. */
  public List<Axis> axes() {
    return axes;
  }

  /** The number of coordinates; 0 for a space of constants. */
  public int size() {
    return parameters.length;
  }

  /** The point of a configuration, NaN where inactive. */
  public double[] point(Configuration configuration) {
    double[] unit = space.encode(configuration);
    double[] point = new double[parameters.length];
    for (int a = 0; a < point.length; a++) {
      point[a] = unit[parameters[a]];
    }
    return point;
  }

  /**
   * The configuration at a point; constraints are not looked at.
   *
   * @param point one coordinate in [0, 1] an axis, or NaN for no opinion
   * @param random gives a coordinate where there is no opinion but the parameter turns out to be
   *     active
   */
  public Configuration configuration(double[] point, RandomGenerator random) {
    double[] unit = new double[space.dimensions()];
    Arrays.fill(unit, MIDDLE);
    for (int a = 0; a < parameters.length; a++) {
      unit[parameters[a]] = Double.isNaN(point[a]) ? random.nextDouble() : point[a];
    }
    return space.decode(unit);
  }

  /**
   * How different two points are: the root mean square over the axes of the distance of
   * coordinates, where different categories, and active and inactive, are 1 apart.
   *
   * @return from 0 to 1; 0 for a space of constants
   */
  public double distance(double[] a, double[] b) {
    double squares = 0;
    for (int i = 0; i < parameters.length; i++) {
      double apart = axes.get(i).distance(a[i], b[i]);
      squares += apart * apart;
    }
    return parameters.length == 0 ? 0 : Math.sqrt(squares / parameters.length);
  }
}
