package io.cairn.core.landscape.map;

/**
 * Improving steps on a grid, found by arithmetic: along an ordered axis to the level before or
 * after, along a categorical one to any other. Points without a loss (NaN) take no part.
 */
final class GridStepGraph implements StepGraph {
  private final int[] levels;
  private final boolean[] categorical;
  private final double[] losses;
  private final int[] strides;

  /** The last axis varies fastest. */
  GridStepGraph(int[] levels, boolean[] categorical, double[] losses) {
    this.levels = levels;
    this.categorical = categorical;
    this.losses = losses;
    this.strides = new int[levels.length];
    int stride = 1;
    for (int a = levels.length - 1; a >= 0; a--) {
      strides[a] = stride;
      stride *= levels[a];
    }
  }

  private interface Step {
    void improve(int worse, int better);
  }

  /** Visits each improving step once. */
  private void steps(Step step) {
    for (int a = 0; a < levels.length; a++) {
      int stride = strides[a];
      for (int node = 0; node < losses.length; node++) {
        int level = node / stride % levels[a];
        int furthest = categorical[a] ? levels[a] - 1 : Math.min(level + 1, levels[a] - 1);
        for (int other = level + 1; other <= furthest; other++) {
          int neighbour = node + (other - level) * stride;
          if (losses[neighbour] < losses[node]) {
            step.improve(node, neighbour);
          } else if (losses[neighbour] > losses[node]) {
            step.improve(neighbour, node);
          }
        }
      }
    }
  }

  @Override
  public int size() {
    return losses.length;
  }

  @Override
  public long edges() {
    long[] count = new long[1];
    steps((worse, better) -> count[0]++);
    return count[0];
  }

  @Override
  public Block forward(Block block) {
    Block product = Block.zeros(block.rows(), block.columns());
    steps((worse, better) -> StepGraph.add(block, better, product, worse));
    return product;
  }

  @Override
  public Block backward(Block block) {
    Block product = Block.zeros(block.rows(), block.columns());
    steps((worse, better) -> StepGraph.add(block, worse, product, better));
    return product;
  }
}
