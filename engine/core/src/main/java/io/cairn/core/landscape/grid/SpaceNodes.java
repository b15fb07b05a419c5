package io.cairn.core.landscape.grid;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which combinations of levels are configurations of a space, and what they are. Levels and
 * parameter codes are two numberings of the same thing; arrays called levels have one entry an
 * axis, arrays called codes one a parameter.
 */
final class SpaceNodes {
  private static final long MOST_COUNTED = 1L << 26;
  private static final int NO_AXIS = -1;

  private final SearchSpace space;
  private final int[] parentsFirst;
  private final int[] parameterOf; // by axis
  private final int[] axisOf; // by parameter
  private final long[][] codesOf; // by axis, in order of the levels
  private final int[] defaultLevel; // by axis
  private final boolean[] conditional; // by axis
  private final boolean[] parent; // by axis: some condition looks at it
  private final boolean plain;
  private final boolean anyConditional;
  private final List<GridAxis> axes = new ArrayList<>();
  private volatile long counted = -1;

  SpaceNodes(SearchSpace space, int levels) {
    this.space = space;
    this.parentsFirst = space.parentsFirst();
    this.axisOf = new int[space.dimensions()];
    List<Integer> kept = new ArrayList<>();
    for (int parameter = 0; parameter < space.dimensions(); parameter++) {
      boolean constant = space.parameter(parameter) instanceof ConstantParameter;
      axisOf[parameter] = constant ? NO_AXIS : kept.size();
      if (!constant) {
        kept.add(parameter);
      }
    }
    this.parameterOf = kept.stream().mapToInt(Integer::intValue).toArray();
    int size = parameterOf.length;
    this.codesOf = new long[size][];
    this.defaultLevel = new int[size];
    this.conditional = new boolean[size];
    this.parent = new boolean[size];
    for (int axis = 0; axis < size; axis++) {
      Parameter parameter = space.parameter(parameterOf[axis]);
      codesOf[axis] = space.gridLevels(parameterOf[axis], levels);
      axes.add(axis(parameter, codesOf[axis]));
      defaultLevel[axis] = defaultLevel(parameter, codesOf[axis]);
      conditional[axis] = space.condition(parameterOf[axis]).isPresent();
    }
    for (int parameter = 0; parameter < space.dimensions(); parameter++) {
      space.condition(parameter).ifPresent(condition -> condition.parents().forEach(this::mark));
    }
    boolean any = false;
    for (boolean one : conditional) {
      any |= one;
    }
    this.anyConditional = any;
    this.plain = !any && space.constraints().isEmpty();
  }

  private void mark(String name) {
    int axis = axisOf[space.indexOf(name).orElseThrow()];
    if (axis != NO_AXIS) {
      parent[axis] = true;
    }
  }

  private static GridAxis axis(Parameter parameter, long[] codes) {
    boolean ordinal =
        !(parameter instanceof CategoricalParameter || parameter instanceof BooleanParameter);
    List<String> labels =
        Arrays.stream(codes).mapToObj(code -> Parameter.text(parameter.value(code))).toList();
    return new GridAxis(parameter.name(), labels, ordinal);
  }

  /** The level nearest to the parameter's middle, the lower one of two. */
  private static int defaultLevel(Parameter parameter, long[] codes) {
    double middle = parameter.encode(parameter.middle());
    int nearest = 0;
    for (int level = 0; level < codes.length; level++) {
      if (codes[level] == parameter.middle()) {
        return level;
      }
      if (Math.abs(parameter.encode(codes[level]) - middle)
          < Math.abs(parameter.encode(codes[nearest]) - middle)) {
        nearest = level;
      }
    }
    return nearest;
  }

  SearchSpace space() {
    return space;
  }

  List<GridAxis> axes() {
    return axes;
  }

  int parameters() {
    return axisOf.length;
  }

  boolean plain() {
    return plain;
  }

  boolean conditional() {
    return anyConditional;
  }

  boolean conditional(int axis) {
    return conditional[axis];
  }

  /** Whether some parameter's condition looks at an axis. */
  boolean parent(int axis) {
    return parent[axis];
  }

  int parameterAt(int place) {
    return parentsFirst[place];
  }

  /** The axis of a parameter; negative for constants. */
  int axisOf(int parameter) {
    return axisOf[parameter];
  }

  int defaultLevel(int axis) {
    return defaultLevel[axis];
  }

  /** The level index of an axis that means inactive. */
  int inactive(int axis) {
    return codesOf[axis].length;
  }

  /** The code of the parameter at a level of its axis. */
  long parameterCode(int axis, int level) {
    return level == codesOf[axis].length ? Parameter.INACTIVE : codesOf[axis][level];
  }

  /**
   * Whether levels are those of a configuration that satisfies the constraints.
   *
   * @param codes overwritten with the configuration's codes
   */
  boolean contains(int[] levels, long[] codes) {
    for (int parameter : parentsFirst) {
      int axis = axisOf[parameter];
      boolean active = space.isActive(parameter, codes);
      if (axis == NO_AXIS) {
        codes[parameter] = active ? 0 : Parameter.INACTIVE;
      } else if (active == (levels[axis] == codesOf[axis].length)) {
        return false;
      } else {
        codes[parameter] = parameterCode(axis, levels[axis]);
      }
    }
    return space.satisfies(codes);
  }

  /** Writes the levels of a configuration; false if it is not on the grid. */
  boolean levels(Configuration configuration, int[] levels) {
    if (!configuration.space().equals(space)) {
      return false;
    }
    for (int axis = 0; axis < levels.length; axis++) {
      long code = configuration.code(parameterOf[axis]);
      levels[axis] = code == Parameter.INACTIVE ? codesOf[axis].length : find(codesOf[axis], code);
      if (levels[axis] < 0 || (levels[axis] == codesOf[axis].length && !conditional[axis])) {
        return false;
      }
    }
    return plain || contains(levels, new long[axisOf.length]);
  }

  private static int find(long[] codes, long code) {
    for (int level = 0; level < codes.length; level++) {
      if (codes[level] == code) {
        return level;
      }
    }
    return -1;
  }

  Configuration configuration(int[] levels) {
    long[] codes = new long[axisOf.length];
    if (!contains(levels, codes)) {
      throw new IllegalArgumentException(
          "the levels "
              + Arrays.toString(levels)
              + " are those of no configuration of the space; ask contains first");
    }
    return Configuration.of(space, codes);
  }

  OptionalLong count(long gridCodes) {
    if (counted < 0 && gridCodes <= MOST_COUNTED) {
      counted = count();
    }
    return counted < 0 ? OptionalLong.empty() : OptionalLong.of(counted);
  }

  private long count() {
    return count(0, new long[axisOf.length]);
  }

  /** Depth first, parents before children, so that inactive parameters add nothing. */
  private long count(int place, long[] codes) {
    if (place == parentsFirst.length) {
      return space.satisfies(codes) ? 1 : 0;
    }
    int parameter = parentsFirst[place];
    int axis = axisOf[parameter];
    boolean active = space.isActive(parameter, codes);
    if (axis == NO_AXIS || !active) {
      codes[parameter] = active ? 0 : Parameter.INACTIVE;
      return count(place + 1, codes);
    }
    long nodes = 0;
    for (long code : codesOf[axis]) {
      codes[parameter] = code;
      nodes += count(place + 1, codes);
    }
    return nodes;
  }
}
