package io.cairn.core.landscape.grid;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Small random grids, and what they mean by a second, naive reading. */
public final class RandomGrid {
  private RandomGrid() {}

  /** A grid without conditions of up to so many axes and levels, ordinal and categorical mixed. */
  public static Grid plain(long seed, int axes, int levels) {
    SplittableRandom random = new SplittableRandom(seed);
    List<GridAxis> declared = new ArrayList<>();
    int size = 1 + random.nextInt(axes);
    for (int axis = 0; axis < size; axis++) {
      List<String> labels = new ArrayList<>();
      int count = 1 + random.nextInt(levels);
      for (int level = 0; level < count; level++) {
        labels.add("l" + level);
      }
      declared.add(new GridAxis("p" + axis, labels, random.nextBoolean()));
    }
    return Grid.of(declared);
  }

  /** A space with nested conditions and sometimes a constraint. */
  public static SearchSpace conditionalSpace(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Parameter> parameters = new ArrayList<>();
    Map<String, Condition> conditions = new TreeMap<>();
    int size = 2 + random.nextInt(4);
    for (int i = 0; i < size; i++) {
      if (i > 0 && random.nextInt(3) > 0) {
        Parameter parent = parameters.get(random.nextInt(parameters.size()));
        Condition condition = equal(random, parent);
        if (random.nextInt(4) == 0) {
          Parameter second = parameters.get(random.nextInt(parameters.size()));
          condition = new Condition.AnyOf(List.of(condition, equal(random, second)));
        }
        conditions.put("p" + i, condition);
      }
      parameters.add(parameter(random, "p" + i));
    }
    boolean constrained =
        random.nextInt(3) == 0 && parameters.get(0).numeric() && parameters.get(size - 1).numeric();
    List<Constraint> constraints =
        constrained ? List.of(Constraint.parse("p0 <= p" + (size - 1))) : List.of();
    for (int i = size - 1; i > 0; i--) {
      java.util.Collections.swap(parameters, i, random.nextInt(i + 1));
    }
    return new SearchSpace(parameters, conditions, constraints);
  }

  private static Condition equal(SplittableRandom random, Parameter parent) {
    return new Condition.Equals(parent.name(), parent.value(parent.sample(random)));
  }

  private static Parameter parameter(SplittableRandom random, String name) {
    return switch (random.nextInt(4)) {
      case 0 -> new IntegerParameter(name, 1, 3, Scale.LINEAR, 1);
      case 1 -> new OrdinalParameter(name, List.of(4, 2.5, 1));
      case 2 -> new CategoricalParameter(name, List.of("a", "b", "c"));
      default -> new BooleanParameter(name);
    };
  }

  /** Every configuration of the space's grid. */
  public static List<Configuration> configurations(SearchSpace space, int levels) {
    List<Configuration> all = new ArrayList<>();
    space.grid(levels).forEachRemaining(all::add);
    return all;
  }

  /** Distance on a plain grid. */
  public static int distance(Grid grid, long a, long b) {
    int[] from = grid.levels(a, new int[grid.dimensions()]);
    int[] to = grid.levels(b, new int[grid.dimensions()]);
    int distance = 0;
    for (int axis = 0; axis < from.length; axis++) {
      boolean ordinal = grid.axes().get(axis).ordinal();
      int apart = Math.abs(from[axis] - to[axis]);
      distance += ordinal ? apart : Math.min(1, apart);
    }
    return distance;
  }

  /**
   * Whether changing one active parameter by one step and letting the space settle the rest leads
   * from one configuration to the other. The middle of every parameter made here is one of its
   * levels, so that the space's own default is the grid's.
   */
  public static boolean step(Grid grid, Configuration from, Configuration to) {
    SearchSpace space = from.space();
    for (int parameter = 0; parameter < space.dimensions(); parameter++) {
      if (!from.isActive(parameter) || !to.isActive(parameter)) {
        continue;
      }
      long apart = Math.abs(from.code(parameter) - to.code(parameter));
      Parameter declared = space.parameter(parameter);
      boolean clique =
          declared instanceof CategoricalParameter || declared instanceof BooleanParameter;
      if (clique ? apart > 0 : apart == 1) {
        long[] codes = from.codes();
        codes[parameter] = to.code(parameter);
        if (space.resolve(codes).equals(to)) {
          return true;
        }
      }
    }
    return false;
  }
}
