package io.cairn.core.landscape.sample;

import io.cairn.core.landscape.similarity.CanonicalOrder;
import io.cairn.core.surrogate.UnitAxes;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The points that are looked at: their losses, finite, and all distances between them. */
final class Cloud {
  private final UnitAxes axes;
  private final double[][] points;
  private final double[] losses;
  private final float[] distances; // row i holds those to 0 .. i - 1

  private Cloud(UnitAxes axes, double[][] points, double[] losses) {
    this.axes = axes;
    this.points = points;
    this.losses = losses;
    int n = points.length;
    this.distances = new float[n * (n - 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        distances[next++] = (float) axes.distance(points[i], points[j]);
      }
    }
  }

  /**
   * The measured points of a sample that are looked at, in random order: of unequal weights, each
   * with the probability of its weight over the greatest, which leaves a uniform sample; then at
   * most as many as the settings allow.
   */
  static Cloud of(LandscapeSample sample, SampleSettings settings, SplittableRandom random) {
    double greatest = 0;
    int n = 0;
    for (int i = 0; i < sample.size(); i++) {
      if (sample.measured(i)) {
        n++;
        greatest = Math.max(greatest, sample.weight(i));
      }
    }
    double[][] points = new double[n][];
    double[] losses = new double[n];
    double[] weights = new double[n];
    n = 0;
    for (int i = 0; i < sample.size(); i++) {
      if (sample.measured(i)) {
        points[n] = sample.point(i);
        losses[n] = sample.loss(i);
        weights[n++] = sample.weight(i);
      }
    }
    int[] chosen = new int[n];
    int kept = 0;
    for (int i : CanonicalOrder.shuffled(points, losses, random)) {
      boolean drawn = random.nextDouble() * greatest < weights[i];
      if (drawn && kept < settings.maxPoints()) {
        chosen[kept++] = i;
      }
    }
    int[] used = Arrays.copyOf(chosen, kept);
    return new Cloud(
        sample.axes(),
        Arrays.stream(used).mapToObj(i -> points[i]).toArray(double[][]::new),
        finite(Arrays.stream(used).mapToDouble(i -> losses[i]).toArray()));
  }

  /** Diverged losses become the worst finite one, so that differences are numbers. */
  private static double[] finite(double[] losses) {
    double worst = Arrays.stream(losses).filter(Double::isFinite).max().orElse(0);
    double best = Arrays.stream(losses).filter(Double::isFinite).min().orElse(0);
    return Arrays.stream(losses).map(loss -> Math.max(best, Math.min(worst, loss))).toArray();
  }

  int size() {
    return losses.length;
  }

  UnitAxes axes() {
    return axes;
  }

  double[] point(int i) {
    return points[i];
  }

  double loss(int i) {
    return losses[i];
  }

  double distance(int i, int j) {
    return i == j ? 0 : i > j ? distances[i * (i - 1) / 2 + j] : distances[j * (j - 1) / 2 + i];
  }

  double[] losses(int[] members) {
    return Arrays.stream(members).mapToDouble(i -> losses[i]).toArray();
  }
}
