package io.cairn.core.landscape.map;

import java.util.SplittableRandom;

/**
 * UMAP in two dimensions: L. McInnes, J. Healy, J. Melville, "UMAP: Uniform Manifold Approximation
 * and Projection for Dimension Reduction", arXiv 1802.03426 (2018), with exact neighbours.
 *
 * <p>It starts from the first two principal axes (D. Kobak, G. Linderman, "Initialization is
 * critical for preserving global data structure in both t-SNE and UMAP", Nature Biotechnology 39,
 * 2021) instead of an eigenvector problem of the neighbour graph. Edges are sampled in a fixed
 * order by one thread, with five points pushed away for each pulled together: the same seed gives
 * the same bits.
 */
final class Umap {
  private static final int PUSHES = 5;
  private static final double WIDTH = 10; // of the start
  private static final double JITTER = 1e-4; // parts points that start at one place
  private static final double LONGEST_STEP = 4;
  private static final double SOFTENING = 1e-3;

  private final double[] x;
  private final double[] y;
  private long state;

  private Umap(double[] x, double[] y, long seed) {
    this.x = x;
    this.y = y;
    this.state = new SplittableRandom(seed).nextLong();
  }

  /**
   * Lays points out.
   *
   * @param points rows of equal length, at least 3
   * @return {x, y}, both centred
   */
  static double[][] layout(float[][] points, MapSettings settings) {
    NearestPoints nearest =
        NearestPoints.of(Distances.euclidean(points), Math.max(2, settings.neighbours() - 1));
    double[][] distances = new double[points.length][];
    for (int p = 0; p < points.length; p++) {
      float[] squared = nearest.distances()[p];
      distances[p] = new double[squared.length];
      for (int j = 0; j < squared.length; j++) {
        distances[p][j] = Math.sqrt(squared[j]);
      }
    }
    FuzzyGraph graph = FuzzyGraph.of(nearest.points(), distances);
    double[][] start = start(PrincipalAxes.of(points, 2).scores(), settings.seed());
    Umap umap = new Umap(start[0], start[1], settings.seed());
    umap.run(graph, settings.epochs(), NearnessCurve.of(settings.leastDistance()));
    centre(umap.x);
    centre(umap.y);
    return new double[][] {umap.x, umap.y};
  }

  private static double[][] start(double[][] scores, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double greatest = 0;
    for (double[] score : scores) {
      greatest = Math.max(greatest, Math.max(Math.abs(score[0]), Math.abs(score[1])));
    }
    double scale = greatest > 0 ? WIDTH / greatest : 0;
    double[][] start = new double[2][scores.length];
    for (int p = 0; p < scores.length; p++) {
      for (int d = 0; d < 2; d++) {
        start[d][p] = scale * scores[p][d] + JITTER * WIDTH * (random.nextDouble() - 0.5);
      }
    }
    return start;
  }

  private static void centre(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] -= mean;
    }
  }

  private void run(FuzzyGraph graph, int epochs, NearnessCurve curve) {
    double a = curve.a();
    double b = curve.b();
    // Over the squared distance; multiplied by the difference of coordinates they are gradients.
    ForceTable pull =
        new ForceTable(d -> -2 * a * b * StrictMath.pow(d, b - 1) / (1 + a * StrictMath.pow(d, b)));
    ForceTable push =
        new ForceTable(d -> 2 * b / ((SOFTENING + d) * (1 + a * StrictMath.pow(d, b))));
    int edges = graph.weights().length;
    float strongest = 0;
    for (float weight : graph.weights()) {
      strongest = Math.max(strongest, weight);
    }
    double[] due = new double[edges];
    for (int epoch = 0; epoch < epochs; epoch++) {
      double rate = 1 - (double) epoch / epochs;
      for (int e = 0; e < edges; e++) {
        due[e] += graph.weights()[e] / strongest;
        if (due[e] >= 1) {
          due[e] -= 1;
          // Both ends of an edge are drawn in umap-learn; here each edge is stored once.
          attract(graph.heads()[e], graph.tails()[e], pull, rate);
          repel(graph.heads()[e], push, rate);
          attract(graph.tails()[e], graph.heads()[e], pull, rate);
          repel(graph.tails()[e], push, rate);
        }
      }
    }
  }

  private void attract(int head, int tail, ForceTable pull, double rate) {
    double dx = x[head] - x[tail];
    double dy = y[head] - y[tail];
    double squared = dx * dx + dy * dy;
    if (squared > 0) {
      double force = pull.at(squared);
      double stepX = rate * clip(force * dx);
      double stepY = rate * clip(force * dy);
      x[head] += stepX;
      y[head] += stepY;
      x[tail] -= stepX;
      y[tail] -= stepY;
    }
  }

  private void repel(int point, ForceTable push, double rate) {
    for (int i = 0; i < PUSHES; i++) {
      int other = next(x.length);
      double dx = x[point] - x[other];
      double dy = y[point] - y[other];
      double squared = dx * dx + dy * dy;
      if (squared > 0) {
        double force = push.at(squared);
        x[point] += rate * clip(force * dx);
        y[point] += rate * clip(force * dy);
      }
    }
  }

  private static double clip(double step) {
    return Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
  }

  /** SplitMix64's sequence, its high bits scaled to below a bound. */
  private int next(int bound) {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) (((z ^ (z >>> 31)) >>> 33) * bound >>> 31);
  }
}
