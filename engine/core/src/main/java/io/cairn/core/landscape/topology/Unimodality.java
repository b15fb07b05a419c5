package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.GridLandscape;
import java.util.Arrays;
import smile.stat.distribution.GaussianDistribution;

/**
 * Whether a landscape with a single optimum fits intervals around the losses (Y. Pushak, H. Hoos,
 * AutoML Loss Landscapes, 2022): is there a loss within every node's interval such that every node
 * has a path to one optimum that never rises?
 *
 * <p>Dijkstra's algorithm from the optimum: to reach a node costs the largest lower bound on the
 * way, and a step to a node is allowed while the cost is at most its upper bound. A node that is
 * not reached rejects unimodality. The start is the node with the lowest upper bound (of ties the
 * lowest lower bound, then the lowest code), where the test is exact: if the losses of some
 * unimodal landscape fit, raise all below that bound to it; they still fit, still have one optimum,
 * and the start is part of it. Started from the lowest lower bound, as is also done, one wide
 * interval can reject a landscape that fits.
 *
 * <p>Diverged nodes have infinite losses and can be reached from any neighbour. On samples only
 * measured nodes are asked, so that a node without measured neighbours rejects: read it together
 * with the coverage.
 *
 * @param reached measured nodes that were reached
 * @param measured all measured nodes
 * @param start code of the node started from; 0 if nothing was measured
 */
public record Unimodality(long reached, long measured, long start) {

  /** Whether no landscape with one optimum fits. */
  public boolean rejected() {
    return reached < measured;
  }

  /**
   * Tests against given bounds.
   *
   * @param lower by row, at most upper; what stands at unmeasured rows is ignored
   * @param upper by row
   * @throws IllegalArgumentException if the lengths are not the number of rows or a lower bound is
   *     above its upper bound or either is NaN
   */
  public static Unimodality test(GridLandscape landscape, double[] lower, double[] upper) {
    if (lower.length != landscape.rows() || upper.length != landscape.rows()) {
      throw new IllegalArgumentException(
          lower.length
              + " lower and "
              + upper.length
              + " upper bounds must be one for each of the "
              + landscape.rows()
              + " rows");
    }
    return new Search(new Terrain(landscape), lower, upper).run();
  }

  /**
   * Tests against intervals of {@code z} standard errors around the losses, with z such that all
   * intervals hold together with the given confidence (Bonferroni over the nodes, normal errors).
   *
   * @param confidence above 0 and below 1
   * @throws IllegalArgumentException if the confidence is not
   */
  public static Unimodality test(GridLandscape landscape, double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence = " + confidence + " must be above 0 and below 1, such as 0.95");
    }
    Terrain terrain = new Terrain(landscape);
    return test(terrain, new Noise(terrain), confidence);
  }

  static Unimodality test(Terrain terrain, Noise noise, double confidence) {
    double tail = (1 - confidence) / 2 / Math.max(1, terrain.finite);
    double z = noise.known() ? -GaussianDistribution.getInstance().quantile(tail) : 0;
    double[] lower = terrain.losses.clone();
    double[] upper = terrain.losses.clone();
    for (int row = 0; row < lower.length && noise.known(); row++) {
      if (terrain.finite(row)) {
        lower[row] -= z * noise.error(row);
        upper[row] += z * noise.error(row);
      }
    }
    return new Search(terrain, lower, upper).run();
  }

  /**
   * The search. Nodes are taken in order of rising cost, so that the cost at which a node is first
   * met is its least, and a node is queued once.
   */
  private static final class Search {
    private final Terrain terrain;
    private final double[] lower;
    private final double[] upper;
    private final double[] cost;
    private int[] heap = new int[64];
    private int size;

    Search(Terrain terrain, double[] lower, double[] upper) {
      this.terrain = terrain;
      this.lower = lower;
      this.upper = upper;
      this.cost = new double[terrain.rows];
      Arrays.fill(cost, Double.NaN);
    }

    Unimodality run() {
      int start = start();
      if (start < 0) {
        return new Unimodality(0, 0, 0);
      }
      Adjacency.Sweep sweep = terrain.adjacency.sweep();
      int[] near = terrain.buffer();
      cost[start] = lower[start];
      push(start);
      long reached = 0;
      while (size > 0) {
        int row = pop();
        reached++;
        int count = sweep.neighbours(row, near);
        for (int i = 0; i < count; i++) {
          int other = near[i];
          double there = Math.max(cost[row], lower[other]);
          if (Double.isNaN(cost[other]) && there <= upper[other]) {
            cost[other] = there;
            push(other);
          }
        }
      }
      return new Unimodality(reached, terrain.landscape.size(), terrain.landscape.code(start));
    }

    private int start() {
      int start = -1;
      for (int row = 0; row < terrain.rows; row++) {
        if (!terrain.measured(row)) {
          continue;
        }
        if (!(lower[row] <= upper[row])) {
          throw new IllegalArgumentException(
              "the interval ["
                  + lower[row]
                  + ", "
                  + upper[row]
                  + "] of row "
                  + row
                  + " must have its lower end first and no NaN");
        }
        if (start < 0
            || upper[row] < upper[start]
            || (upper[row] == upper[start] && lower[row] < lower[start])) {
          start = row;
        }
      }
      return start;
    }

    private boolean before(int a, int b) {
      return cost[a] < cost[b] || (cost[a] == cost[b] && a < b);
    }

    private void push(int row) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, 2 * size);
      }
      int at = size++;
      while (at > 0 && before(row, heap[(at - 1) >>> 1])) {
        heap[at] = heap[(at - 1) >>> 1];
        at = (at - 1) >>> 1;
      }
      heap[at] = row;
    }

    private int pop() {
      int top = heap[0];
      int last = heap[--size];
      int at = 0;
      while (2 * at + 1 < size) {
        int child = 2 * at + 1;
        if (child + 1 < size && before(heap[child + 1], heap[child])) {
          child++;
        }
        if (!before(heap[child], last)) {
          break;
        }
        heap[at] = heap[child];
        at = child;
      }
      heap[at] = last;
      return top;
    }
  }
}
