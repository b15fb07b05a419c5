package io.cairn.server.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people and for SVG. */
final class Figures {
  private static final int DIGITS = 4;

  private Figures() {}

  /** A coordinate with two decimals at most. */
  static String coordinate(double value) {
    double rounded = Math.rint(value * 100) / 100;
    long whole = (long) rounded;
    if (rounded == whole) {
      return Long.toString(whole);
    }
    String text = String.format(Locale.ROOT, "%.2f", rounded);
    return text.endsWith("0") ? text.substring(0, text.length() - 1) : text;
  }

  /** Four digits at most, with a power of ten where that is shorter. */
  static String of(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value, new MathContext(DIGITS)).stripTrailingZeros();
    int magnitude = rounded.precision() - rounded.scale() - 1;
    if (magnitude < -3 || magnitude > 6) {
      BigDecimal head = rounded.movePointLeft(magnitude).stripTrailingZeros();
      return minus(head.toPlainString() + "e" + magnitude);
    }
    return minus(rounded.toPlainString());
  }

  /** Two decimals. */
  static String two(double value) {
    return Double.isFinite(value) ? minus(String.format(Locale.ROOT, "%.2f", value)) : of(value);
  }

  /** A share as a whole percentage, "<1 %" where it would be 0. */
  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return "–";
    }
    long percent = Math.round(share * 100);
    return percent == 0 && share > 0 ? "<1\u00a0%" : percent + "\u00a0%";
  }

  /** A count with thousands apart. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}
