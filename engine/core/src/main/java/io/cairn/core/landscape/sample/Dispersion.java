package io.cairn.core.landscape.sample;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How close together the best lie: M. Lunacek and D. Whitley, "The dispersion metric and the CMA
 * evolution strategy", GECCO 2006, as the ratio to the mean distance of all; and the
 * fitness-distance correlation (T. Jones and S. Forrest, ICGA 1995) by ranks, to the nearest of
 * tied bests.
 *
 * <p>Ties at the cut are broken by the random order of the points.
 */
final class Dispersion {
  private static final int LEAST = 2;

  private Dispersion() {}

  static void measure(Cloud cloud, int[] members, double[] figures) {
    int[] sorted =
        IntStream.of(members)
            .boxed()
            .sorted(Comparator.comparingDouble(cloud::loss))
            .mapToInt(Integer::intValue)
            .toArray();
    double all = meanDistance(cloud, sorted, sorted.length);
    best(cloud, sorted, 0.02, all, SampleMetric.DISPERSION_02, figures);
    best(cloud, sorted, 0.05, all, SampleMetric.DISPERSION_05, figures);
    best(cloud, sorted, 0.10, all, SampleMetric.DISPERSION_10, figures);
    best(cloud, sorted, 0.25, all, SampleMetric.DISPERSION_25, figures);
    figures[SampleMetric.FITNESS_DISTANCE.ordinal()] = fitnessDistance(cloud, sorted);
  }

  private static void best(
      Cloud cloud, int[] sorted, double share, double all, SampleMetric metric, double[] figures) {
    int count = (int) Math.round(share * sorted.length);
    figures[metric.ordinal()] =
        count < LEAST ? Double.NaN : Moments.ratio(meanDistance(cloud, sorted, count), all);
  }

  private static double meanDistance(Cloud cloud, int[] sorted, int count) {
    double sum = 0;
    for (int i = 1; i < count; i++) {
      for (int j = 0; j < i; j++) {
        sum += cloud.distance(sorted[i], sorted[j]);
      }
    }
    return sum / (count * (count - 1.0) / 2);
  }

  private static double fitnessDistance(Cloud cloud, int[] sorted) {
    double best = cloud.loss(sorted[0]);
    double[] distances = new double[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < sorted.length && cloud.loss(sorted[j]) == best; j++) {
        nearest = Math.min(nearest, cloud.distance(sorted[i], sorted[j]));
      }
      distances[i] = nearest;
    }
    return Moments.spearman(distances, cloud.losses(sorted));
  }
}
