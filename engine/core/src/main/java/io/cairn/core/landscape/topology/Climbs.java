package io.cairn.core.landscape.topology;

import java.util.Arrays;

/**
 * Where best improvement leads from every row: to the best neighbour if it is better, the lower
 * code of two; where none is better but some are as good, over the ties to the nearest member of
 * the connected ties that has a better neighbour (of two the one reached from the lower code). Ties
 * that nowhere have a better neighbour are one optimum, represented by their lowest code, and who
 * stands on them has arrived. Diverged rows climb like any other, but are no optimum.
 */
final class Climbs {
  private static final int STOP = -1;
  private static final int TIED = -2;
  private static final int UNMEASURED = -3;

  /** Members of closed ties are {@code CLOSED - representative}. */
  private static final int CLOSED = -10;

  private final Terrain terrain;
  private final int[] next;
  private final double[] counts;

  Climbs(Terrain terrain) {
    this.terrain = terrain;
    this.next = new int[terrain.rows];
    this.counts = Parts.sum(terrain.rows, this::steps);
    if (counts[0] != counts[1] || terrain.landscape.diverged() > 0) {
      new Ties().settle();
    }
  }

  /** Chooses the steps and counts strict and tied optima, and those of each with all neighbours. */
  private double[] steps(int from, int to) {
    double[] found = new double[4];
    double[] losses = terrain.losses;
    Adjacency.Sweep sweep = terrain.adjacency.sweep();
    int[] near = terrain.buffer();
    for (int row = from; row < to; row++) {
      if (!terrain.measured(row)) {
        next[row] = UNMEASURED;
        continue;
      }
      double best = losses[row];
      int step = STOP;
      int count = sweep.neighbours(row, near);
      for (int i = 0; i < count; i++) {
        double there = losses[near[i]];
        if (there < best) {
          best = there;
          step = near[i];
        } else if (there == best) {
          step = step < 0 ? TIED : Math.min(step, near[i]);
        }
      }
      next[row] = step;
      if (step < 0 && terrain.finite(row)) {
        boolean surrounded = terrain.surrounded(row, count);
        int strict = step == STOP ? 1 : 0;
        found[0] += strict;
        found[1]++;
        found[2] += surrounded ? strict : 0;
        found[3] += surrounded ? 1 : 0;
      }
    }
    return found;
  }

  /** Nodes whose neighbours are all worse. */
  long strict() {
    return (long) counts[0];
  }

  /** Nodes without a better neighbour, each tied one for itself. */
  long tied() {
    return (long) counts[1];
  }

  long strictConfirmed() {
    return (long) counts[2];
  }

  long tiedConfirmed() {
    return (long) counts[3];
  }

  /** Whether a climb goes on from a row. */
  boolean goesOn(int row) {
    return next[row] >= 0;
  }

  /** The row that a climb goes on to. */
  int next(int row) {
    return next[row];
  }

  /** Whether a row represents an optimum. */
  boolean optimum(int row) {
    return next[row] == STOP && terrain.finite(row);
  }

  /** Whether a row stands on an optimum that another one represents. */
  boolean onOptimum(int row) {
    return next[row] <= CLOSED;
  }

  /** The row that represents the optimum on which a row stands. */
  int representative(int row) {
    return CLOSED - next[row];
  }

  /** Settles what rows do that have no better neighbour but equal ones. */
  private final class Ties {
    private final Adjacency.Sweep sweep = terrain.adjacency.sweep();
    private final int[] near = terrain.buffer();
    private final boolean[] seen = new boolean[terrain.rows];
    private int[] members = new int[64];
    private int size;

    void settle() {
      for (int row = 0; row < next.length; row++) {
        if (next[row] == TIED && !seen[row]) {
          gather(row);
          Arrays.sort(members, 0, size);
          int[] queue = new int[size];
          int exits = 0;
          for (int i = 0; i < size; i++) {
            if (next[members[i]] >= 0) {
              queue[exits++] = members[i];
            }
          }
          if (exits == 0) {
            close();
          } else {
            lead(queue, exits);
          }
        }
      }
    }

    private void gather(int first) {
      size = 1;
      members[0] = first;
      seen[first] = true;
      double loss = terrain.losses[first];
      for (int i = 0; i < size; i++) {
        int count = sweep.neighbours(members[i], near);
        for (int k = 0; k < count; k++) {
          int other = near[k];
          if (terrain.losses[other] == loss && !seen[other]) {
            seen[other] = true;
            if (size == members.length) {
              members = Arrays.copyOf(members, 2 * size);
            }
            members[size++] = other;
          }
        }
      }
    }

    private void close() {
      boolean optimum = terrain.finite(members[0]);
      next[members[0]] = STOP;
      for (int i = 1; i < size; i++) {
        next[members[i]] = optimum ? CLOSED - members[0] : STOP;
      }
    }

    private void lead(int[] queue, int exits) {
      int end = exits;
      for (int i = 0; i < end; i++) {
        int count = sweep.neighbours(queue[i], near);
        for (int k = 0; k < count; k++) {
          if (next[near[k]] == TIED && terrain.losses[near[k]] == terrain.losses[queue[i]]) {
            next[near[k]] = queue[i];
            queue[end++] = near[k];
          }
        }
      }
    }
  }
}
