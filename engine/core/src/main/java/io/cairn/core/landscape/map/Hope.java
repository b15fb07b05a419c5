package io.cairn.core.landscape.map;

import io.cairn.core.surrogate.SymmetricEigen;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * HOPE: M. Ou, P. Cui, J. Pei, Z. Zhang, W. Zhu, "Asymmetric Transitivity Preserving Graph
 * Embedding", KDD 2016, with a matrix S of {@link Proximity} made of the adjacency matrix. With S =
 * U diag(s) V', a node's embedding is its row of U sqrt(s), where it leads to, beside its row of V
 * sqrt(s), where it is reached from.
 *
 * <p>The truncated decomposition is by randomised subspace iteration on the operator: N. Halko, P.
 * Martinsson, J. Tropp, "Finding Structure with Randomness", SIAM Review 53 (2011), algorithm 4.4.
 *
 * @param singularValues descending; fewer than asked for if the rank is lower
 * @param left U, a column for each value
 * @param right V
 */
record Hope(double[] singularValues, Block left, Block right) {
  private static final int OVERSAMPLING = 10;
  private static final int ITERATIONS = 6;

  /** Relative to the greatest singular value; smaller ones are rounding. */
  private static final double RANK_TOLERANCE = 1e-10;

  /**
   * Decomposes S of a graph.
   *
   * @param rank most singular values wanted, at least 1
   */
  static Hope of(StepGraph graph, Proximity proximity, int rank, long seed) {
    int width = Math.min(graph.size(), rank + OVERSAMPLING);
    Block start = Block.zeros(graph.size(), width);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < start.cells().length; i++) {
      // A sum of uniforms: near enough to a Gaussian, and the same on every machine.
      start.cells()[i] =
          random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2;
    }
    Block basis = apply(graph, proximity, start).orthonormal();
    for (int i = 0; i < ITERATIONS; i++) {
      basis =
          apply(graph, proximity, applyBack(graph, proximity, basis).orthonormal()).orthonormal();
    }
    Block projected = applyBack(graph, proximity, basis); // (Q' S)'
    SymmetricEigen eigen = SymmetricEigen.of(projected.gram(projected));
    return cut(basis, projected, eigen, rank);
  }

  private static Block apply(StepGraph graph, Proximity proximity, Block block) {
    Block once = graph.forward(block);
    return proximity == Proximity.TWO_STEPS ? graph.forward(once) : once.plus(graph.forward(once));
  }

  private static Block applyBack(StepGraph graph, Proximity proximity, Block block) {
    Block once = graph.backward(block);
    return proximity == Proximity.TWO_STEPS
        ? graph.backward(once)
        : once.plus(graph.backward(once));
  }

  private static Hope cut(Block basis, Block projected, SymmetricEigen eigen, int rank) {
    int kept = 0;
    double[] values = new double[Math.min(rank, basis.columns())];
    while (kept < values.length) {
      double value = Math.sqrt(Math.max(0, eigen.values()[kept]));
      if (!(value > 0) || value <= RANK_TOLERANCE * values[0]) {
        break;
      }
      values[kept++] = value;
    }
    double[][] turn = new double[basis.columns()][kept];
    double[][] scaled = new double[basis.columns()][kept];
    for (int i = 0; i < basis.columns(); i++) {
      for (int j = 0; j < kept; j++) {
        turn[i][j] = eigen.vectors()[i][j];
        scaled[i][j] = turn[i][j] / values[j];
      }
    }
    return new Hope(Arrays.copyOf(values, kept), basis.times(turn), projected.times(scaled));
  }

  /** The embedding of some nodes, a row each: left beside right. */
  float[][] embedding(int[] nodes) {
    int rank = singularValues.length;
    float[][] points = new float[nodes.length][2 * rank];
    for (int p = 0; p < nodes.length; p++) {
      for (int j = 0; j < rank; j++) {
        double root = Math.sqrt(singularValues[j]);
        points[p][j] = (float) (root * left.cells()[nodes[p] * rank + j]);
        points[p][rank + j] = (float) (root * right.cells()[nodes[p] * rank + j]);
      }
    }
    return points;
  }
}
