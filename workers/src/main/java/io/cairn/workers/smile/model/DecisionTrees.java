package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Target;
import io.cairn.workers.smile.data.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import smile.base.cart.SplitRule;
import smile.classification.DecisionTree;
import smile.data.Tuple;
import smile.regression.RegressionTree;

/**
 * A single classification or regression tree (Breiman, Friedman, Olshen and Stone, Classification
 * and regression trees, 1984), Smile's {@code DecisionTree} and {@code RegressionTree}. Draws no
 * random numbers.
 */
final class DecisionTrees implements Learner {

  @Override
  public String name() {
    return "decision-tree";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.values());
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.integer("depth", 1, 100, 20, "most splits from root to leaf"),
        Option.integer("leaves", 2, 10_000_000, "rows / 5", "most leaves, grown best first"),
        Option.integer("node-size", 1, 1_000_000, 5, "fewest training rows in a leaf"),
        Option.choice(
                "split-rule",
                List.of("gini", "entropy", "classification-error"),
                "what a split reduces")
            .onlyFor(Task.CLASSIFICATION));
  }

  @Override
  public Optional<Stages> stages() {
    return Optional.empty();
  }

  @Override
  public boolean seesNumbers() {
    return false;
  }

  @Override
  public boolean needsOpenBlas() {
    return false;
  }

  /** The split rule of the values; of no meaning for numbers. */
  static SplitRule rule(OptionValues values, Task task) {
    return task == Task.REGRESSION
        ? SplitRule.GINI
        : SplitRule.valueOf(values.choice("split-rule").toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  @Override
  public Fit start(Sample sample, OptionValues values, long seed) {
    ForestTree shape =
        new ForestTree(
            rule(values, sample.trainingTarget().task()),
            values.integer("depth"),
            values.integer("leaves", Math.max(2, sample.size() / 5)),
            values.integer("node-size"),
            sample.trees().columns());
    return new OneShot(stop -> predictions(sample, shape));
  }

  private static Predictions predictions(Sample sample, ForestTree shape) {
    int[] each = new int[sample.size()];
    Arrays.fill(each, 1);
    List<Tuple> rows = sample.trees().validationRows();
    if (sample.trainingTarget() instanceof Target.Labels labels) {
      DecisionTree tree = shape.grow(sample, labels, each);
      double[][] probabilities = new double[rows.size()][labels.classes().size()];
      for (int i = 0; i < probabilities.length; i++) {
        tree.predict(rows.get(i), probabilities[i]);
      }
      return Predictions.Classes.mostProbable(probabilities);
    }
    RegressionTree tree = shape.grow(sample, (Target.Values) sample.trainingTarget(), each);
    return new Predictions.Values(rows.stream().mapToDouble(tree::predict).toArray());
  }
}
