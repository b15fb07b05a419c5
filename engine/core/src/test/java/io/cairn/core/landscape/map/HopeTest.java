package io.cairn.core.landscape.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.surrogate.SymmetricEigen;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HopeTest {

  /** The adjacency matrix by asking the operator for each unit vector. */
  private static double[][] matrix(StepGraph graph) {
    Block unit = Block.zeros(graph.size(), graph.size());
    for (int i = 0; i < graph.size(); i++) {
      unit.cells()[i * graph.size() + i] = 1;
    }
    return square(graph.forward(unit));
  }

  private static double[][] square(Block block) {
    double[][] result = new double[block.rows()][block.columns()];
    for (int i = 0; i < result.length; i++) {
      System.arraycopy(block.cells(), i * block.columns(), result[i], 0, block.columns());
    }
    return result;
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  @Test
  void gridEdges_leadToTheLowerNeighbour() {
    // Losses 3 1 2 on an ordered axis: 0 -> 1 and 2 -> 1; on a categorical one also 0 -> 2.
    double[] losses = {3, 1, 2};
    double[][] path = matrix(new GridStepGraph(new int[] {3}, new boolean[] {false}, losses));
    assertThat(path).isDeepEqualTo(new double[][] {{0, 1, 0}, {0, 0, 0}, {0, 1, 0}});
    GridStepGraph clique = new GridStepGraph(new int[] {3}, new boolean[] {true}, losses);
    assertThat(matrix(clique)).isDeepEqualTo(new double[][] {{0, 1, 1}, {0, 0, 0}, {0, 1, 0}});
    assertThat(clique.edges()).isEqualTo(3);
  }

  @Test
  void everyLevel_isReached_theTopOneToo() {
    double[] losses = {4, 3, 2, 1, 0};
    GridStepGraph graph = new GridStepGraph(new int[] {5}, new boolean[] {false}, losses);
    assertThat(graph.edges()).isEqualTo(4);
    assertThat(matrix(graph)[3][4]).isEqualTo(1);
  }

  @Test
  void tiesAndUnmeasured_haveNoEdge() {
    double[] losses = {1, 1, Double.NaN, 0};
    GridStepGraph graph = new GridStepGraph(new int[] {4}, new boolean[] {true}, losses);
    assertThat(graph.edges()).isEqualTo(2);
  }

  @Test
  void backward_isTheTranspose() {
    SplittableRandom random = new SplittableRandom(4);
    int[] levels = {3, 4, 2};
    double[] losses = random.doubles(24).toArray();
    int[][] nearest = new int[24][];
    Arrays.setAll(nearest, i -> new int[] {(i + 1) % 24, (i * 7 + 3) % 24});
    for (StepGraph graph :
        new StepGraph[] {
          new GridStepGraph(levels, new boolean[] {true, false, false}, losses),
          new NearStepGraph(nearest, losses)
        }) {
      double[][] forward = matrix(graph);
      Block unit = Block.zeros(24, 24);
      for (int i = 0; i < 24; i++) {
        unit.cells()[i * 24 + i] = 1;
      }
      double[][] backward = square(graph.backward(unit));
      long edges = 0;
      for (int i = 0; i < 24; i++) {
        for (int j = 0; j < 24; j++) {
          assertThat(backward[j][i]).isEqualTo(forward[i][j]);
          edges += (long) forward[i][j];
        }
      }
      assertThat(graph.edges()).isEqualTo(edges);
    }
  }

  @Test
  void pathOfThree_byHand() {
    // 0 -> 1 -> 2: A A has one entry, from 0 to 2.
    GridStepGraph graph =
        new GridStepGraph(new int[] {3}, new boolean[] {false}, new double[] {2, 1, 0});
    Hope hope = Hope.of(graph, Proximity.TWO_STEPS, 2, 1);
    assertThat(hope.singularValues()).hasSize(1);
    assertThat(hope.singularValues()[0]).isCloseTo(1, within(1e-12));
    float[][] points = hope.embedding(new int[] {0, 1, 2});
    assertThat(Math.abs(points[0][0])).isCloseTo(1, within(1e-6f));
    assertThat(Math.abs(points[2][1])).isCloseTo(1, within(1e-6f));
    assertThat(points[1]).containsExactly(new float[] {0, 0}, within(1e-6f));
    assertThat(points[0][0] * points[2][1]).isCloseTo(1, within(1e-6f));
  }

  @Test
  void fullRank_rebuildsTheMatrix_andItsSingularValues() {
    for (long seed = 0; seed < 6; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] losses = random.doubles(36).toArray();
      GridStepGraph graph =
          new GridStepGraph(new int[] {3, 4, 3}, new boolean[] {false, true, false}, losses);
      double[][] a = matrix(graph);
      for (Proximity proximity : Proximity.values()) {
        double[][] s = times(a, a);
        if (proximity == Proximity.UP_TO_TWO_STEPS) {
          for (int i = 0; i < 36; i++) {
            for (int j = 0; j < 36; j++) {
              s[i][j] += a[i][j];
            }
          }
        }
        Hope hope = Hope.of(graph, proximity, 36, seed);
        double[][] transposed = new double[36][36];
        for (int i = 0; i < 36; i++) {
          for (int j = 0; j < 36; j++) {
            transposed[j][i] = s[i][j];
          }
        }
        double[] squares = SymmetricEigen.of(times(transposed, s)).values();
        for (int i = 0; i < hope.singularValues().length; i++) {
          assertThat(hope.singularValues()[i])
              .as("seed %d, %s, value %d", seed, proximity, i)
              .isCloseTo(Math.sqrt(squares[i]), within(1e-6));
        }
        float[][] points = hope.embedding(IntStream.range(0, 36).toArray());
        int rank = hope.singularValues().length;
        for (int i = 0; i < 36; i++) {
          for (int j = 0; j < 36; j++) {
            double product = 0;
            for (int r = 0; r < rank; r++) {
              product += (double) points[i][r] * points[j][rank + r];
            }
            assertThat(product)
                .as("seed %d, (%d, %d)", seed, i, j)
                .isCloseTo(s[i][j], within(1e-4));
          }
        }
      }
    }
  }

  @Test
  void truncated_findsTheGreatestValues() {
    SplittableRandom random = new SplittableRandom(8);
    double[] losses = random.doubles(180).toArray();
    GridStepGraph graph =
        new GridStepGraph(new int[] {5, 6, 6}, new boolean[] {false, false, true}, losses);
    Hope full = Hope.of(graph, Proximity.UP_TO_TWO_STEPS, 180, 1);
    Hope part = Hope.of(graph, Proximity.UP_TO_TWO_STEPS, 8, 1);
    for (int i = 0; i < 8; i++) {
      assertThat(part.singularValues()[i])
          .isCloseTo(full.singularValues()[i], within(0.01 * full.singularValues()[0]));
    }
  }
}
