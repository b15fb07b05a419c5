package io.cairn.core.landscape.sample;

import java.util.Arrays;

/**
 * Every point's nearest neighbour and nearest better neighbour, and what they tell.
 *
 * <p>Nearest-better clustering: P. Kerschke, M. Preuss, S. Wessing, H. Trautmann, "Detecting funnel
 * structures by means of exploratory landscape analysis", GECCO 2015. Better is strictly better;
 * points without a better one are left out of the figures that need it (their library puts the
 * nearest distance there). In-degree is correlated by ranks.
 */
final class NearestNeighbours {
  private static final int NONE = -1;

  private NearestNeighbours() {}

  static void measure(Cloud cloud, int[] members, double[] figures) {
    int m = members.length;
    int[] nearest = new int[m];
    int[] better = new int[m];
    double[] near = new double[m];
    double[] nearBetter = new double[m];
    Arrays.fill(better, NONE);
    Arrays.fill(near, Double.POSITIVE_INFINITY);
    Arrays.fill(nearBetter, Double.POSITIVE_INFINITY);
    for (int i = 0; i < m; i++) {
      double loss = cloud.loss(members[i]);
      for (int j = 0; j < m; j++) {
        double distance = cloud.distance(members[i], members[j]);
        if (i != j && distance < near[i]) {
          near[i] = distance;
          nearest[i] = j;
        }
        if (distance < nearBetter[i] && cloud.loss(members[j]) < loss) {
          nearBetter[i] = distance;
          better[i] = j;
        }
      }
    }
    double[] losses = cloud.losses(members);
    double[] neighbours = Arrays.stream(nearest).mapToDouble(j -> losses[j]).toArray();
    set(figures, SampleMetric.NEIGHBOUR_CORRELATION, Moments.spearman(losses, neighbours));
    clustering(losses, better, near, nearBetter, figures);
  }

  private static void clustering(
      double[] losses, int[] better, double[] near, double[] nearBetter, double[] figures) {
    double[] indegree = new double[losses.length];
    double[] some = new double[losses.length];
    double[] someBetter = new double[losses.length];
    double[] ratios = new double[losses.length];
    int n = 0;
    for (int i = 0; i < better.length; i++) {
      if (better[i] != NONE) {
        indegree[better[i]]++;
        some[n] = near[i];
        someBetter[n] = nearBetter[i];
        ratios[n++] = nearBetter[i] > 0 ? near[i] / nearBetter[i] : 1;
      }
    }
    some = Arrays.copyOf(some, n);
    someBetter = Arrays.copyOf(someBetter, n);
    ratios = Arrays.copyOf(ratios, n);
    set(
        figures,
        SampleMetric.NBC_SD_RATIO,
        Moments.ratio(Moments.deviation(some), Moments.deviation(someBetter)));
    set(
        figures,
        SampleMetric.NBC_MEAN_RATIO,
        Moments.ratio(Moments.mean(some), Moments.mean(someBetter)));
    set(figures, SampleMetric.NBC_CORRELATION, Moments.pearson(some, someBetter));
    set(
        figures,
        SampleMetric.NBC_RATIO_SPREAD,
        Moments.ratio(Moments.deviation(ratios), Moments.mean(ratios)));
    set(figures, SampleMetric.NBC_INDEGREE_CORRELATION, Moments.spearman(indegree, losses));
  }

  private static void set(double[] figures, SampleMetric metric, double value) {
    figures[metric.ordinal()] = value;
  }
}
