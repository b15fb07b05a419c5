package io.cairn.core.surrogate;

import java.util.Arrays;

/**
 * One coordinate of many points as bins, so that a split is found by counting instead of sorting.
 *
 * <p>A numeric axis has a bin for each distinct value, or 255 of about equal size if there are more
 * values, in rising order; inactive (NaN) is a bin before all others. A categorical axis has a bin
 * for each category, and inactive is one beyond the last.
 */
final class BinnedAxis {
  private static final int MOST_BINS = 255;

  /** Every active coordinate lies above: the split between inactive and active. */
  private static final double BELOW_ALL = -1;

  private final boolean ordered;
  private final int[] bins;
  private final double[] thresholds; // between bin b and bin b + 1, ordered axes only
  private final int count;

  private BinnedAxis(boolean ordered, int[] bins, double[] thresholds, int count) {
    this.ordered = ordered;
    this.bins = bins;
    this.thresholds = thresholds;
    this.count = count;
  }

  static BinnedAxis of(Axis axis, double[] values) {
    if (axis instanceof Axis.Categorical categorical) {
      int[] bins = new int[values.length];
      Arrays.setAll(bins, i -> bin(categorical, values[i]));
      return new BinnedAxis(false, bins, new double[0], categorical.categories() + 1);
    }
    return numeric(values);
  }

  /** The bin of a coordinate of a categorical axis. */
  static int bin(Axis.Categorical axis, double value) {
    return Double.isNaN(value) ? axis.categories() : axis.category(value);
  }

  private static BinnedAxis numeric(double[] values) {
    double[] active = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    boolean inactive = active.length < values.length;
    double[] cuts = cuts(active);
    double[] thresholds = cuts;
    if (inactive) {
      thresholds = new double[cuts.length + 1];
      thresholds[0] = BELOW_ALL;
      System.arraycopy(cuts, 0, thresholds, 1, cuts.length);
    }
    int[] bins = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bins[i] = Double.isNaN(values[i]) ? 0 : binOf(thresholds, values[i]);
    }
    return new BinnedAxis(true, bins, thresholds, thresholds.length + 1);
  }

  /** The number of thresholds below a value. */
  private static int binOf(double[] thresholds, double value) {
    int found = Arrays.binarySearch(thresholds, value);
    return found >= 0 ? found : -found - 1;
  }

  private static double[] cuts(double[] sorted) {
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    if (distinct.length <= MOST_BINS) {
      double[] cuts = new double[Math.max(0, distinct.length - 1)];
      Arrays.setAll(cuts, i -> (distinct[i] + distinct[i + 1]) / 2);
      return cuts;
    }
    double[] cuts = new double[MOST_BINS - 1];
    for (int c = 0; c < cuts.length; c++) {
      int at = (int) ((c + 1L) * sorted.length / MOST_BINS);
      cuts[c] = (sorted[at - 1] + sorted[at]) / 2;
    }
    return Arrays.stream(cuts).distinct().toArray();
  }

  /** Whether neighbouring bins are alike. */
  boolean ordered() {
    return ordered;
  }

  /** Number of bins. */
  int count() {
    return count;
  }

  /** The bin of a row. */
  int bin(int row) {
    return bins[row];
  }

  /** The coordinate that parts a bin of an ordered axis from the next. */
  double threshold(int bin) {
    return thresholds[bin];
  }
}
