package io.cairn.core.landscape.similarity;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.IntStream;
import smile.clustering.HierarchicalClustering;
import smile.clustering.linkage.UPGMALinkage;

/**
 * An order in which the alike stand side by side: the leaves of a tree of average linkage (R. Sokal
 * and C. Michener, 1958), of two branches the one with the lower number first.
 */
final class LeafOrder {
  private LeafOrder() {}

  /**
   * @param distances symmetric, finite, zero on the diagonal
   */
  static int[] of(double[][] distances) {
    int n = distances.length;
    if (n < 3) {
      return IntStream.range(0, n).toArray();
    }
    int[][] merges = HierarchicalClustering.fit(new UPGMALinkage(distances)).tree();
    int[] lowest = Arrays.copyOf(IntStream.range(0, n).toArray(), n + merges.length);
    for (int m = 0; m < merges.length; m++) {
      lowest[n + m] = Math.min(lowest[merges[m][0]], lowest[merges[m][1]]);
    }
    int[] order = new int[n];
    int placed = 0;
    Deque<Integer> open = new ArrayDeque<>();
    open.push(n + merges.length - 1);
    while (!open.isEmpty()) {
      int node = open.pop();
      if (node < n) {
        order[placed++] = node;
      } else {
        int[] merge = merges[node - n];
        boolean inOrder = lowest[merge[0]] < lowest[merge[1]];
        open.push(merge[inOrder ? 1 : 0]);
        open.push(merge[inOrder ? 0 : 1]);
      }
    }
    return order;
  }
}
