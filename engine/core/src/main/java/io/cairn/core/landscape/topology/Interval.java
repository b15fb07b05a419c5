package io.cairn.core.landscape.topology;

/**
 * Where the figure of the whole grid is thought to lie, from what a sample shows; 95 % unless said
 * otherwise.
 *
 * @param lower end; NaN if there is no interval
 * @param upper end; NaN if there is no interval
 */
public record Interval(double lower, double upper) {
  /** No interval: the landscape is complete, or the metric has none on samples. */
  public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

  /** Whether there is an interval. */
  public boolean present() {
    return !Double.isNaN(lower);
  }

  /** A value with a margin on both sides, cut to what the metric can be. */
  static Interval around(double value, double margin, double least, double most) {
    return Double.isNaN(value) || Double.isNaN(margin)
        ? NONE
        : new Interval(Math.max(least, value - margin), Math.min(most, value + margin));
  }
}
