package io.cairn.core.landscape.importance;

import io.cairn.core.surrogate.Axis;
import io.cairn.core.surrogate.RegressionTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The variance of a regression tree over the unit cube, and the parts of it that single axes and
 * pairs decide: algorithm 2 of Hutter, Hoos and Leyton-Brown (ICML 2014).
 *
 * <p>Each axis is cut into atoms at the thresholds that the tree uses on it; a category is an atom,
 * and so is inactive. A leaf is a product of sets of atoms, its weight the product of their
 * weights: lengths on a numeric axis, equal ones for categories, and for inactive the share of the
 * sample that was. So the marginal means over atoms are exact, and come from one pass over the
 * leaves: each adds its value to the corners of its runs of atoms, and running sums do the rest.
 */
final class TreeVariance {
  private final List<Axis> axes;
  private final double[] inactive;
  private final RegressionTree tree;
  private final double[][] cuts; // thresholds of numeric axes, rising
  private final double[][] weights; // of the atoms
  private final List<Leaf> leaves = new ArrayList<>();
  private final double mean;
  private final double variance;

  /**
   * @param runs an axis to the runs of atoms {from, to} that it covers, to exclusive
   * @param masses an axis to the weight that it covers
   */
  private record Leaf(int[][][] runs, double[] masses, double value, double mass) {}

  TreeVariance(List<Axis> axes, double[] inactive, RegressionTree tree) {
    this.axes = axes;
    this.inactive = inactive;
    this.tree = tree;
    this.cuts = cuts();
    this.weights = weights();
    boolean[][] covered = new boolean[axes.size()][];
    Arrays.setAll(covered, axis -> filled(weights[axis].length));
    walk(0, covered);
    double sum = 0;
    for (Leaf leaf : leaves) {
      sum += leaf.mass() * leaf.value();
    }
    this.mean = sum;
    double squares = 0;
    for (Leaf leaf : leaves) {
      squares += leaf.mass() * (leaf.value() - mean) * (leaf.value() - mean);
    }
    this.variance = squares;
  }

  private static boolean[] filled(int length) {
    boolean[] all = new boolean[length];
    Arrays.fill(all, true);
    return all;
  }

  private double[][] cuts() {
    List<TreeSet<Double>> sets = new ArrayList<>();
    axes.forEach(axis -> sets.add(new TreeSet<>()));
    for (int node = 0; node < tree.nodes(); node++) {
      if (!tree.leaf(node) && axes.get(tree.axis(node)) instanceof Axis.Numeric) {
        sets.get(tree.axis(node)).add(tree.threshold(node));
      }
    }
    double[][] result = new double[axes.size()][];
    Arrays.setAll(
        result,
        axis ->
            sets.get(axis).stream().mapToDouble(Double::doubleValue).filter(t -> t >= 0).toArray());
    return result;
  }

  /** Numeric: inactive first, then the intervals; categorical: the categories, then inactive. */
  private double[][] weights() {
    double[][] result = new double[axes.size()][];
    for (int a = 0; a < result.length; a++) {
      double active = 1 - inactive[a];
      if (axes.get(a) instanceof Axis.Categorical categorical) {
        result[a] = new double[categorical.categories() + 1];
        Arrays.fill(result[a], active / categorical.categories());
        result[a][categorical.categories()] = inactive[a];
      } else {
        result[a] = new double[cuts[a].length + 2];
        result[a][0] = inactive[a];
        double from = 0;
        for (int c = 0; c <= cuts[a].length; c++) {
          double to = c < cuts[a].length ? Math.min(1, cuts[a][c]) : 1;
          result[a][c + 1] = active * (to - from);
          from = to;
        }
      }
    }
    return result;
  }

  private void walk(int node, boolean[][] covered) {
    if (tree.leaf(node)) {
      leaves.add(leaf(covered, tree.value(node)));
      return;
    }
    int axis = tree.axis(node);
    boolean[] whole = covered[axis];
    boolean[] below = whole.clone();
    boolean[] above = whole.clone();
    for (int atom = 0; atom < whole.length; atom++) {
      boolean sent =
          axes.get(axis) instanceof Axis.Categorical
              ? tree.sendsBelow(node, atom)
              : atom == 0
                  || (tree.threshold(node) >= 0
                      && atom <= Arrays.binarySearch(cuts[axis], tree.threshold(node)) + 1);
      below[atom] &= sent;
      above[atom] &= !sent;
    }
    covered[axis] = below;
    walk(tree.below(node), covered);
    covered[axis] = above;
    walk(tree.above(node), covered);
    covered[axis] = whole;
  }

  private Leaf leaf(boolean[][] covered, double value) {
    int[][][] runs = new int[covered.length][][];
    double[] masses = new double[covered.length];
    double mass = 1;
    for (int a = 0; a < covered.length; a++) {
      List<int[]> found = new ArrayList<>();
      for (int atom = 0; atom < covered[a].length; atom++) {
        if (covered[a][atom]) {
          masses[a] += weights[a][atom];
          if (atom == 0 || !covered[a][atom - 1]) {
            found.add(new int[] {atom, atom});
          }
          found.get(found.size() - 1)[1] = atom + 1;
        }
      }
      runs[a] = found.toArray(int[][]::new);
      mass *= masses[a];
    }
    return new Leaf(runs, masses, value, mass);
  }

  /** The variance of the tree over the cube. */
  double total() {
    return variance;
  }

  /** The variance that an axis decides alone. */
  double single(int axis) {
    double[] effect = effect(axis);
    double squares = 0;
    for (int atom = 0; atom < effect.length; atom++) {
      squares += weights[axis][atom] * effect[atom] * effect[atom];
    }
    return squares;
  }

  private double[] effect(int axis) {
    double[] effect = new double[weights[axis].length + 1];
    for (Leaf leaf : leaves) {
      double value = (leaf.value() - mean) * rest(leaf, axis, axis);
      for (int[] run : leaf.runs()[axis]) {
        effect[run[0]] += value;
        effect[run[1]] -= value;
      }
    }
    for (int atom = 1; atom < effect.length; atom++) {
      effect[atom] += effect[atom - 1];
    }
    return Arrays.copyOf(effect, effect.length - 1);
  }

  /** The weight of a leaf on all axes but one or two. */
  private static double rest(Leaf leaf, int one, int other) {
    double rest = 1;
    for (int a = 0; a < leaf.masses().length; a++) {
      if (a != one && a != other) {
        rest *= leaf.masses()[a];
      }
    }
    return rest;
  }

  /** The variance that two axes decide together beyond what each decides alone. */
  double pair(int first, int second) {
    double[][] means = new double[weights[first].length + 1][weights[second].length + 1];
    for (Leaf leaf : leaves) {
      double value = (leaf.value() - mean) * rest(leaf, first, second);
      for (int[] rows : leaf.runs()[first]) {
        for (int[] columns : leaf.runs()[second]) {
          means[rows[0]][columns[0]] += value;
          means[rows[0]][columns[1]] -= value;
          means[rows[1]][columns[0]] -= value;
          means[rows[1]][columns[1]] += value;
        }
      }
    }
    double[] alone = effect(first);
    double[] other = effect(second);
    double squares = 0;
    double[] above = new double[other.length];
    for (int i = 0; i < alone.length; i++) {
      double run = 0;
      for (int j = 0; j < other.length; j++) {
        run += means[i][j];
        above[j] += run;
        double together = above[j] - alone[i] - other[j];
        squares += weights[first][i] * weights[second][j] * together * together;
      }
    }
    return squares;
  }
}
