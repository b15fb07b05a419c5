package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.GridLandscape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Local optima and how easily a search passes from the basin of one to that of another (S. Verel,
 * G. Ochoa, M. Tomassini, Local optima networks of NK landscapes with neutrality, 2011).
 *
 * <p>Nodes are the optima under best improvement, ties without exit being one, from the least loss
 * upwards. The weight of an edge from i to j is the chance that a random step of a random member of
 * the basin of i leads into the basin of j; what remains of 1 stays in i. Immutable.
 */
public final class LocalOptimaNetwork {
  private final GridLandscape landscape;
  private final int[] rows;
  private final int[] sizes;
  private final int[] from; // by optimum, one more
  private final int[] targets;
  private final double[] weights;
  private final double[] unlisted;
  private final int all;

  private LocalOptimaNetwork(Terrain terrain, Basins basins, int most) {
    this.landscape = terrain.landscape;
    this.all = basins.count();
    int[] listed =
        IntStream.range(0, all)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> terrain.losses[basins.optimum(i)])
                    .thenComparingInt(i -> i))
            .limit(most)
            .mapToInt(Integer::intValue)
            .toArray();
    int count = listed.length;
    this.rows = Arrays.stream(listed).map(basins::optimum).toArray();
    this.sizes = Arrays.stream(listed).map(basins::size).toArray();
    int[] place = new int[all];
    Arrays.fill(place, count);
    for (int i = 0; i < count; i++) {
      place[listed[i]] = i;
    }
    int[][] members = members(terrain, basins, place, count);
    Edges[] edges =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(i -> Edges.of(terrain, basins, members[i], i, place, count))
            .toArray(Edges[]::new);
    this.from = new int[count + 1];
    for (int i = 0; i < count; i++) {
      from[i + 1] = from[i] + edges[i].targets.length;
    }
    this.targets = new int[from[count]];
    this.weights = new double[from[count]];
    this.unlisted = new double[count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(edges[i].targets, 0, targets, from[i], edges[i].targets.length);
      System.arraycopy(edges[i].weights, 0, weights, from[i], edges[i].targets.length);
      unlisted[i] = edges[i].unlisted;
    }
  }

  /**
   * The network of a landscape.
   *
   * @param most optima to list, the best ones, at least 1; steps into the basins of others are
   *     summed in {@link #unlisted}
   * @throws IllegalArgumentException if most is less than 1
   */
  public static LocalOptimaNetwork of(GridLandscape landscape, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most = " + most + " must be at least 1; raise it");
    }
    Terrain terrain = new Terrain(landscape);
    return new LocalOptimaNetwork(terrain, new Basins(terrain, new Climbs(terrain)), most);
  }

  /** The rows of each listed basin, rising. */
  private static int[][] members(Terrain terrain, Basins basins, int[] place, int count) {
    int[][] members = new int[count][];
    int[] filled = new int[count];
    for (int row = 0; row < terrain.rows; row++) {
      int basin = basins.basin(row);
      int at = basin < 0 ? count : place[basin];
      if (at < count) {
        if (filled[at] == 0) {
          members[at] = new int[basins.size(basin)];
        }
        members[at][filled[at]++] = row;
      }
    }
    return members;
  }

  /** The edges from one basin. */
  private record Edges(int[] targets, double[] weights, double unlisted) {
    static Edges of(
        Terrain terrain, Basins basins, int[] members, int self, int[] place, int count) {
      Adjacency.Sweep sweep = terrain.adjacency.sweep();
      int[] near = terrain.buffer();
      int[] met = new int[16];
      double[] chance = new double[16];
      SmallMap slots = new SmallMap();
      int size = 0;
      double other = 0;
      for (int row : members) {
        int degree = sweep.neighbours(row, near);
        for (int i = 0; i < degree; i++) {
          int basin = basins.basin(near[i]);
          int to = basin < 0 ? count : place[basin];
          double share = 1.0 / degree / members.length;
          if (to == count) {
            other += share;
          } else if (to != self) {
            int slot = slots.slot(to, size);
            if (slot == size) {
              if (size == met.length) {
                met = Arrays.copyOf(met, 2 * size);
                chance = Arrays.copyOf(chance, 2 * size);
              }
              met[size++] = to;
            }
            chance[slot] += share;
          }
        }
      }
      int[] order = Arrays.copyOf(met, size);
      Arrays.sort(order);
      double[] weights = new double[size];
      for (int i = 0; i < size; i++) {
        weights[i] = chance[slots.slot(order[i], size)];
      }
      return new Edges(order, weights, other);
    }
  }

  /** The number of optima that the landscape has, listed or not. */
  public int found() {
    return all;
  }

  /** The number of listed optima, the best ones, numbered from the least loss. */
  public int size() {
    return rows.length;
  }

  /** The code of the node that represents an optimum. */
  public long code(int optimum) {
    return landscape.code(rows[optimum]);
  }

  /** The loss of an optimum. */
  public double loss(int optimum) {
    return landscape.loss(rows[optimum]);
  }

  /** The number of nodes that climb to an optimum. */
  public int basinSize(int optimum) {
    return sizes[optimum];
  }

  /** The number of edges from an optimum. */
  public int degree(int optimum) {
    return from[optimum + 1] - from[optimum];
  }

  /** Where an edge leads, edges numbered from 0 in order of their targets. */
  public int target(int optimum, int edge) {
    return targets[from[optimum] + edge];
  }

  /** The chance of an edge. */
  public double weight(int optimum, int edge) {
    return weights[from[optimum] + edge];
  }

  /** The chance to step into the basin of an optimum that is not listed, or of none. */
  public double unlisted(int optimum) {
    return unlisted[optimum];
  }

  /** The chance that a random step of a random member leaves the basin. */
  public double escapeRate(int optimum) {
    double rate = unlisted[optimum];
    for (int edge = 0; edge < degree(optimum); edge++) {
      rate += weight(optimum, edge);
    }
    return rate;
  }

  /** The number of edges. */
  public int edges() {
    return targets.length;
  }
}
