package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.Neighbours;
import java.util.Arrays;

/**
 * Neighbours among the rows of a sampled landscape, looked up once: four bytes a directed edge, and
 * a sample has fewer of them than a full grid.
 */
final class StoredAdjacency implements Adjacency {
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private final int[] from; // by row, one more than there are rows
  private final int[] targets;
  private final int widest;

  StoredAdjacency(GridLandscape landscape) {
    int rows = landscape.rows();
    int[] starts = new int[rows + 1];
    int[] found = new int[Math.max(16, (int) Math.min(LARGEST, 4L * rows))];
    Neighbours neighbours = landscape.grid().neighbours();
    int edges = 0;
    int most = 0;
    for (int row = 0; row < rows; row++) {
      int count = neighbours.visit(landscape.code(row));
      for (int i = 0; i < count; i++) {
        int other = landscape.row(neighbours.code(i));
        if (other >= 0) {
          if (edges == found.length) {
            found = Arrays.copyOf(found, grown(edges));
          }
          found[edges++] = other;
        }
      }
      starts[row + 1] = edges;
      most = Math.max(most, edges - starts[row]);
    }
    this.from = starts;
    this.targets = Arrays.copyOf(found, edges);
    this.widest = most;
  }

  private static int grown(int edges) {
    if (edges == LARGEST) {
      throw new IllegalArgumentException(
          "the sample has more than 2^31 pairs of neighbours; analyse fewer rows or, if it is"
              + " nearly complete, give it in the full form");
    }
    return (int) Math.min(LARGEST, edges + (edges >> 1) + 16L);
  }

  @Override
  public int widest() {
    return widest;
  }

  @Override
  public Sweep sweep() {
    return (row, into) -> {
      int count = from[row + 1] - from[row];
      System.arraycopy(targets, from[row], into, 0, count);
      return count;
    };
  }
}
