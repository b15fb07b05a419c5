package io.cairn.core.landscape.similarity;

import io.cairn.core.space.Configuration;
import io.cairn.core.surrogate.UnitAxes;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A model of one column: extremely randomised trees on the unit cube that predict the rank of a
 * loss among the column's, from 0 (best) to 1, and one more such model for every fold left out.
 *
 * <p>Why not Smile's forest: it seeds the generator of every thread that it borrows from the common
 * pool, the caller's included, which is global state; and it knows no inactive parameters.
 */
final class ColumnModel {
  private final RandomizedTree[][] models; // all data, then without each fold in turn
  private final ModelError error;

  private ColumnModel(RandomizedTree[][] models, ModelError error) {
    this.models = models;
    this.error = error;
  }

  /**
   * @param axes of the configurations' space
   * @param losses to minimise, +infinity for diverged, at least two different ones and at least
   *     {@link SurrogateSettings#LEAST_TRAINING} of them
   */
  static ColumnModel fit(
      UnitAxes axes,
      List<Configuration> configurations,
      double[] losses,
      SimilaritySettings settings) {
    SurrogateSettings of = settings.surrogates();
    SplittableRandom random = new SplittableRandom(of.seed());
    double[][] all = configurations.stream().map(axes::point).toArray(double[][]::new);
    int[] order = CanonicalOrder.shuffled(all, losses, random);
    int n = Math.min(order.length, of.maxTraining());
    double[][] points = new double[n][];
    double[] kept = new double[n];
    for (int i = 0; i < n; i++) {
      points[i] = all[order[i]];
      kept[i] = losses[order[i]];
    }
    double[] targets = places(kept);
    RandomizedTree[][] models = new RandomizedTree[of.folds() + 1][];
    models[0] = trees(axes, points, targets, IntStream.range(0, n).toArray(), of, random);
    double[] outside = new double[n];
    for (int fold = 0; fold < of.folds(); fold++) {
      int left = fold;
      int[] members = IntStream.range(0, n).filter(i -> i % of.folds() != left).toArray();
      models[fold + 1] = trees(axes, points, targets, members, of, random);
      for (int i = fold; i < n; i += of.folds()) {
        outside[i] = mean(models[fold + 1], points[i]);
      }
    }
    Agreement own = Agreement.of(targets, outside, settings.agreement());
    return new ColumnModel(models, new ModelError(n, own.rho(), r2(targets, outside)));
  }

  private static double[] places(double[] losses) {
    Ranking ranking = Ranking.of(losses);
    return IntStream.range(0, losses.length)
        .mapToDouble(i -> 0.5 + ranking.place(ranking.group(i)))
        .toArray();
  }

  private static RandomizedTree[] trees(
      UnitAxes axes,
      double[][] points,
      double[] targets,
      int[] members,
      SurrogateSettings of,
      SplittableRandom random) {
    RandomizedTree[] trees = new RandomizedTree[of.trees()];
    for (int t = 0; t < trees.length; t++) {
      trees[t] = new RandomizedTree(axes.axes(), points, targets, members.clone(), random.split());
    }
    return trees;
  }

  private static double mean(RandomizedTree[] trees, double[] point) {
    double sum = 0;
    for (RandomizedTree tree : trees) {
      sum += tree.predict(point);
    }
    return sum / trees.length;
  }

  private static double r2(double[] truth, double[] predicted) {
    double mean = Arrays.stream(truth).average().orElse(0);
    double residual = 0;
    double total = 0;
    for (int i = 0; i < truth.length; i++) {
      residual += (truth[i] - predicted[i]) * (truth[i] - predicted[i]);
      total += (truth[i] - mean) * (truth[i] - mean);
    }
    return 1 - residual / total;
  }

  ModelError error() {
    return error;
  }

  /** Predictions on a design: of the whole model first, then of the model without each fold. */
  double[][] predict(double[][] design) {
    double[][] predictions = new double[models.length][design.length];
    for (int m = 0; m < models.length; m++) {
      for (int i = 0; i < design.length; i++) {
        predictions[m][i] = mean(models[m], design[i]);
      }
    }
    return predictions;
  }
}
