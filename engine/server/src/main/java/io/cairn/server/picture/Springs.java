package io.cairn.server.picture;

/**
 * Places the nodes of a small network: T. Fruchterman, E. Reingold, "Graph Drawing by
 * Force-Directed Placement", Software: Practice and Experience 21 (1991), from a spiral by node
 * number, so that the same network is always drawn alike.
 */
final class Springs {
  private static final int ROUNDS = 400;
  private static final double GOLDEN_ANGLE = 2.399963229728653;
  private static final double CLEARANCE = 6;
  private static final double GRAVITY = 0.6;

  private Springs() {}

  /**
   * Positions in the unit square.
   *
   * @param edges pairs of nodes
   * @param pull how strongly each edge pulls, 0 to 1
   */
  static double[][] place(int nodes, int[][] edges, double[] pull) {
    double[] x = new double[nodes];
    double[] y = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      double radius = 0.5 * Math.sqrt((i + 0.5) / nodes);
      x[i] = radius * Math.cos(i * GOLDEN_ANGLE);
      y[i] = radius * Math.sin(i * GOLDEN_ANGLE);
    }
    double ideal = 0.9 / Math.sqrt(Math.max(1, nodes));
    for (int round = 0; round < ROUNDS; round++) {
      step(x, y, edges, pull, ideal, 0.1 * (1 - (double) round / ROUNDS));
    }
    return new double[][] {scaled(x), scaled(y)};
  }

  private static void step(
      double[] x, double[] y, int[][] edges, double[] pull, double ideal, double limit) {
    int nodes = x.length;
    double[] dx = new double[nodes];
    double[] dy = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      for (int j = i + 1; j < nodes; j++) {
        double ax = x[i] - x[j];
        double ay = y[i] - y[j];
        double force = ideal * ideal / Math.max(1e-9, ax * ax + ay * ay);
        dx[i] += ax * force;
        dy[i] += ay * force;
        dx[j] -= ax * force;
        dy[j] -= ay * force;
      }
      dx[i] -= GRAVITY * x[i];
      dy[i] -= GRAVITY * y[i];
    }
    for (int e = 0; e < edges.length; e++) {
      int i = edges[e][0];
      int j = edges[e][1];
      double ax = x[i] - x[j];
      double ay = y[i] - y[j];
      double force = (0.15 + pull[e]) * Math.hypot(ax, ay) / ideal;
      dx[i] -= ax * force;
      dy[i] -= ay * force;
      dx[j] += ax * force;
      dy[j] += ay * force;
    }
    for (int i = 0; i < nodes; i++) {
      double length = Math.max(1e-12, Math.hypot(dx[i], dy[i]));
      double most = Math.min(limit, length);
      x[i] += dx[i] / length * most;
      y[i] += dy[i] / length * most;
    }
  }

  /** Moves circles apart until none overlaps, or for so many rounds. */
  static void part(double[] x, double[] y, double[] radii) {
    for (int round = 0; round < ROUNDS; round++) {
      boolean moved = false;
      for (int i = 0; i < x.length; i++) {
        for (int j = i + 1; j < x.length; j++) {
          double ax = x[j] - x[i];
          double ay = y[j] - y[i];
          double apart = Math.max(1e-6, Math.hypot(ax, ay));
          double overlap = radii[i] + radii[j] + CLEARANCE - apart;
          if (overlap > 0.1) {
            double dx = ax / apart * overlap / 2;
            double dy = ay / apart * overlap / 2;
            x[i] -= dx;
            y[i] -= dy;
            x[j] += dx;
            y[j] += dy;
            moved = true;
          }
        }
      }
      if (!moved) {
        return;
      }
    }
  }

  private static double[] scaled(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = high > low ? (values[i] - low) / (high - low) : 0.5;
    }
    return result;
  }
}
