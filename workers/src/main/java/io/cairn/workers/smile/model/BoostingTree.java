package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.TreeData;
import smile.base.cart.Loss;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.regression.RegressionTree;

/**
 * The shape of the trees of a boosted model.
 *
 * @param depth most splits from the root to a leaf
 * @param leaves most leaves
 * @param nodeSize fewest rows in a leaf
 * @param columns columns tried at each split
 */
record BoostingTree(int depth, int leaves, int nodeSize, int columns) {

  private static final StructField RESIDUAL = new StructField("residual", DataTypes.DoubleType);

  /** Grows a tree on the rows of which {@code samples} is not 0. */
  RegressionTree grow(TreeData data, Loss loss, int[] samples) {
    return new RegressionTree(
        data.training(),
        loss,
        RESIDUAL,
        depth + 1, // Smile counts levels of nodes.
        leaves,
        nodeSize,
        columns,
        samples,
        data.order());
  }
}
