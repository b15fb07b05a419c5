package io.cairn.core.landscape.live;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.GridLandscapeBuilder;
import io.cairn.core.landscape.grid.Neighbours;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The shape of a landscape, kept current while results arrive one at a time. Mutable, for one
 * thread.
 *
 * <p>Each node has its loss and counters of its measured neighbours: how many there are, how many
 * are better, equal, neutral. A result looks at the neighbours of its node once, takes their old
 * part out of the totals and puts the new one in: O(degree), and a node measured again is the same
 * with the old loss taken out first. Counters are whole numbers; the sums behind the assortativity
 * are compensated. So the figures do not depend on the order of arrival, and are those of {@link
 * io.cairn.core.landscape.topology.Topology} to within 1e-9 of their value.
 *
 * <p>No objects a node: a few arrays, by code on grids of up to {@value LiveNodes#DENSE} nodes, by
 * order of arrival with a hash index beyond, so that a huge grid costs only what was measured.
 */
public final class LiveTopology {
  private final Grid grid;
  private final double eps;
  private final Neighbours neighbours;
  private final LiveNodes nodes;
  private final NeutralityTable neutrality = new NeutralityTable();
  private final CompensatedSum losses = new CompensatedSum(); // sum d L, less the origin
  private final CompensatedSum squares = new CompensatedSum(); // sum d L^2
  private final CompensatedSum products = new CompensatedSum(); // sum over pairs of L_u L_v
  private double origin = Double.NaN;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private long measured;
  private long diverged;
  private long pairs;
  private long neutralPairs;
  private long strict;
  private long strictConfirmed;
  private long tied;
  private long tiedConfirmed;

  /**
   * Nothing measured yet.
   *
   * @param eps absolute tolerance of neutral pairs, at least 0
   * @throws IllegalArgumentException if eps is negative, NaN or infinite
   */
  public LiveTopology(Grid grid, double eps) {
    if (!(eps >= 0 && eps < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("eps = " + eps + " must be at least 0 and finite");
    }
    this.grid = grid;
    this.eps = eps;
    this.neighbours = grid.neighbours();
    this.nodes = new LiveNodes(grid);
  }

  /** The declared grid. */
  public Grid grid() {
    return grid;
  }

  /**
   * Takes in a result; of a node measured before, the new loss replaces the old one.
   *
   * @param code of the node
   * @param loss to be minimised; +infinity for diverged; NaN takes the node's result back
   * @throws IllegalArgumentException if the code is that of no node or the loss is -infinity
   */
  public void report(long code, double loss) {
    if (!grid.contains(code)) {
      throw new IllegalArgumentException(
          "code " + code + " is no node of " + grid + "; codes come from code or codeOf");
    }
    if (loss == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the loss of node "
              + code
              + " is -infinity; give a finite loss, +infinity for diverged or NaN to take it back");
    }
    int row = nodes.row(code);
    if (row < 0 && Double.isNaN(loss)) {
      return;
    }
    if (row < 0) {
      row = nodes.add(code);
    }
    int degree = neighbours.visit(code);
    nodes.degree[row] = degree;
    if (!Double.isNaN(nodes.loss[row])) {
      if (nodes.loss[row] == loss) {
        return;
      }
      takeOut(row, degree);
    }
    if (!Double.isNaN(loss)) {
      putIn(row, degree, loss);
    }
  }

  private void putIn(int row, int degree, double loss) {
    nodes.loss[row] = loss;
    measured++;
    if (loss == Double.POSITIVE_INFINITY) {
      diverged++;
    } else {
      origin = Double.isNaN(origin) ? loss : origin;
      least = Math.min(least, loss);
      most = Math.max(most, loss);
    }
    meet(row, degree, 1);
    count(row, 1);
  }

  private void takeOut(int row, int degree) {
    count(row, -1);
    meet(row, degree, -1);
    measured--;
    diverged -= nodes.loss[row] == Double.POSITIVE_INFINITY ? 1 : 0;
    nodes.loss[row] = Double.NaN;
  }

  /** Lets a node and its measured neighbours meet, or part if the sign is negative. */
  private void meet(int row, int degree, int sign) {
    double loss = nodes.loss[row];
    for (int i = 0; i < degree; i++) {
      int other = nodes.row(neighbours.code(i));
      if (other < 0 || Double.isNaN(nodes.loss[other])) {
        continue;
      }
      double there = nodes.loss[other];
      count(other, -1);
      nodes.evaluated[row] += sign;
      nodes.evaluated[other] += sign;
      if (loss < there) {
        nodes.better[other] += sign;
      } else if (there < loss) {
        nodes.better[row] += sign;
      } else {
        nodes.equal[row] += sign;
        nodes.equal[other] += sign;
      }
      if (Math.max(loss, there) < Double.POSITIVE_INFINITY) {
        pair(row, other, sign);
      }
      count(other, 1);
    }
  }

  /** Adds a pair of finite losses to the sums. */
  private void pair(int row, int other, int sign) {
    double a = nodes.loss[row] - origin;
    double b = nodes.loss[other] - origin;
    pairs += sign;
    losses.add(sign * (a + b));
    squares.add(sign * (a * a + b * b));
    products.add(sign * (a * b));
    if (Math.abs(nodes.loss[row] - nodes.loss[other]) <= eps) {
      neutralPairs += sign;
      nodes.neutral[row] += sign;
      nodes.neutral[other] += sign;
    }
  }

  /** Adds a node's counters to the totals, or takes them out. */
  private void count(int row, int sign) {
    if (nodes.loss[row] == Double.POSITIVE_INFINITY) {
      return;
    }
    int evaluated = nodes.evaluated[row];
    neutrality.add(evaluated, nodes.neutral[row], sign);
    if (nodes.better[row] == 0) {
      int whole = evaluated == nodes.degree[row] ? sign : 0;
      tied += sign;
      tiedConfirmed += whole;
      if (nodes.equal[row] == 0) {
        strict += sign;
        strictConfirmed += whole;
      }
    }
  }

  /** The figures as of now. */
  public LiveFigures figures() {
    var all = grid.nodes();
    double coverage = all.isPresent() ? (double) measured / all.getAsLong() : Double.NaN;
    return new LiveFigures(
        measured,
        diverged,
        coverage,
        pairs,
        assortativity(),
        neutralPairs,
        eps,
        neutrality.mean(),
        strict,
        strictConfirmed,
        tied,
        tiedConfirmed);
  }

  /** By the formula of the batch, over directed pairs: every pair counts both ways. */
  private double assortativity() {
    if (pairs == 0 || least == most) {
      return Double.NaN;
    }
    double directed = 2.0 * pairs;
    double mean = losses.value() / directed;
    double variance = squares.value() / directed - mean * mean;
    double covariance = products.value() / pairs - mean * mean;
    boolean varies = variance > 1e-14 * squares.value() / directed;
    return varies ? Math.max(-1, Math.min(1, covariance / variance)) : Double.NaN;
  }

  /** The loss of a node; NaN if it is not measured. */
  public double loss(long code) {
    int row = nodes.row(code);
    return row < 0 ? Double.NaN : nodes.loss[row];
  }

  /**
   * The best nodes that no measured neighbour is better than, the least loss first, then the lower
   * code. Looks through all measured nodes.
   *
   * @param limit how many at most, at least 1
   */
  public List<LiveOptimum> optima(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit = " + limit + " must be at least 1; raise it");
    }
    Comparator<LiveOptimum> order =
        Comparator.comparingDouble(LiveOptimum::loss).thenComparingLong(LiveOptimum::code);
    PriorityQueue<LiveOptimum> best = new PriorityQueue<>(order.reversed());
    for (int row = 0; row < nodes.size(); row++) {
      if (nodes.loss[row] < Double.POSITIVE_INFINITY && nodes.better[row] == 0) {
        best.add(
            new LiveOptimum(
                nodes.code(row), nodes.loss[row], nodes.evaluated[row], nodes.degree[row]));
        if (best.size() > limit) {
          best.remove();
        }
      }
    }
    List<LiveOptimum> sorted = new ArrayList<>(best);
    sorted.sort(order);
    return sorted;
  }

  /** What is measured so far, for everything that has no live form. */
  public GridLandscape snapshot() {
    GridLandscapeBuilder builder = new GridLandscapeBuilder(grid);
    for (int row = 0; row < nodes.size(); row++) {
      if (!Double.isNaN(nodes.loss[row])) {
        builder.add(nodes.code(row), nodes.loss[row]);
      }
    }
    return builder.build();
  }
}
