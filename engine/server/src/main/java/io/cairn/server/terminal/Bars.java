package io.cairn.server.terminal;

import java.util.List;

/** Bars and curves of characters. */
final class Bars {

  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
  private static final String HEIGHTS = "▁▂▃▄▅▆▇█";
  private static final String ASCII_HEIGHTS = "_.-:=+*#";

  private Bars() {}

  /**
   * A bar with its rest, so many columns wide.
   *
   * @param share from 0 to 1; what is beyond is taken for these
   */
  static String bar(double share, int width, Look look) {
    double within = share > 0 ? Math.min(1, share) : 0; // NaN is nothing
    if (!look.unicode()) {
      int full = (int) Math.round(within * Math.max(0, width - 2));
      return width < 3
          ? " ".repeat(Math.max(0, width))
          : "[" + "#".repeat(full) + "-".repeat(width - 2 - full) + "]";
    }
    int eighths = (int) Math.round(within * width * 8);
    String part = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
    int full = eighths / 8;
    return "█".repeat(full) + part + "░".repeat(Math.max(0, width - full - part.length()));
  }

  /** A bar without a rest, for tables. */
  static String plainBar(double share, int width, Look look) {
    double within = share > 0 ? Math.min(1, share) : 0;
    if (!look.unicode()) {
      return "#".repeat((int) Math.round(within * width));
    }
    int eighths = (int) Math.round(within * width * 8);
    String part = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
    return "█".repeat(eighths / 8) + part;
  }

  /** The newest values, one a column; a dot is one that is no number. */
  static String newest(List<Double> values, int width, Look look) {
    return heights(
        values.subList(Math.max(0, values.size() - Math.max(0, width)), values.size()), look);
  }

  /** A curve squeezed into so many columns: of those that share a column, the newest counts. */
  static String squeezed(List<Double> values, int width, Look look) {
    if (values.size() <= width || width < 1) {
      return newest(values, Math.max(0, width), look);
    }
    List<Double> kept = new java.util.ArrayList<>(width);
    for (int column = 1; column <= width; column++) {
      kept.add(values.get((int) ((long) column * values.size() / width) - 1));
    }
    return heights(kept, look);
  }

  private static String heights(List<Double> values, Look look) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    String steps = look.unicode() ? HEIGHTS : ASCII_HEIGHTS;
    StringBuilder line = new StringBuilder();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        line.append(look.unicode() ? '·' : '?');
      } else {
        // Halves first: the difference of two doubles may be beyond all doubles.
        double height = most > least ? (value / 2 - least / 2) / (most / 2 - least / 2) : 0;
        line.append(steps.charAt((int) Math.min(7, Math.floor(height * 8))));
      }
    }
    return line.toString();
  }
}
