package io.cairn.core.landscape.map;

/**
 * Improving steps between points and their nearest: two are neighbours if either is near the other.
 */
final class NearStepGraph implements StepGraph {
  private final int[][] nearest;
  private final double[] losses;

  /**
   * @param nearest the nearest points of each
   * @param losses NaN takes no part
   */
  NearStepGraph(int[][] nearest, double[] losses) {
    this.nearest = nearest;
    this.losses = losses;
  }

  private boolean doubled(int node, int neighbour) {
    // A pair that both name is visited from the smaller index alone.
    if (neighbour > node) {
      return false;
    }
    for (int back : nearest[neighbour]) {
      if (back == node) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int size() {
    return losses.length;
  }

  @Override
  public long edges() {
    long count = 0;
    for (int node = 0; node < nearest.length; node++) {
      for (int neighbour : nearest[node]) {
        if (!doubled(node, neighbour)
            && (losses[neighbour] < losses[node] || losses[neighbour] > losses[node])) {
          count++;
        }
      }
    }
    return count;
  }

  @Override
  public Block forward(Block block) {
    return gather(block, true);
  }

  @Override
  public Block backward(Block block) {
    return gather(block, false);
  }

  private Block gather(Block block, boolean better) {
    Block product = Block.zeros(block.rows(), block.columns());
    for (int node = 0; node < nearest.length; node++) {
      for (int neighbour : nearest[node]) {
        if (doubled(node, neighbour)) {
          continue;
        }
        if (losses[neighbour] < losses[node]) {
          StepGraph.add(block, better ? neighbour : node, product, better ? node : neighbour);
        } else if (losses[neighbour] > losses[node]) {
          StepGraph.add(block, better ? node : neighbour, product, better ? neighbour : node);
        }
      }
    }
    return product;
  }
}
