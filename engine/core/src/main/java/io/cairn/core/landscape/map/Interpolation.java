package io.cairn.core.landscape.map;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A map's ranks between its points: linear over a Delaunay triangulation, on a square of cells. It
 * is a guess at what was not measured, and has to be called so wherever it is shown.
 *
 * @param lowX left edge of the cells, in the layout's coordinates
 * @param lowY lower edge
 * @param width of all cells together
 * @param height of all cells together
 * @param ranks [column][row from below], NaN outside the points' hull
 */
public record Interpolation(
    double lowX, double lowY, double width, double height, double[][] ranks) {
  private static final int CELLS = 100;

  /** Parts points at one place and bends lines, without being seen. */
  private static final double JITTER = 1e-5;

  /**
   * Interpolates the ranks of a landscape's map on 100 x 100 cells; none for fewer than 3 points.
   */
  public static Interpolation of(LandscapeMap map) {
    double[] x = map.map().x();
    double[] y = map.map().y();
    double[] ranks = map.ranks();
    double lowX = IntStream.range(0, x.length).mapToDouble(i -> x[i]).min().orElse(0);
    double lowY = IntStream.range(0, y.length).mapToDouble(i -> y[i]).min().orElse(0);
    double highX = IntStream.range(0, x.length).mapToDouble(i -> x[i]).max().orElse(0);
    double highY = IntStream.range(0, y.length).mapToDouble(i -> y[i]).max().orElse(0);
    double width = highX > lowX ? highX - lowX : 1;
    double height = highY > lowY ? highY - lowY : 1;
    if (x.length < 3) {
      return new Interpolation(lowX, lowY, width, height, new double[0][]);
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - lowX) / width + JITTER * (random.nextDouble() - 0.5);
      y[i] = (y[i] - lowY) / height + JITTER * (random.nextDouble() - 0.5);
    }
    Triangulation triangles = new Triangulation(x, y, snake(x, y));
    double[][] cells = new double[CELLS][CELLS];
    for (int c = 0; c < CELLS; c++) {
      for (int r = 0; r < CELLS; r++) {
        cells[c][r] = triangles.at((c + 0.5) / CELLS, (r + 0.5) / CELLS, ranks);
      }
    }
    return new Interpolation(lowX, lowY, width, height, cells);
  }

  /** To and fro over strips, so that each point is near the one before and walks are short. */
  private static int[] snake(double[] x, double[] y) {
    int strips = (int) Math.ceil(Math.sqrt(x.length / 2.0));
    return IntStream.range(0, x.length)
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer i) -> (int) (y[i] * strips))
                .thenComparingDouble(i -> ((int) (y[i] * strips) & 1) == 0 ? x[i] : -x[i]))
        .mapToInt(i -> i)
        .toArray();
  }
}
