package io.cairn.server.picture;

import io.cairn.server.picture.Svg.Anchor;

/** A ramp of colours with its ends named. */
final class Legend {
  private static final double THICK = 9;
  private static final double SIZE = 11;

  private Legend() {}

  /** Draws a ramp from low to high, its ends written at its sides. */
  static void across(Svg svg, double x, double y, double width, String low, String high) {
    double before = TextWidth.of(low, SIZE) + 6;
    double after = TextWidth.of(high, SIZE) + 6;
    double length = width - before - after;
    svg.text(x, y + THICK - 0.5, low, SIZE, Ink.MUTED, Anchor.START);
    for (int step = 0; step < Ramp.STEPS; step++) {
      double from = x + before + length * step / Ramp.STEPS;
      // Overlapping a little, so that no seam shows.
      svg.rect(from, y, length / Ramp.STEPS + 0.4, THICK, Ramp.fill(step));
    }
    svg.text(x + width, y + THICK - 0.5, high, SIZE, Ink.MUTED, Anchor.END);
  }
}
