package io.cairn.core.landscape.grid;

import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.function.LongConsumer;

/**
 * The steps of grids with conditions or constraints, by the rule of {@link Grid}.
 *
 * <p>The target of a step differs from the origin on the axis that is stepped on; parameters active
 * in both are the same. Others change with their conditions: let those that awake (inactive in the
 * origin, active in the target) have any level, and ask which pairs are neighbours. The step leads
 * from the origin to the target if all that awake stand at their defaults, and from the target to
 * the origin if all that fall asleep stood at theirs. Either makes the two neighbours.
 */
final class ConditionalSteps {
  private final Grid grid;
  private final SpaceNodes nodes;
  private final SearchSpace space;
  private final LongConsumer found;
  private final int[] target;
  private final long[] codes;
  private int[] origin;
  private int moved;

  ConditionalSteps(Grid grid, SpaceNodes nodes, LongConsumer found) {
    this.grid = grid;
    this.nodes = nodes;
    this.space = nodes.space();
    this.found = found;
    this.target = new int[grid.dimensions()];
    this.codes = new long[nodes.parameters()];
    this.origin = target;
  }

  /** Reports every neighbour of the node of given levels once. */
  void from(int[] levels) {
    origin = levels;
    for (int axis = 0; axis < levels.length; axis++) {
      int level = levels[axis];
      int top = nodes.inactive(axis) - 1;
      moved = axis;
      if (level > top) {
        continue; // inactive: it has no steps of its own
      }
      int lowest = grid.ordinal(axis) ? Math.max(0, level - 1) : 0;
      int highest = grid.ordinal(axis) ? Math.min(top, level + 1) : top;
      for (int to = lowest; to <= highest; to++) {
        if (to != level) {
          target[axis] = to;
          settle(0, true, true);
        }
      }
    }
  }

  /**
   * Chooses the levels of the parameters from a place of the topological order on.
   *
   * @param forward whether all that awoke so far stand at their defaults
   * @param backward whether all that fell asleep so far stood at theirs
   */
  private void settle(int place, boolean forward, boolean backward) {
    if (place == codes.length) {
      if (space.satisfies(codes)) {
        found.accept(grid.code(target));
      }
      return;
    }
    int parameter = nodes.parameterAt(place);
    int axis = nodes.axisOf(parameter);
    boolean active = space.isActive(parameter, codes);
    if (axis < 0) {
      codes[parameter] = active ? 0 : Parameter.INACTIVE;
      settle(place + 1, forward, backward);
      return;
    }
    int inactive = nodes.inactive(axis);
    if (!active) {
      boolean slept = origin[axis] == inactive || origin[axis] == nodes.defaultLevel(axis);
      if (forward || (backward && slept)) {
        choose(axis, inactive, parameter);
        settle(place + 1, forward, backward && slept);
      }
    } else if (axis == moved) {
      choose(axis, target[axis], parameter);
      settle(place + 1, forward, backward);
    } else if (origin[axis] != inactive) {
      choose(axis, origin[axis], parameter);
      settle(place + 1, forward, backward);
    } else {
      awake(place, axis, parameter, forward, backward);
    }
  }

  private void awake(int place, int axis, int parameter, boolean forward, boolean backward) {
    for (int level = 0; level < nodes.inactive(axis); level++) {
      boolean standing = forward && level == nodes.defaultLevel(axis);
      if (standing || backward) {
        choose(axis, level, parameter);
        settle(place + 1, standing, backward);
      }
    }
  }

  private void choose(int axis, int level, int parameter) {
    target[axis] = level;
    codes[parameter] = nodes.parameterCode(axis, level);
  }
}
