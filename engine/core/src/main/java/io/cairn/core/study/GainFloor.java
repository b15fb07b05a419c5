package io.cairn.core.study;

import io.cairn.core.space.NumberText;
import java.util.Locale;

/**
 * The expected gain below which it is not worth going on: what the next full evaluation's worth of
 * worker time is expected to improve the objective by.
 *
 * @param value in the metric's own unit, or a share of the spread
 * @param ofSpread whether it is a share of the spread between the median and the best of the
 *     study's results, at the rung with most of them
 */
public record GainFloor(double value, boolean ofSpread) {
  public GainFloor {
    if (!(value > 0) || Double.isInfinite(value) || ofSpread && value >= 1) {
      throw new IllegalArgumentException(
          "stop-when-gain-below = "
              + (ofSpread ? 100 * value + "%" : value)
              + " must be a number above 0 in the metric's unit, or a share below 100%; leave the"
              + " key out to spend the whole budget");
    }
  }

  /**
   * The least gain that is worth its cost.
   *
   * @param spread of the losses
   */
  double in(double spread) {
    return ofSpread ? value * spread : value;
  }

  /** As it is written in a sweep: {@code 0.001} or {@code 0.5%}. */
  public String text() {
    return ofSpread
        ? new java.math.BigDecimal(Double.toString(value)).movePointRight(2).toPlainString() + "%"
        : NumberText.of(value);
  }

  /** The limit for people: {@code 0.001}, or {@code 0.0004 (0.5% of the spread)}. */
  String words(double spread) {
    return ofSpread ? brief(in(spread)) + " (" + text() + " of the spread)" : brief(value);
  }

  static String brief(double value) {
    return String.format(Locale.ROOT, "%.3g", value)
        .replaceAll("(\\.\\d*?)0+(e|$)", "$1$2")
        .replaceAll("\\.(e|$)", "$1");
  }
}
