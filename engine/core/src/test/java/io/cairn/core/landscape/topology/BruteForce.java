package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.Neighbours;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The metrics by their definitions, with objects and all pairs, for landscapes of few nodes. */
final class BruteForce {
  final int n;
  final double[] losses;
  final List<Set<Integer>> near = new ArrayList<>();
  final long[] codes;
  final Grid grid;

  BruteForce(GridLandscape landscape) {
    grid = landscape.grid();
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < landscape.rows(); row++) {
      if (!Double.isNaN(landscape.loss(row))) {
        rows.add(row);
      }
    }
    n = rows.size();
    codes = rows.stream().mapToLong(landscape::code).toArray();
    losses = rows.stream().mapToDouble(landscape::loss).toArray();
    Neighbours neighbours = grid.neighbours();
    for (int i = 0; i < n; i++) {
      Set<Long> around = new TreeSet<>();
      int count = neighbours.visit(codes[i]);
      for (int k = 0; k < count; k++) {
        around.add(neighbours.code(k));
      }
      Set<Integer> found = new TreeSet<>();
      for (int other = 0; other < n; other++) {
        if (around.contains(codes[other])) {
          found.add(other);
        }
      }
      near.add(found);
    }
  }

  private boolean finite(int node) {
    return losses[node] < Double.POSITIVE_INFINITY;
  }

  private static double pearson(List<double[]> pairs) {
    double mx = pairs.stream().mapToDouble(p -> p[0]).average().orElse(Double.NaN);
    double my = pairs.stream().mapToDouble(p -> p[1]).average().orElse(Double.NaN);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (double[] p : pairs) {
      xy += (p[0] - mx) * (p[1] - my);
      xx += (p[0] - mx) * (p[0] - mx);
      yy += (p[1] - my) * (p[1] - my);
    }
    return xx < 1e-20 || yy < 1e-20 ? Double.NaN : xy / Math.sqrt(xx * yy);
  }

  /** Pearson over all directed pairs is the assortativity by another road. */
  double assortativity(boolean improvingOnly) {
    List<double[]> pairs = new ArrayList<>();
    for (int u = 0; u < n; u++) {
      for (int v : near.get(u)) {
        if (finite(u) && finite(v) && (!improvingOnly || losses[v] < losses[u])) {
          pairs.add(new double[] {losses[u], losses[v]});
        }
      }
    }
    return pearson(pairs);
  }

  double best() {
    return Arrays.stream(losses).min().orElse(Double.NaN);
  }

  int distance(int node) {
    int least = Integer.MAX_VALUE;
    for (int other = 0; other < n; other++) {
      if (losses[other] == best()) {
        least = Math.min(least, grid.distance(codes[node], codes[other]));
      }
    }
    return least;
  }

  private List<double[]> shares(boolean relative, double eps) {
    List<double[]> shares = new ArrayList<>();
    for (int u = 0; u < n; u++) {
      if (finite(u) && !near.get(u).isEmpty()) {
        double loss = losses[u];
        long neutral =
            near.get(u).stream()
                .filter(this::finite)
                .filter(
                    v ->
                        Math.abs(losses[v] - loss)
                            <= (relative
                                ? eps * Math.max(Math.abs(loss), Math.abs(losses[v]))
                                : eps))
                .count();
        shares.add(new double[] {(double) neutral / near.get(u).size(), distance(u)});
      }
    }
    return shares;
  }

  double neutrality(boolean relative, double eps) {
    return shares(relative, eps).stream().mapToDouble(s -> s[0]).average().orElse(Double.NaN);
  }

  double neutralityDistance(boolean relative, double eps) {
    return -pearson(shares(relative, eps));
  }

  double lossDistance() {
    double[] x = losses.clone();
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = distance(i);
    }
    List<double[]> ranks = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      ranks.add(new double[] {rank(x, i), rank(y, i)});
    }
    return pearson(ranks);
  }

  private static double rank(double[] values, int of) {
    double rank = 0.5;
    for (double value : values) {
      rank += value < values[of] ? 1 : value == values[of] ? 0.5 : 0;
    }
    return rank;
  }

  int strict() {
    int count = 0;
    for (int u = 0; u < n; u++) {
      double loss = losses[u];
      count += finite(u) && near.get(u).stream().allMatch(v -> losses[v] > loss) ? 1 : 0;
    }
    return count;
  }

  int tied() {
    int count = 0;
    for (int u = 0; u < n; u++) {
      double loss = losses[u];
      count += finite(u) && near.get(u).stream().noneMatch(v -> losses[v] < loss) ? 1 : 0;
    }
    return count;
  }

  /** Connected ties without a better neighbour of any member. */
  List<Set<Integer>> closedTies() {
    List<Set<Integer>> closed = new ArrayList<>();
    Set<Integer> seen = new LinkedHashSet<>();
    for (int u = 0; u < n; u++) {
      if (finite(u) && !seen.contains(u)) {
        Set<Integer> members = reach(u, losses[u]);
        seen.addAll(members);
        double loss = losses[u];
        if (members.stream().allMatch(m -> near.get(m).stream().allMatch(v -> losses[v] >= loss))) {
          closed.add(new TreeSet<>(members));
        }
      }
    }
    return closed;
  }

  private Set<Integer> reach(int from, double loss) {
    Set<Integer> members = new LinkedHashSet<>(Set.of(from));
    Deque<Integer> queue = new ArrayDeque<>(members);
    while (!queue.isEmpty()) {
      for (int v : near.get(queue.remove())) {
        if (losses[v] == loss && members.add(v)) {
          queue.add(v);
        }
      }
    }
    return members;
  }

  /** Plateaus within eps without exit, by the definition of {@link Plateaus}. */
  int plateaus(double eps) {
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (finite(i)) {
        free.add(i);
      }
    }
    int optima = 0;
    while (!free.isEmpty()) {
      int founder = free.stream().min(Comparator.comparingDouble(i -> losses[i])).orElseThrow();
      Set<Integer> members = new LinkedHashSet<>(Set.of(founder));
      boolean grew = true;
      while (grew) {
        grew = false;
        for (int other : free) {
          boolean joins =
              losses[other] - losses[founder] <= 2 * eps
                  && members.stream()
                      .anyMatch(
                          m ->
                              near.get(m).contains(other)
                                  && Math.abs(losses[m] - losses[other]) <= eps);
          grew |= joins && members.add(other);
        }
      }
      double best = losses[founder];
      boolean exit =
          members.stream()
              .anyMatch(
                  m ->
                      near.get(m).stream()
                          .anyMatch(
                              v ->
                                  losses[v] < best - eps
                                      || (losses[v] < best
                                          && Math.abs(losses[v] - losses[m]) <= eps)));
      optima += exit ? 0 : 1;
      free.removeAll(members);
    }
    return optima;
  }

  /** Where a climb from a node ends and its steps; ties are crossed to the nearest exit. */
  int[] climb(int from) {
    int at = from;
    int steps = 0;
    while (true) {
      int now = at;
      double loss = losses[at];
      int next =
          near.get(at).stream()
              .filter(v -> losses[v] < loss)
              .min(Comparator.comparingDouble((Integer v) -> losses[v]).thenComparing(v -> v))
              .orElse(-1);
      if (next >= 0) {
        at = next;
        steps++;
        continue;
      }
      Set<Integer> ties = reach(now, loss);
      List<Integer> exits = new ArrayList<>();
      for (int member : ties) {
        if (near.get(member).stream().anyMatch(v -> losses[v] < loss)) {
          exits.add(member);
        }
      }
      if (exits.isEmpty()) {
        int first = finite(now) ? new TreeSet<>(ties).first() : -1;
        return new int[] {first, steps};
      }
      int least = Integer.MAX_VALUE;
      for (int exit : exits) {
        least = Math.min(least, pathOver(ties, now, exit));
      }
      steps += least;
      int length = least;
      List<Integer> nearest =
          exits.stream().filter(exit -> pathOver(ties, now, exit) == length).sorted().toList();
      at = nearest.get(0);
    }
  }

  private int pathOver(Set<Integer> ties, int from, int to) {
    int[] distance = new int[n];
    Arrays.fill(distance, Integer.MAX_VALUE);
    distance[from] = 0;
    Deque<Integer> queue = new ArrayDeque<>(List.of(from));
    while (!queue.isEmpty()) {
      int at = queue.remove();
      for (int v : near.get(at)) {
        if (ties.contains(v) && distance[v] == Integer.MAX_VALUE) {
          distance[v] = distance[at] + 1;
          queue.add(v);
        }
      }
    }
    return distance[to];
  }

  /** Nodes with a path to a global optimum, by relaxation until nothing changes. */
  int accessible(boolean overTies) {
    boolean[] reached = new boolean[n];
    for (int i = 0; i < n; i++) {
      reached[i] = losses[i] == best() && finite(i);
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int u = 0; u < n; u++) {
        double loss = losses[u];
        boolean now =
            reached[u]
                || near.get(u).stream()
                    .anyMatch(
                        v -> reached[v] && (losses[v] < loss || (overTies && losses[v] == loss)));
        changed |= now != reached[u];
        reached[u] = now;
      }
    }
    int count = 0;
    for (boolean one : reached) {
      count += one ? 1 : 0;
    }
    return count;
  }

  /** Over all quadruples of nodes that form a square on two axes. */
  double gamma() {
    double products = 0;
    double squares = 0;
    int axes = grid.dimensions();
    for (int u = 0; u < n; u++) {
      for (int v : near.get(u)) {
        for (int w : near.get(u)) {
          int[] a = grid.levels(codes[u], new int[axes]);
          int[] b = grid.levels(codes[v], new int[axes]);
          int[] c = grid.levels(codes[w], new int[axes]);
          int i = onlyDifference(a, b);
          int k = onlyDifference(a, c);
          if (i < 0 || k < 0 || i == k || inactive(i, a, b) || inactive(k, a, c)) {
            continue;
          }
          int[] d = b.clone();
          d[k] = c[k];
          int x = Arrays.binarySearch(codes, grid.code(d));
          if (x >= 0 && finite(u) && finite(v) && finite(w) && finite(x)) {
            double e1 = losses[v] - losses[u];
            double e2 = losses[x] - losses[w];
            products += e1 * e2;
            squares += (e1 * e1 + e2 * e2) / 2;
          }
        }
      }
    }
    return squares > 0 ? products / squares : Double.NaN;
  }

  private boolean inactive(int axis, int[] a, int[] b) {
    int none = grid.axes().get(axis).size();
    return a[axis] == none || b[axis] == none;
  }

  private static int onlyDifference(int[] a, int[] b) {
    int found = -1;
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  /** Over all walks of two steps, each weighted by its chance. */
  double informationContent(double eps) {
    double[] chance = new double[9];
    double all = 0;
    for (int v = 0; v < n; v++) {
      int at = v;
      List<Integer> around = near.get(v).stream().filter(this::finite).toList();
      for (int u : around) {
        for (int w : around) {
          if (finite(at)) {
            int in = symbol(losses[at] - losses[u], eps);
            int out = symbol(losses[w] - losses[at], eps);
            chance[3 * in + out] += 1.0 / around.size();
            all += 1.0 / around.size();
          }
        }
      }
    }
    double content = 0;
    for (int in = 0; in < 3; in++) {
      for (int out = 0; out < 3; out++) {
        double p = chance[3 * in + out] / all;
        content -= in != out && p > 0 ? p * Math.log(p) / Math.log(6) : 0;
      }
    }
    return all > 0 ? content : Double.NaN;
  }

  private static int symbol(double difference, double eps) {
    return Math.abs(difference) <= eps ? 1 : difference < 0 ? 0 : 2;
  }

  /** Whether some losses within the bounds have one optimum: tries every start. */
  boolean unimodal(double[] lower, double[] upper) {
    for (int start = 0; start < n; start++) {
      double[] cost = new double[n];
      Arrays.fill(cost, Double.NaN);
      cost[start] = lower[start];
      boolean changed = true;
      while (changed) {
        changed = false;
        for (int u = 0; u < n; u++) {
          for (int v : near.get(u)) {
            double there = Math.max(cost[u], lower[v]);
            if (there <= upper[v] && !(cost[v] <= there)) {
              cost[v] = there;
              changed = true;
            }
          }
        }
      }
      if (Arrays.stream(cost).noneMatch(Double::isNaN)) {
        return true;
      }
    }
    return n == 0;
  }
}
