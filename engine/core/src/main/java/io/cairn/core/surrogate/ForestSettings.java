package io.cairn.core.surrogate;

/**
 * How a {@link RegressionForest} is grown.
 *
 * @param trees number of trees, at least 1
 * @param leastLeaf fewest rows of a leaf, at least 1
 * @param deepest longest path from root to leaf, at least 1
 * @param axisShare share of the axes that a split may choose from, in (0, 1]
 */
public record ForestSettings(int trees, int leastLeaf, int deepest, double axisShare) {
  public ForestSettings {
    if (trees < 1 || leastLeaf < 1 || deepest < 1) {
      throw new IllegalArgumentException(
          "A forest needs at least 1 tree, 1 row a leaf and 1 level, not trees = "
              + trees
              + ", leastLeaf = "
              + leastLeaf
              + ", deepest = "
              + deepest);
    }
    if (!(axisShare > 0 && axisShare <= 1)) {
      throw new IllegalArgumentException("axisShare = " + axisShare + " must lie in (0, 1]");
    }
  }

  /**
   * 64 trees of leaves of 3 rows, a choice of 5 in 6 axes a split: the forest of Hutter, Hoos and
   * Leyton-Brown's configurators, with more trees than their 16, so that an interval over the trees
   * means something.
   */
  public static ForestSettings standard() {
    return new ForestSettings(64, 3, 64, 5.0 / 6);
  }

  /** The same with another number of trees. */
  public ForestSettings withTrees(int count) {
    return new ForestSettings(count, leastLeaf, deepest, axisShare);
  }
}
