package io.cairn.core.landscape.live;

/**
 * A node that no measured neighbour is better than.
 *
 * @param code of the node
 * @param loss of the node
 * @param evaluated its measured neighbours
 * @param degree all its neighbours
 */
public record LiveOptimum(long code, double loss, int evaluated, int degree) {

  /** Whether all neighbours were evaluated, so that it is an optimum for certain. */
  public boolean confirmed() {
    return evaluated == degree;
  }

  /** The share of neighbours that were evaluated, in [0, 1]; 1 for a node without neighbours. */
  public double certainty() {
    return degree == 0 ? 1 : (double) evaluated / degree;
  }
}
