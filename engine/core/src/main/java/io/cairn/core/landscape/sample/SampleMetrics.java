package io.cairn.core.landscape.sample;

import io.cairn.core.landscape.similarity.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import smile.stat.distribution.GaussianDistribution;

/**
 * The sample-only metrics of a landscape.
 *
 * <p>Intervals come from random halves of the points (J. Shao and C. Wu, "A general theory for
 * jackknife variance estimation", Annals of Statistics 17, 1989): drawn without replacement, a
 * half's figures scatter about as much as those of a whole fresh sample. The usual bootstrap would
 * draw points twice, and a point that is its own nearest neighbour ruins every figure of this
 * package. Figures that change with the number of points (nearest distances, the tour) change
 * between samples of different sizes too: compare samples of like size.
 */
public final class SampleMetrics {
  private static final int LEAST_POINTS = 10;

  private SampleMetrics() {}

  /**
   * All metrics of a sample; fewer than 10 points, or one loss for all, determine none of them.
   * Does not depend on the order of the points.
   */
  public static SampleAnalysis analyse(LandscapeSample sample, SampleSettings settings) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    Cloud cloud = Cloud.of(sample, settings, random);
    int measured = (int) IntStream.range(0, sample.size()).filter(sample::measured).count();
    int diverged =
        (int)
            IntStream.range(0, sample.size())
                .filter(i -> sample.loss(i) == Double.POSITIVE_INFINITY)
                .count();
    Map<SampleMetric, Estimate> figures = new EnumMap<>(SampleMetric.class);
    if (cloud.size() < LEAST_POINTS) {
      for (SampleMetric metric : SampleMetric.values()) {
        figures.put(metric, Estimate.unknown(metric.least(), metric.greatest()));
      }
    } else {
      estimate(cloud, settings, random, figures);
    }
    return new SampleAnalysis(
        measured, diverged, cloud.size(), note(sample, measured, cloud, settings), figures);
  }

  private static void estimate(
      Cloud cloud,
      SampleSettings settings,
      SplittableRandom random,
      Map<SampleMetric, Estimate> figures) {
    MetaModels models = new MetaModels(cloud);
    int[] all = IntStream.range(0, cloud.size()).toArray();
    double[] values = measure(cloud, models, all);
    double[][] halves = new double[settings.replicates()][];
    for (int r = 0; r < halves.length; r++) {
      halves[r] = measure(cloud, models, half(all, random));
    }
    double quantile = GaussianDistribution.getInstance().quantile((1 + settings.confidence()) / 2);
    for (SampleMetric metric : SampleMetric.values()) {
      double value = values[metric.ordinal()];
      double[] replicates =
          Arrays.stream(halves)
              .mapToDouble(half -> half[metric.ordinal()])
              .filter(half -> !Double.isNaN(half))
              .toArray();
      figures.put(metric, estimate(metric, value, replicates, settings.replicates(), quantile));
    }
  }

  /** With figures for less than half of the halves, the value stands alone in its range. */
  private static Estimate estimate(
      SampleMetric metric, double value, double[] replicates, int count, double quantile) {
    if (Double.isNaN(value)) {
      return Estimate.unknown(metric.least(), metric.greatest());
    }
    double margin =
        2 * replicates.length < count
            ? Double.POSITIVE_INFINITY
            : quantile * Moments.deviation(replicates);
    return Estimate.within(
        metric.least(), metric.greatest(), value, value - margin, value + margin);
  }

  private static double[] measure(Cloud cloud, MetaModels models, int[] members) {
    double[] figures = new double[SampleMetric.values().length];
    Arrays.fill(figures, Double.NaN);
    NearestNeighbours.measure(cloud, members, figures);
    Dispersion.measure(cloud, members, figures);
    InformationContent.measure(cloud, members, figures);
    models.measure(members, figures);
    boolean flat = IntStream.of(members).mapToDouble(cloud::loss).distinct().limit(2).count() < 2;
    if (flat) {
      Arrays.fill(figures, Double.NaN);
    }
    return figures;
  }

  /** A random half, in the order of the whole. */
  private static int[] half(int[] all, SplittableRandom random) {
    int[] half = new int[all.length / 2];
    int chosen = 0;
    for (int i = 0; i < all.length && chosen < half.length; i++) {
      if (random.nextInt(all.length - i) < half.length - chosen) {
        half[chosen++] = all[i];
      }
    }
    return half;
  }

  private static String note(
      LandscapeSample sample, int measured, Cloud cloud, SampleSettings settings) {
    List<String> notes = new ArrayList<>();
    boolean weighted =
        IntStream.range(0, sample.size()).mapToDouble(sample::weight).distinct().limit(2).count()
            > 1;
    if (weighted) {
      notes.add("thinned to a uniform sample by the weights");
    }
    if (cloud.size() == settings.maxPoints() && cloud.size() < measured) {
      notes.add(
          "a random part, because distances of more than " + cloud.size() + " were not asked for");
    }
    if (cloud.size() < LEAST_POINTS) {
      notes.add("at least " + LEAST_POINTS + " are needed");
    }
    String rest = notes.isEmpty() ? "" : ": " + String.join("; ", notes);
    return cloud.size() + " of " + measured + " measured points" + rest + ".";
  }
}
