package io.cairn.core.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Walks over a grid depth first, parents before children, so that inactive parameters add nothing
 * and every configuration comes once. With constraints, a branch is left as soon as one is false
 * for what is chosen so far: by Kleene's logic no later choice can make it true or unknown again.
 */
final class ConfigurationGrid implements Iterator<Configuration> {
  private static final long[] NONE = {Parameter.INACTIVE};

  private final SearchSpace space;
  private final long[][] levels;
  private final List<List<BoundConstraint>> decidedAt;
  private final long[][] choices;
  private final int[] cursor;
  private final long[] codes;
  private int depth;
  private boolean found;

  ConfigurationGrid(SearchSpace space, int levels, boolean feasibleOnly) {
    if (levels < 1) {
      throw new IllegalArgumentException("levels = " + levels + " must be at least 1; raise it");
    }
    int size = space.dimensions();
    this.space = space;
    this.levels =
        space.parameters().stream()
            .map(parameter -> levels(parameter, levels))
            .toArray(long[][]::new);
    this.decidedAt = decidedAt(space, feasibleOnly);
    this.choices = new long[size][];
    this.cursor = new int[size];
    this.codes = new long[size];
    Arrays.fill(codes, Parameter.INACTIVE);
    enter();
    advance();
  }

  private static List<List<BoundConstraint>> decidedAt(SearchSpace space, boolean feasibleOnly) {
    List<List<BoundConstraint>> byPlace = new ArrayList<>();
    for (int place = 0; place < space.dimensions(); place++) {
      int parameter = space.activity().at(place);
      byPlace.add(
          Arrays.stream(space.bound())
              .filter(constraint -> feasibleOnly && constraint.looksAt(parameter))
              .toList());
    }
    return byPlace;
  }

  static long[] levels(Parameter parameter, int levels) {
    long count = parameter.cardinality().orElse(Long.MAX_VALUE);
    if (count > levels && parameter instanceof RealParameter real) {
      return shares(levels).mapToLong(real::along).distinct().toArray();
    }
    if (count > levels && parameter instanceof IntegerParameter integer) {
      return shares(levels).mapToLong(integer::along).distinct().toArray();
    }
    if (parameter instanceof RealParameter real) {
      return LongStream.range(0, count).map(real::atRank).toArray();
    }
    if (parameter instanceof IntegerParameter integer) {
      return LongStream.range(0, count)
          .map(rank -> integer.min() + rank * integer.step())
          .toArray();
    }
    return LongStream.range(0, count).toArray();
  }

  private static DoubleStream shares(int levels) {
    return IntStream.range(0, levels)
        .mapToDouble(level -> levels == 1 ? 0.5 : (double) level / (levels - 1));
  }

  @Override
  public boolean hasNext() {
    return found;
  }

  @Override
  public Configuration next() {
    if (!found) {
      throw new NoSuchElementException("the grid has no further configuration");
    }
    Configuration configuration = Configuration.of(space, codes);
    advance();
    return configuration;
  }

  /**
   * Moves on to the next configuration: always from the deepest parameter, whose cursor stands
   * before its next choice.
   */
  private void advance() {
    int last = codes.length - 1;
    while (true) {
      if (choose()) {
        if (depth == last) {
          found = true;
          return;
        }
        depth++;
        enter();
      } else if (depth == 0) {
        found = false;
        return;
      } else {
        depth--;
      }
    }
  }

  private void enter() {
    int parameter = space.activity().at(depth);
    choices[depth] = space.activity().isActive(parameter, codes) ? levels[parameter] : NONE;
    cursor[depth] = 0;
  }

  /** Takes the next choice that no constraint forbids; if there is none, forgets the parameter. */
  private boolean choose() {
    int parameter = space.activity().at(depth);
    while (cursor[depth] < choices[depth].length) {
      codes[parameter] = choices[depth][cursor[depth]++];
      if (allowed()) {
        return true;
      }
    }
    codes[parameter] = Parameter.INACTIVE;
    return false;
  }

  private boolean allowed() {
    for (BoundConstraint constraint : decidedAt.get(depth)) {
      if (!constraint.allows(codes)) {
        return false;
      }
    }
    return true;
  }
}
