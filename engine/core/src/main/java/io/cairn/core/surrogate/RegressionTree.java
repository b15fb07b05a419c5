package io.cairn.core.surrogate;

import java.util.BitSet;
import java.util.List;

/**
 * A regression tree over points of the unit cube. Immutable; node 0 is the root.
 *
 * <p>A split of a numeric axis sends a point below if its coordinate is at most the threshold, and
 * an inactive one (NaN) always below; a split of a categorical axis sends a set of categories
 * below, where inactive is the category after the last. So a leaf is a box: an interval of each
 * numeric axis, a set of each categorical one.
 */
public final class RegressionTree {
  private final List<Axis> axes;
  private final List<Node> nodes;

  /**
   * @param axis what is split, -1 for a leaf
   * @param threshold of a numeric axis
   * @param categories sent below, of a categorical axis
   */
  record Node(int axis, double threshold, BitSet categories, int below, int above, double value) {
    static Node leaf(double value) {
      return new Node(-1, Double.NaN, new BitSet(), -1, -1, value);
    }
  }

  RegressionTree(List<Axis> axes, List<Node> nodes) {
    this.axes = List.copyOf(axes);
    this.nodes = List.copyOf(nodes);
  }

  /** Number of nodes, leaves among them. */
  public int nodes() {
    return nodes.size();
  }

  /** Whether a node is a leaf. */
  public boolean leaf(int node) {
    return nodes.get(node).axis() < 0;
  }

  /** The axis that an inner node splits. */
  public int axis(int node) {
    return nodes.get(node).axis();
  }

  /** The greatest coordinate that an inner node on a numeric axis sends below. */
  public double threshold(int node) {
    return nodes.get(node).threshold();
  }

  /**
   * Whether an inner node on a categorical axis sends a category below.
   *
   * @param category its number; the number of categories stands for inactive
   */
  public boolean sendsBelow(int node, int category) {
    return nodes.get(node).categories().get(category);
  }

  /** The child below an inner node. */
  public int below(int node) {
    return nodes.get(node).below();
  }

  /** The child above an inner node. */
  public int above(int node) {
    return nodes.get(node).above();
  }

  /** The mean target of a node's rows. */
  public double value(int node) {
    return nodes.get(node).value();
  }

  /** The value of the leaf that a point falls into. */
  public double predict(double[] point) {
    Node node = nodes.get(0);
    while (node.axis() >= 0) {
      node = nodes.get(below(node, point[node.axis()]) ? node.below() : node.above());
    }
    return node.value();
  }

  private boolean below(Node node, double coordinate) {
    if (axes.get(node.axis()) instanceof Axis.Categorical categorical) {
      return node.categories().get(BinnedAxis.bin(categorical, coordinate));
    }
    return !(coordinate > node.threshold());
  }
}
