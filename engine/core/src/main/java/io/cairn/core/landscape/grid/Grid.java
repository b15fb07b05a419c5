package io.cairn.core.landscape.grid;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The nodes and edges of a landscape, by arithmetic on mixed-radix codes. Nothing is stored per
 * node or edge. Immutable and safe for any number of threads.
 *
 * <p>A code numbers the combinations of levels, the first axis changing slowest: {@code code = sum
 * of level_i * stride_i}. Two nodes are neighbours if one step on one axis leads from one to the
 * other: to an adjacent level of an ordinal axis, to any other level of a categorical one.
 *
 * <p>Grids of spaces with conditions. An inactive parameter is a value of its own, the level after
 * the declared ones ({@link #inactive}). Rule {@value #CHILDREN_AT_DEFAULT}: a step of a parent is
 * one step; it makes the children that lose their condition inactive, whatever level they had, and
 * sets those that gain it to their default level (the level nearest to {@link Parameter#middle}).
 * Two nodes are neighbours if such a step leads from either to the other, so that the relation is
 * symmetric, as undirected pairs need it. Combinations of levels that no configuration has, and
 * those that violate a constraint, are no nodes and nobody's neighbours.
 *
 * <p>Grids without conditions and constraints are {@link #plain}: every code is a node.
 */
public final class Grid {
  private static final int MOST_LEVELS = 100_000;

  /** Name of the neighbour rule of conditional grids. */
  public static final String CHILDREN_AT_DEFAULT = "children-at-default";

  /** Name of the neighbour rule of grids without conditions. */
  public static final String ONE_STEP = "one-step";

  private final List<GridAxis> axes;
  private final int[] radix; // levels an axis, the inactive one included
  private final long[] stride;
  private final boolean[] ordinal;
  private final long codes;
  private final int maxDegree;
  private final @Nullable SpaceNodes nodes; // of grids of spaces

  private Grid(List<GridAxis> axes, @Nullable SpaceNodes nodes) {
    this.axes = List.copyOf(axes);
    this.nodes = nodes;
    int size = axes.size();
    this.radix = new int[size];
    this.stride = new long[size];
    this.ordinal = new boolean[size];
    long product = 1;
    int degree = 0;
    for (int axis = size - 1; axis >= 0; axis--) {
      GridAxis declared = axes.get(axis);
      int levels = declared.size();
      radix[axis] = levels + (nodes != null && nodes.conditional(axis) ? 1 : 0);
      ordinal[axis] = declared.ordinal();
      stride[axis] = product;
      product = times(product, radix[axis]);
      degree += declared.ordinal() ? Math.min(2, levels - 1) : levels - 1;
    }
    this.codes = product;
    this.maxDegree = degree;
  }

  private static long times(long product, int levels) {
    long result = product * levels;
    if (result / levels != product || result < 0) {
      throw new IllegalArgumentException(
          "the grid has more than 2^63 combinations of levels; declare fewer levels or axes");
    }
    return result;
  }

  /**
   * The grid of all combinations of declared levels.
   *
   * @throws IllegalArgumentException if two axes share a name or there are 2^63 combinations or
   *     more
   */
  public static Grid of(List<GridAxis> axes) {
    long names = axes.stream().map(GridAxis::name).distinct().count();
    if (names < axes.size()) {
      throw new IllegalArgumentException(
          "the axes "
              + axes.stream().map(GridAxis::name).toList()
              + " must have distinct names; rename or remove one");
    }
    return new Grid(axes, null);
  }

  /**
   * The grid of a search space by the rules of {@link SearchSpace#grid}: reals without step take
   * {@code levels} steps of their scale, so do integers and stepped reals with more values than
   * that; everything else keeps all its values. Categorical and boolean parameters become
   * categorical axes, all others ordinal ones; constants drop out.
   *
   * @throws IllegalArgumentException if levels is less than 1 or there are 2^63 combinations or
   *     more
   */
  public static Grid of(SearchSpace space, int levels) {
    SpaceNodes nodes = new SpaceNodes(space, levels);
    return new Grid(nodes.axes(), nodes);
  }

  /**
   * The grid of all values that a space declares; empty if a parameter is continuous, or has so
   * many values (over 100,000) that a step between two of them means nothing, or if there are too
   * many nodes to number.
   */
  public static Optional<Grid> ofDeclaredLevels(SearchSpace space) {
    boolean declared =
        space.parameters().stream()
            .allMatch(p -> p.cardinality().orElse(Long.MAX_VALUE) <= MOST_LEVELS);
    if (!declared) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(space, MOST_LEVELS));
    } catch (IllegalArgumentException | ArithmeticException tooManyNodes) {
      return Optional.empty();
    }
  }

  /** The axes in order of declaration. */
  public List<GridAxis> axes() {
    return axes;
  }

  /** The number of axes. */
  public int dimensions() {
    return radix.length;
  }

  /** The space that the grid was made of; empty if it was declared by its axes. */
  public Optional<SearchSpace> space() {
    return nodes == null ? Optional.empty() : Optional.of(nodes.space());
  }

  /** Whether every code is a node: no conditions, no constraints. */
  public boolean plain() {
    return nodes == null || nodes.plain();
  }

  /** The number of codes; nodes have codes from 0 to below this. */
  public long codes() {
    return codes;
  }

  /**
   * The number of nodes. Conditional and constrained grids are counted at the first call.
   *
   * @return empty if such a grid has more than 2^26 codes, too many to count
   */
  public OptionalLong nodes() {
    return nodes == null || nodes.plain() ? OptionalLong.of(codes) : nodes.count(codes);
  }

  /** The name of the rule by which nodes are neighbours, for reports. */
  public String neighbourRule() {
    return nodes != null && nodes.conditional() ? CHILDREN_AT_DEFAULT : ONE_STEP;
  }

  /** The number of level indices of an axis, that of {@link #inactive} included. */
  public int radix(int axis) {
    return radix[axis];
  }

  /** How far apart the codes of adjacent levels of an axis are. */
  public long stride(int axis) {
    return stride[axis];
  }

  /** Whether only adjacent levels of an axis are neighbours. */
  public boolean ordinal(int axis) {
    return ordinal[axis];
  }

  /** The level index of an axis that means inactive; empty if the axis is always active. */
  public OptionalLong inactive(int axis) {
    return radix[axis] > axes.get(axis).size()
        ? OptionalLong.of(axes.get(axis).size())
        : OptionalLong.empty();
  }

  /** The most neighbours that a node of a plain grid has. */
  public int maxDegree() {
    return maxDegree;
  }

  /**
   * The code of level indices, one an axis.
   *
   * @throws IllegalArgumentException if their number is wrong or an axis has no such level
   */
  public long code(int... levels) {
    if (levels.length != radix.length) {
      throw new IllegalArgumentException(
          levels.length + " levels must be one for each of the " + radix.length + " axes");
    }
    long code = 0;
    for (int axis = 0; axis < levels.length; axis++) {
      if (levels[axis] < 0 || levels[axis] >= radix[axis]) {
        throw new IllegalArgumentException(
            "level "
                + levels[axis]
                + " of the axis '"
                + axes.get(axis).name()
                + "' must be from 0 to "
                + (radix[axis] - 1)
                + "; declare the level or leave the row out");
      }
      code += levels[axis] * stride[axis];
    }
    return code;
  }

  /** Writes the level indices of a code, one an axis, and returns the array. */
  public int[] levels(long code, int[] into) {
    long rest = code;
    for (int axis = 0; axis < radix.length; axis++) {
      into[axis] = (int) (rest / stride[axis]);
      rest -= into[axis] * stride[axis];
    }
    return into;
  }

  /** The level index that a code has on an axis. */
  public int level(long code, int axis) {
    return (int) (code / stride[axis] % radix[axis]);
  }

  /** Whether a number is the code of a node. */
  public boolean contains(long code) {
    return code >= 0
        && code < codes
        && (nodes == null
            || nodes.plain()
            || nodes.contains(levels(code, new int[radix.length]), new long[nodes.parameters()]));
  }

  /**
   * Steps between two nodes: over the axes, the difference of ordinal levels and 0 or 1 of
   * categorical ones. An axis that is inactive in either node counts nothing: the step of its
   * parent counts already, so that neighbours are always at distance 1. On plain grids this is the
   * length of the shortest path, with constraints a lower bound of it; with conditions a detour
   * over a parent's other value may be shorter.
   */
  public int distance(long a, long b) {
    int distance = 0;
    long restA = a;
    long restB = b;
    for (int axis = 0; axis < radix.length; axis++) {
      int levelA = (int) (restA / stride[axis]);
      int levelB = (int) (restB / stride[axis]);
      restA -= levelA * stride[axis];
      restB -= levelB * stride[axis];
      if (levelA != levelB && !isInactive(axis, levelA) && !isInactive(axis, levelB)) {
        distance += ordinal[axis] ? Math.abs(levelA - levelB) : 1;
      }
    }
    return distance;
  }

  boolean isInactive(int axis, int level) {
    return nodes != null && level == axes.get(axis).size();
  }

  /** The number of neighbours of a node. */
  public int degree(long code) {
    if (!plain()) {
      return neighbours().visit(code);
    }
    int degree = 0;
    long rest = code;
    for (int axis = 0; axis < radix.length; axis++) {
      int level = (int) (rest / stride[axis]);
      rest -= level * stride[axis];
      if (ordinal[axis]) {
        degree += (level > 0 ? 1 : 0) + (level < radix[axis] - 1 ? 1 : 0);
      } else {
        degree += radix[axis] - 1;
      }
    }
    return degree;
  }

  /** A reusable reader of neighbours, for one thread; reading allocates nothing. */
  public Neighbours neighbours() {
    return new Neighbours(this, nodes == null || nodes.plain() ? null : nodes);
  }

  /**
   * The code of a configuration of the grid's space; empty if it is not exactly on the grid: values
   * between levels are not snapped.
   *
   * @throws IllegalStateException if the grid was declared by its axes
   */
  public OptionalLong codeOf(Configuration configuration) {
    SpaceNodes of = requireSpace();
    int[] levels = new int[radix.length];
    return of.levels(configuration, levels) ? OptionalLong.of(code(levels)) : OptionalLong.empty();
  }

  /**
   * The configuration of a node.
   *
   * @throws IllegalStateException if the grid was declared by its axes
   */
  public Configuration configuration(long code) {
    return requireSpace().configuration(levels(code, new int[radix.length]));
  }

  private SpaceNodes requireSpace() {
    if (nodes == null) {
      throw new IllegalStateException(
          "this grid was declared by its axes and knows no configurations; make it of a space");
    }
    return nodes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Grid that
        && axes.equals(that.axes)
        && Arrays.equals(radix, that.radix)
        && space().equals(that.space());
  }

  @Override
  public int hashCode() {
    return axes.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Grid[");
    for (int axis = 0; axis < radix.length; axis++) {
      text.append(axis > 0 ? " x " : "").append(axes.get(axis).name());
      text.append(' ').append(axes.get(axis).size());
    }
    return text.append(']').toString();
  }
}
