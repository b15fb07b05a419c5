package io.cairn.core.landscape.map;

import java.util.Arrays;

/**
 * A Delaunay triangulation of points in the plane, by inserting one after the other and flipping
 * edges: C. Lawson, "Software for C1 surface interpolation" (1977). Triangles turn left; a great
 * one around everything holds the first point.
 */
final class Triangulation {
  private static final double FAR = 1e3;

  private final double[] x; // the great triangle's corners are the last three
  private final double[] y;
  private final int points;
  private final int[] corners; // three a triangle
  private final int[] across; // the triangle opposite each corner, -1 for none
  private int triangles = 1;
  private int last;

  /** Triangulates points of the unit square, no two at one place and no three in a line. */
  Triangulation(double[] pointX, double[] pointY, int[] order) {
    points = pointX.length;
    x = Arrays.copyOf(pointX, points + 3);
    y = Arrays.copyOf(pointY, points + 3);
    x[points] = -FAR;
    y[points] = -FAR;
    x[points + 1] = FAR;
    y[points + 1] = -FAR;
    x[points + 2] = 0;
    y[points + 2] = FAR;
    corners = new int[3 * (2 * points + 1)];
    across = new int[corners.length];
    set(0, points, points + 1, points + 2, -1, -1, -1);
    for (int point : order) {
      insert(point);
    }
  }

  private void set(int t, int a, int b, int c, int acrossA, int acrossB, int acrossC) {
    corners[3 * t] = a;
    corners[3 * t + 1] = b;
    corners[3 * t + 2] = c;
    across[3 * t] = acrossA;
    across[3 * t + 1] = acrossB;
    across[3 * t + 2] = acrossC;
  }

  private void relink(int t, int from, int to) {
    for (int k = 0; t >= 0 && k < 3; k++) {
      if (across[3 * t + k] == from) {
        across[3 * t + k] = to;
        return;
      }
    }
  }

  private static double turn(double ax, double ay, double bx, double by, double cx, double cy) {
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  }

  /** The triangle that holds a place, by walking towards it from the one found last. */
  private int locate(double px, double py) {
    int t = last;
    for (int steps = 0; steps <= 3 * triangles; steps++) {
      int next = -1;
      for (int k = 0; k < 3 && next < 0; k++) {
        int a = corners[3 * t + (k + 1) % 3];
        int b = corners[3 * t + (k + 2) % 3];
        if (turn(x[a], y[a], x[b], y[b], px, py) < 0) {
          next = across[3 * t + k];
        }
      }
      if (next < 0) {
        break;
      }
      t = next;
    }
    last = t;
    return t;
  }

  private void insert(int p) {
    int t = locate(x[p], y[p]);
    int a = corners[3 * t];
    int b = corners[3 * t + 1];
    int c = corners[3 * t + 2];
    int beyondA = across[3 * t];
    int beyondB = across[3 * t + 1];
    int beyondC = across[3 * t + 2];
    int second = triangles++;
    int third = triangles++;
    set(t, p, b, c, beyondA, second, third);
    set(second, p, c, a, beyondB, third, t);
    set(third, p, a, b, beyondC, t, second);
    relink(beyondB, t, second);
    relink(beyondC, t, third);
    flip(t);
    flip(second);
    flip(third);
  }

  /** Flips the edge opposite a triangle's first corner while the corner beyond is too near. */
  private void flip(int t) {
    int o = across[3 * t];
    if (o < 0) {
      return;
    }
    int k = across[3 * o] == t ? 0 : across[3 * o + 1] == t ? 1 : 2;
    int p = corners[3 * t];
    int a = corners[3 * t + 1];
    int b = corners[3 * t + 2];
    int q = corners[3 * o + k];
    if (!inside(p, a, b, q)) {
      return;
    }
    int beyondB = across[3 * o + (k + 1) % 3]; // across the edge from a to q
    int beyondA = across[3 * o + (k + 2) % 3]; // across the edge from q to b
    int besideA = across[3 * t + 1];
    int besideB = across[3 * t + 2];
    set(t, p, a, q, beyondB, o, besideB);
    set(o, p, q, b, beyondA, besideA, t);
    relink(beyondB, o, t);
    relink(besideA, t, o);
    flip(t);
    flip(o);
  }

  /** Whether a point lies within the circle through three others that turn left. */
  private boolean inside(int a, int b, int c, int point) {
    double ax = x[a] - x[point];
    double ay = y[a] - y[point];
    double bx = x[b] - x[point];
    double by = y[b] - y[point];
    double cx = x[c] - x[point];
    double cy = y[c] - y[point];
    double aa = ax * ax + ay * ay;
    double bb = bx * bx + by * by;
    double cc = cx * cx + cy * cy;
    return ax * (by * cc - bb * cy) - ay * (bx * cc - bb * cx) + aa * (bx * cy - by * cx) > 0;
  }

  /** The linear interpolation of values at a place; NaN outside the points' hull. */
  double at(double px, double py, double[] values) {
    int t = locate(px, py);
    int a = corners[3 * t];
    int b = corners[3 * t + 1];
    int c = corners[3 * t + 2];
    if (Math.max(a, Math.max(b, c)) >= points) {
      return Double.NaN;
    }
    double area = turn(x[a], y[a], x[b], y[b], x[c], y[c]);
    double wa = turn(px, py, x[b], y[b], x[c], y[c]) / area;
    double wb = turn(x[a], y[a], px, py, x[c], y[c]) / area;
    double sum = wa * values[a] + wb * values[b] + (1 - wa - wb) * values[c];
    // Rounding in a sliver must not leave the range of its corners.
    double low = Math.min(values[a], Math.min(values[b], values[c]));
    double high = Math.max(values[a], Math.max(values[b], values[c]));
    return Math.max(low, Math.min(high, sum));
  }
}
