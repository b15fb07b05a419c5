package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.Grid;

/** Neighbours of the rows of a full landscape, whose rows are codes. Stores nothing. */
final class ArithmeticAdjacency implements Adjacency {
  private final int[] radix;
  private final int[] stride;
  private final boolean[] ordinal;
  private final double[] losses;
  private final boolean gaps;
  private final int widest;

  /**
   * @param gaps whether some losses are NaN, whose rows are nobody's neighbours
   */
  ArithmeticAdjacency(Grid grid, double[] losses, boolean gaps) {
    int axes = grid.dimensions();
    this.radix = new int[axes];
    this.stride = new int[axes];
    this.ordinal = new boolean[axes];
    for (int axis = 0; axis < axes; axis++) {
      radix[axis] = grid.radix(axis);
      stride[axis] = (int) grid.stride(axis);
      ordinal[axis] = grid.ordinal(axis);
    }
    this.losses = losses;
    this.gaps = gaps;
    this.widest = grid.maxDegree();
  }

  @Override
  public int widest() {
    return widest;
  }

  @Override
  public Sweep sweep() {
    return new Odometer();
  }

  /** Keeps the levels of the row asked last: the next row is a carry away, not a division. */
  private final class Odometer implements Sweep {
    private final int[] levels = new int[radix.length];
    private int at;

    @Override
    public int neighbours(int row, int[] into) {
      moveTo(row);
      int count = 0;
      for (int axis = 0; axis < levels.length; axis++) {
        int level = levels[axis];
        int step = stride[axis];
        if (ordinal[axis]) {
          if (level > 0) {
            into[count++] = row - step;
          }
          if (level < radix[axis] - 1) {
            into[count++] = row + step;
          }
        } else {
          int other = row - level * step;
          for (int to = 0; to < radix[axis]; to++, other += step) {
            if (to != level) {
              into[count++] = other;
            }
          }
        }
      }
      return gaps ? measured(into, count) : count;
    }

    private void moveTo(int row) {
      if (row == at + 1) {
        int axis = levels.length - 1;
        while (axis >= 0 && ++levels[axis] == radix[axis]) {
          levels[axis--] = 0;
        }
      } else if (row != at) {
        int rest = row;
        for (int axis = 0; axis < levels.length; axis++) {
          levels[axis] = rest / stride[axis];
          rest -= levels[axis] * stride[axis];
        }
      }
      at = row;
    }

    private int measured(int[] rows, int count) {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (!Double.isNaN(losses[rows[i]])) {
          rows[kept++] = rows[i];
        }
      }
      return kept;
    }
  }
}
