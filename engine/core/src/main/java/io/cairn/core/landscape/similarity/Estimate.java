package io.cairn.core.landscape.similarity;

import java.util.Locale;

/**
 * A figure and the interval that it is claimed to lie in.
 *
 * @param value the estimate; NaN where the data determine none, and then the interval is the whole
 *     range of the figure, so that whoever asks for a bound gets the most cautious one
 * @param low lower end, at most the value
 * @param high upper end, at least the value
 */
public record Estimate(double value, double low, double high) {
  public Estimate {
    if (!(low <= high) || value < low || value > high) {
      throw new IllegalArgumentException(
          "An estimate of " + value + " must lie in its interval, " + low + " to " + high + ".");
    }
  }

  /** What is not determined: anything in the range. */
  public static Estimate unknown(double least, double greatest) {
    return new Estimate(Double.NaN, least, greatest);
  }

  /**
   * A value with margins, all cut off where the figure's range ends (the value for its rounding).
   *
   * @param least of the range
   * @param greatest of the range
   * @param value not NaN
   */
  public static Estimate within(
      double least, double greatest, double value, double low, double high) {
    double kept = Math.max(least, Math.min(greatest, value));
    return new Estimate(
        kept, Math.max(least, Math.min(low, kept)), Math.min(greatest, Math.max(high, kept)));
  }

  /** Whether there is a value. */
  public boolean known() {
    return !Double.isNaN(value);
  }

  /** {@code 0.67 (0.60 to 0.73)}, or {@code unknown}. */
  @Override
  public String toString() {
    return known()
        ? String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", value, low, high)
        : "unknown";
  }

  /** The same value with an independent further error of {@code margin} on both sides. */
  Estimate widened(double margin, double least, double greatest) {
    return known()
        ? within(
            least,
            greatest,
            value,
            value - Math.hypot(value - low, margin),
            value + Math.hypot(high - value, margin))
        : this;
  }

  /** The same value with an interval longer by so much at its ends. */
  Estimate stretched(double down, double up, double least, double greatest) {
    return within(least, greatest, value, low - down, high + up);
  }

  /** The image under a falling line, {@code intercept - slope * x}. */
  Estimate falling(double intercept, double slope) {
    return new Estimate(
        intercept - slope * value, intercept - slope * high, intercept - slope * low);
  }
}
