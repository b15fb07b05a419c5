package io.cairn.core.landscape.topology;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The paper's autocorrelation: random walks from uniformly drawn nodes, Pearson's lag-1 correlation
 * of each, their median. Centring every walk by its own mean makes it lower than the exact value by
 * far (.38 for .876 on a grid of 14,960), so that it may be compared with the paper's figures only.
 * Walks run over nodes with finite losses; those that get nowhere or see one loss only do not
 * count.
 */
final class RandomWalks {
  private static final int TRIES = 100;

  private final Terrain terrain;
  private final TopologySettings settings;
  private final double[] correlations;

  RandomWalks(Terrain terrain, TopologySettings settings) {
    this.terrain = terrain;
    this.settings = settings;
    this.correlations =
        terrain.finite == 0 || terrain.constant()
            ? new double[0]
            : IntStream.range(0, settings.walks())
                .parallel()
                .mapToDouble(this::walk)
                .filter(one -> !Double.isNaN(one))
                .sorted()
                .toArray();
  }

  private double walk(int number) {
    SplittableRandom random = new SplittableRandom(settings.seed() + number * 0x9E3779B97F4A7C15L);
    Adjacency.Sweep sweep = terrain.adjacency.sweep();
    int[] near = terrain.buffer();
    double[] seen = new double[settings.walkLength() + 1];
    int row = start(random);
    for (int step = 0; step < seen.length; step++) {
      seen[step] = terrain.losses[row] - terrain.mean;
      int count = sweep.neighbours(row, near);
      int next = -1;
      for (int tries = 0; tries < TRIES && next < 0 && count > 0; tries++) {
        int candidate = near[random.nextInt(count)];
        next = terrain.finite(candidate) ? candidate : -1;
      }
      if (next < 0) {
        return Double.NaN;
      }
      row = next;
    }
    return lagOne(seen);
  }

  private int start(SplittableRandom random) {
    for (int tries = 0; tries < TRIES; tries++) {
      int row = random.nextInt(terrain.rows);
      if (terrain.finite(row)) {
        return row;
      }
    }
    return IntStream.range(0, terrain.rows).filter(terrain::finite).findFirst().orElseThrow();
  }

  private static double lagOne(double[] seen) {
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    int n = seen.length - 1;
    for (int i = 0; i < n; i++) {
      x += seen[i];
      y += seen[i + 1];
      xx += seen[i] * seen[i];
      yy += seen[i + 1] * seen[i + 1];
      xy += seen[i] * seen[i + 1];
    }
    return Correlations.pearson(n, x, y, xx, yy, xy);
  }

  int walks() {
    return correlations.length;
  }

  double median() {
    int n = correlations.length;
    return n == 0 ? Double.NaN : (correlations[(n - 1) / 2] + correlations[n / 2]) / 2;
  }

  /** Of the median over the walks, by order statistics. */
  Interval interval() {
    int n = correlations.length;
    if (n == 0) {
      return Interval.NONE;
    }
    double half = 1.96 * Math.sqrt(n) / 2;
    int low = (int) Math.max(0, Math.floor(n / 2.0 - half));
    int high = (int) Math.min(n - 1, Math.ceil(n / 2.0 + half));
    return new Interval(correlations[low], correlations[high]);
  }
}
