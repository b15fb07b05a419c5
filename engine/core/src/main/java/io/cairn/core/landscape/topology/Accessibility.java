package io.cairn.core.landscape.topology;

/**
 * How many nodes have a path of improving steps to a global optimum, found backwards from all
 * global optima at once, themselves included. Over ties: paths that never rise. Diverged nodes are
 * worse than any other and as good as one another. On samples paths lead over measured nodes only,
 * so that the share is low rather than high.
 */
final class Accessibility {
  private Accessibility() {}

  /**
   * The number of nodes from which a global optimum can be reached.
   *
   * @param overTies whether a path may step between equal losses
   */
  static long reached(Terrain terrain, int[] optima, boolean overTies) {
    boolean[] seen = new boolean[terrain.rows];
    int[] queue = new int[terrain.landscape.size()];
    int end = 0;
    for (int row : optima) {
      seen[row] = true;
      queue[end++] = row;
    }
    Adjacency.Sweep sweep = terrain.adjacency.sweep();
    int[] near = terrain.buffer();
    for (int i = 0; i < end; i++) {
      double loss = terrain.losses[queue[i]];
      int count = sweep.neighbours(queue[i], near);
      for (int k = 0; k < count; k++) {
        double there = terrain.losses[near[k]];
        if (!seen[near[k]] && (there > loss || (overTies && there == loss))) {
          seen[near[k]] = true;
          queue[end++] = near[k];
        }
      }
    }
    return end;
  }
}
