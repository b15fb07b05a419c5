package io.cairn.bench.race;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Figures of samples. */
final class Statistics {
  private static final int RESAMPLES = 2_000;
  private static final long SEED = 7;

  private Statistics() {}

  /**
   * An interval.
   *
   * @param low its lower end
   * @param high its upper end
   */
  record Interval(double low, double high) {}

  /**
   * A share and how sure it is.
   *
   * @param value the share
   * @param standardError its standard error
   */
  record Share(double value, double standardError) {}

  /** The mean; NaN of nothing. */
  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** The middle one, or the mean of the two middle ones; NaN of nothing. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Standard error of the mean; NaN of less than two. */
  static double standardError(double[] values) {
    return Math.sqrt(varianceOfMean(values));
  }

  private static double varianceOfMean(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    int n = values.length;
    return n < 2 ? Double.NaN : squares / (n - 1) / n;
  }

  /**
   * The interval in which nine of ten means of resamples lie: B. Efron, "Bootstrap methods: another
   * look at the jackknife", Annals of Statistics 7, 1979, percentiles 5 and 95.
   */
  static Interval ninetyPercent(double[] values) {
    if (values.length == 0) {
      return new Interval(Double.NaN, Double.NaN);
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int j = 0; j < values.length; j++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    Arrays.sort(means);
    return new Interval(means[RESAMPLES / 20], means[RESAMPLES - 1 - RESAMPLES / 20]);
  }

  /**
   * The mean of differences as a share of the mean of what they differ from, over groups that count
   * alike: sum of the groups' mean differences by sum of their mean bases. The standard error is
   * that of the ratio estimator (W. Cochran, "Sampling techniques", 1977, 6.4): it also counts that
   * the base is a mean.
   *
   * @param differences by group, then pair
   * @param bases as many
   */
  static Share ratio(double[][] differences, double[][] bases) {
    double difference = 0;
    double base = 0;
    for (int group = 0; group < differences.length; group++) {
      difference += mean(differences[group]);
      base += mean(bases[group]);
    }
    double ratio = difference / base;
    double variance = 0;
    for (int group = 0; group < differences.length; group++) {
      double[] residuals = differences[group].clone();
      for (int i = 0; i < residuals.length; i++) {
        residuals[i] -= ratio * bases[group][i];
      }
      variance += varianceOfMean(residuals);
    }
    return new Share(ratio, Math.sqrt(variance) / base);
  }
}
