package io.cairn.core.landscape.map;

/**
 * The directed graph of improving steps, as an operator: an edge u to v if v is a neighbour of u
 * and its loss is lower. Edges need not be stored.
 */
interface StepGraph {
  /** Number of nodes. */
  int size();

  /** Number of edges. */
  long edges();

  /** The adjacency matrix times a block: a row gathers the rows it can step to. */
  Block forward(Block block);

  /** The transposed adjacency matrix times a block: a row gathers those that can step to it. */
  Block backward(Block block);

  /** Adds a row of one block to a row of another. */
  static void add(Block from, int source, Block to, int target) {
    int width = from.columns();
    double[] a = from.cells();
    double[] b = to.cells();
    int s = source * width;
    int t = target * width;
    for (int j = 0; j < width; j++) {
      b[t + j] += a[s + j];
    }
  }
}
