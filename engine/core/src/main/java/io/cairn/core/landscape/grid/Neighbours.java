package io.cairn.core.landscape.grid;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the neighbours of one node after another: {@link #visit} finds them, {@link #code} tells
 * them, in order of the axes and within an axis of the levels. Visiting allocates nothing (on
 * conditional grids nothing but growth of its buffer). Not for more than one thread.
 */
public final class Neighbours {
  private static final int INITIAL_CAPACITY = 16;

  private final Grid grid;
  private final @Nullable SpaceNodes nodes;
  private final int[] levels;
  private final int[] radix;
  private final long[] stride;
  private final boolean[] ordinal;
  private final @Nullable ConditionalSteps steps;
  private long[] found;
  private int count;

  Neighbours(Grid grid, @Nullable SpaceNodes nodes) {
    int axes = grid.dimensions();
    this.grid = grid;
    this.nodes = nodes;
    this.levels = new int[axes];
    this.radix = new int[axes];
    this.stride = new long[axes];
    this.ordinal = new boolean[axes];
    for (int axis = 0; axis < axes; axis++) {
      radix[axis] = grid.radix(axis);
      stride[axis] = grid.stride(axis);
      ordinal[axis] = grid.ordinal(axis);
    }
    this.steps = nodes == null ? null : new ConditionalSteps(grid, nodes, this::add);
    this.found = new long[nodes == null ? Math.max(1, grid.maxDegree()) : INITIAL_CAPACITY];
  }

  /** Finds the neighbours of a node and returns their number. */
  public int visit(long code) {
    count = 0;
    grid.levels(code, levels);
    if (steps != null && nodes != null) {
      steps.from(levels);
    } else {
      visitPlain(code);
    }
    return count;
  }

  private void visitPlain(long code) {
    for (int axis = 0; axis < radix.length; axis++) {
      int level = levels[axis];
      long step = stride[axis];
      if (ordinal[axis]) {
        if (level > 0) {
          found[count++] = code - step;
        }
        if (level < radix[axis] - 1) {
          found[count++] = code + step;
        }
      } else {
        long other = code - level * step;
        for (int to = 0; to < radix[axis]; to++, other += step) {
          if (to != level) {
            found[count++] = other;
          }
        }
      }
    }
  }

  private void add(long code) {
    if (count == found.length) {
      found = Arrays.copyOf(found, 2 * count);
    }
    found[count++] = code;
  }

  /** A neighbour of the node visited last, from 0 to below their number. */
  public long code(int neighbour) {
    return found[neighbour];
  }
}
