package io.cairn.core.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random regression forest over points of the unit cube: L. Breiman, "Random Forests", Machine
 * Learning 45 (2001). Each tree is grown from a bootstrap of the rows; inactive coordinates are a
 * value of their own. Immutable and deterministic for a seed.
 *
 * <p>Its trees are open to be read, which functional ANOVA needs and Smile's do not offer for
 * categories and inactive values.
 */
public final class RegressionForest {
  private final List<RegressionTree> trees;
  private final double outOfBagR2;

  private RegressionForest(List<RegressionTree> trees, double outOfBagR2) {
    this.trees = List.copyOf(trees);
    this.outOfBagR2 = outOfBagR2;
  }

  /**
   * Fits a forest.
   *
   * @param axes what the coordinates stand for
   * @param points at least one, each a coordinate in [0, 1] an axis, NaN where inactive
   * @param targets one finite number a point
   * @param seed every long is a good seed
   * @throws IllegalArgumentException if there is no point, or the lengths differ, or a target is
   *     not finite
   */
  public static RegressionForest fit(
      List<Axis> axes, double[][] points, double[] targets, ForestSettings settings, long seed) {
    requireFit(points, targets);
    List<BinnedAxis> columns = new ArrayList<>();
    for (int a = 0; a < axes.size(); a++) {
      int axis = a;
      columns.add(
          BinnedAxis.of(axes.get(a), Arrays.stream(points).mapToDouble(p -> p[axis]).toArray()));
    }
    SplittableRandom seeds = new SplittableRandom(seed);
    List<RegressionTree> trees = new ArrayList<>();
    double[] sums = new double[points.length];
    int[] votes = new int[points.length];
    for (int t = 0; t < settings.trees(); t++) {
      SplittableRandom random = seeds.split();
      int[] rows = new int[points.length];
      boolean[] inBag = new boolean[points.length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = random.nextInt(rows.length);
        inBag[rows[i]] = true;
      }
      RegressionTree tree = new TreeGrower(axes, columns, targets, settings, random).grow(rows);
      trees.add(tree);
      for (int i = 0; i < points.length; i++) {
        if (!inBag[i]) {
          sums[i] += tree.predict(points[i]);
          votes[i]++;
        }
      }
    }
    return new RegressionForest(trees, r2(targets, sums, votes));
  }

  private static void requireFit(double[][] points, double[] targets) {
    if (points.length == 0 || points.length != targets.length) {
      throw new IllegalArgumentException(
          "A forest needs one target a point and at least one point, not "
              + points.length
              + " points and "
              + targets.length
              + " targets");
    }
    for (double target : targets) {
      if (!Double.isFinite(target)) {
        throw new IllegalArgumentException(
            "target " + target + " must be finite; clip or drop diverged results first");
      }
    }
  }

  private static double r2(double[] targets, double[] sums, int[] votes) {
    if (Arrays.stream(targets).allMatch(target -> target == targets[0])) {
      return 0; // their mean may be off by a rounding
    }
    double mean = 0;
    int seen = 0;
    for (int i = 0; i < targets.length; i++) {
      if (votes[i] > 0) {
        mean += targets[i];
        seen++;
      }
    }
    mean /= Math.max(1, seen);
    double error = 0;
    double variance = 0;
    for (int i = 0; i < targets.length; i++) {
      if (votes[i] > 0) {
        double miss = targets[i] - sums[i] / votes[i];
        error += miss * miss;
        variance += (targets[i] - mean) * (targets[i] - mean);
      }
    }
    return variance > 0 ? 1 - error / variance : 0;
  }

  /** The trees. */
  public List<RegressionTree> trees() {
    return trees;
  }

  /**
   * Share of the variance of the targets that the forest explains on rows that a tree has not seen:
   * 1 is perfect, 0 no better than the mean, negative worse. 0 if all targets are equal.
   */
  public double outOfBagR2() {
    return outOfBagR2;
  }

  /** The mean of the trees at a point. */
  public double predict(double[] point) {
    double sum = 0;
    for (RegressionTree tree : trees) {
      sum += tree.predict(point);
    }
    return sum / trees.size();
  }
}
