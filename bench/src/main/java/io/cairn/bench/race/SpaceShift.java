package io.cairn.bench.race;

import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A map of a space onto itself in the unit cube: numeric parameters take each other's places, and
 * some are reflected about their middle. Only parameters that are active under the same condition
 * change places, so the same ones are active before and after; categories stay.
 */
final class SpaceShift {
  private final SearchSpace space;
  private final int[] source; // by parameter: whose place it takes
  private final boolean[] reflected;

  private SpaceShift(SearchSpace space, int[] source, boolean[] reflected) {
    this.space = space;
    this.source = source;
    this.reflected = reflected;
  }

  /** The parameters change places at random, and each is reflected by the toss of a coin. */
  static SpaceShift random(SearchSpace space, RandomGenerator random) {
    int[] source = IntStream.range(0, space.dimensions()).toArray();
    boolean[] reflected = new boolean[space.dimensions()];
    Map<Optional<Condition>, List<Integer>> groups = new LinkedHashMap<>();
    numeric(space)
        .forEach(i -> groups.computeIfAbsent(space.condition(i), c -> new ArrayList<>()).add(i));
    for (List<Integer> group : groups.values()) {
      int[] order = Draws.choose(group.size(), group.size(), random);
      for (int i = 0; i < order.length; i++) {
        source[group.get(i)] = group.get(order[i]);
        reflected[group.get(i)] = random.nextBoolean();
      }
    }
    return new SpaceShift(space, source, reflected);
  }

  /** Every numeric parameter is reflected in its place. */
  static SpaceShift mirror(SearchSpace space) {
    boolean[] reflected = new boolean[space.dimensions()];
    numeric(space).forEach(i -> reflected[i] = true);
    return new SpaceShift(space, IntStream.range(0, space.dimensions()).toArray(), reflected);
  }

  private static IntStream numeric(SearchSpace space) {
    return IntStream.range(0, space.dimensions()).filter(i -> space.parameter(i).numeric());
  }

  /** Where a configuration goes. */
  Configuration apply(Configuration configuration) {
    double[] from = space.encode(configuration);
    double[] to = new double[from.length];
    for (int i = 0; i < to.length; i++) {
      double unit = from[source[i]];
      to[i] = reflected[i] ? 1 - unit : unit;
    }
    return space.decode(to);
  }
}
