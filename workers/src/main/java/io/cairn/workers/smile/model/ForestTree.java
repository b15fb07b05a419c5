package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Target;
import io.cairn.workers.smile.data.TreeData;
import smile.base.cart.Loss;
import smile.base.cart.SplitRule;
import smile.classification.DecisionTree;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.regression.RegressionTree;

/**
 * The shape of trees that predict the target itself.
 *
 * @param rule what a split reduces, for classes
 * @param depth most splits from the root to a leaf
 * @param leaves most leaves
 * @param nodeSize fewest rows in a leaf
 * @param columns columns tried at each split
 */
record ForestTree(SplitRule rule, int depth, int leaves, int nodeSize, int columns) {

  private static final StructField LABEL = new StructField("target", DataTypes.IntegerType);
  private static final StructField VALUE = new StructField("target", DataTypes.DoubleType);

  /** A tree for classes, on as many copies of each training row as {@code samples} says. */
  DecisionTree grow(Sample sample, Target.Labels labels, int[] samples) {
    TreeData data = sample.trees();
    return new DecisionTree(
        data.training(),
        labels.codes(),
        LABEL,
        labels.classes().size(),
        rule,
        depth + 1, // Smile counts levels of nodes.
        leaves,
        nodeSize,
        columns,
        samples,
        data.order());
  }

  /** A tree for numbers, on as many copies of each training row as {@code samples} says. */
  RegressionTree grow(Sample sample, Target.Values values, int[] samples) {
    TreeData data = sample.trees();
    return new RegressionTree(
        data.training(),
        Loss.ls(values.values()),
        VALUE,
        depth + 1, // Smile counts levels of nodes.
        leaves,
        nodeSize,
        columns,
        samples,
        data.order());
  }
}
