package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.Grid;

/**
 * Gamma epistasis (L. Ferretti et al., Measuring epistasis in fitness landscapes: the correlation
 * of fitness effects of mutations, 2016): the correlation between the effect of a step and that of
 * the same step after another step elsewhere. 1 if effects add up, 0 if nothing is learned from the
 * neighbour, negative if signs turn.
 *
 * <p>Over all squares of the grid: two axes, a neighbouring pair of levels on each, all else equal,
 * all four losses finite. Each square has two pairs of opposite edges, taken in both directions, so
 * that the mean effect is 0: {@code gamma = sum (e1 e2 + f1 f2) / sum (e1^2 + e2^2 + f1^2 + f2^2) *
 * 2}. On the binary cube this is Ferretti's gamma. Steps that change what is active are left out.
 */
final class Epistasis {
  private final Terrain terrain;
  private final Grid grid;
  private final GroupSums groups;
  private final double[] sums;
  private final double[] total;

  Epistasis(Terrain terrain, long seed) {
    this.terrain = terrain;
    this.grid = terrain.grid;
    this.groups = new GroupSums(terrain, 3, seed);
    this.sums = Parts.sum(terrain.rows, this::sums);
    this.total = groups.total(sums);
  }

  private double[] sums(int from, int to) {
    double[] into = groups.blank();
    Steps first = new Steps();
    for (int row = from; row < to; row++) {
      if (!terrain.finite(row)) {
        continue;
      }
      long code = terrain.landscape.code(row);
      first.from(code);
      for (int i = 0; i < first.count; i++) {
        int one = row(code + first.steps[i]);
        if (one < 0 || !terrain.finite(one)) {
          continue;
        }
        for (int k = first.nextAxis[i]; k < first.count; k++) {
          int other = row(code + first.steps[k]);
          int both = row(code + first.steps[i] + first.steps[k]);
          if (other >= 0 && both >= 0) {
            add(into, row, one, other, both);
          }
        }
      }
    }
    return into;
  }

  private int row(long code) {
    return terrain.landscape.row(code);
  }

  private void add(double[] into, int row, int one, int other, int both) {
    double[] losses = terrain.losses;
    double e1 = losses[one] - losses[row];
    double e2 = losses[both] - losses[other];
    double f1 = losses[other] - losses[row];
    double f2 = losses[both] - losses[one];
    double square = e1 * e1 + e2 * e2 + f1 * f1 + f2 * f2;
    if (!(square < Double.POSITIVE_INFINITY)) {
      return; // a corner diverged or is missing
    }
    double product = e1 * e2 + f1 * f2;
    add(into, GroupSums.TOTAL, product, square);
    if (groups.grouped()) {
      int a = group(row);
      int b = group(one);
      int c = group(other);
      int d = group(both);
      add(into, groups.at(a), product, square);
      if (b != a) {
        add(into, groups.at(b), product, square);
      }
      if (c != a && c != b) {
        add(into, groups.at(c), product, square);
      }
      if (d != a && d != b && d != c) {
        add(into, groups.at(d), product, square);
      }
    }
  }

  private int group(int row) {
    return groups.group(terrain.landscape.code(row));
  }

  private static void add(double[] into, int at, double product, double square) {
    into[at]++;
    into[at + 1] += product;
    into[at + 2] += square;
  }

  /** Steps to higher levels from a node, axis by axis, so that every square is met once. */
  private final class Steps {
    private final int[] levels = new int[grid.dimensions()];
    private final long[] steps = new long[most()];
    private final int[] nextAxis = new int[steps.length]; // where the steps of later axes begin
    private int count;

    private int most() {
      int most = 0;
      for (int axis = 0; axis < grid.dimensions(); axis++) {
        most += grid.radix(axis);
      }
      return most;
    }

    void from(long code) {
      grid.levels(code, levels);
      count = 0;
      for (int axis = 0; axis < levels.length; axis++) {
        int active = grid.axes().get(axis).size();
        int highest = grid.ordinal(axis) ? Math.min(active - 1, levels[axis] + 1) : active - 1;
        int start = count;
        for (int level = levels[axis] + 1; level <= highest; level++) {
          steps[count++] = (level - levels[axis]) * grid.stride(axis);
        }
        for (int i = start; i < count; i++) {
          nextAxis[i] = count;
        }
      }
    }
  }

  long squares() {
    return (long) total[0];
  }

  double gamma() {
    return gamma(total);
  }

  private static double gamma(double[] of) {
    return of[2] > 0 ? 2 * of[1] / of[2] : Double.NaN;
  }

  Interval interval() {
    return groups.interval(sums, Epistasis::gamma, -1, 1);
  }
}
