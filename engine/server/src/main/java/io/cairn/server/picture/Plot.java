package io.cairn.server.picture;

import io.cairn.server.picture.Svg.Anchor;
import java.util.List;

/** A panel with two axes: its frame, and where values lie in it. */
final class Plot {
  static final double LABEL = 12;
  static final double HEADING = 13.5;

  private static final double TOP = 46;
  private static final double BOTTOM = 42;
  private static final double RIGHT = 14;
  private static final double TICK_GAP = 6;
  private static final int TICKS = 5;

  private final Svg svg = new Svg();
  private final double width;
  private final double height;
  private final Span across;
  private final Span up;
  private final double left;
  private final double right;

  /**
   * Begins a panel.
   *
   * @param heading in bold
   * @param subheading below it, quieter
   * @param roomRight kept free right of the plot for direct labels
   */
  Plot(
      double width,
      double height,
      String heading,
      String subheading,
      Span across,
      Span up,
      double roomRight) {
    this.width = width;
    this.height = height;
    this.across = across;
    this.up = up;
    double widest =
        up.ticks(TICKS).stream().mapToDouble(t -> TextWidth.of(t.label(), LABEL)).max().orElse(0);
    this.left = 24 + TICK_GAP + Math.min(widest, width / 4);
    this.right = width - RIGHT - roomRight;
    svg.bold(
        8, 18, TextWidth.fit(heading, HEADING * 1.06, width - 16), HEADING, Ink.TEXT, Anchor.START);
    svg.text(8, 35, TextWidth.fit(subheading, LABEL, width - 16), LABEL, Ink.MUTED, Anchor.START);
    grid();
  }

  private void grid() {
    double bottom = height - BOTTOM;
    for (Span.Tick tick : up.ticks(TICKS)) {
      double y = y(tick.value());
      if (!(up.axis() instanceof PlotAxis.Named)) {
        svg.line(left, y, right, y, Ink.GRID.stroke(), 1);
      }
      String label = TextWidth.fit(tick.label(), LABEL, width / 4);
      svg.text(left - TICK_GAP, y + 4, label, LABEL, Ink.MUTED, Anchor.END);
    }
    List<Span.Tick> ticks = across.ticks(TICKS);
    double room = (right - left) / Math.max(1, ticks.size());
    double free = Double.NEGATIVE_INFINITY;
    for (Span.Tick tick : ticks) {
      double x = x(tick.value());
      boolean named = across.axis() instanceof PlotAxis.Named;
      String label = named ? TextWidth.fit(tick.label(), LABEL, room - 3) : tick.label();
      double half = TextWidth.of(label, LABEL) / 2;
      if (!named) {
        svg.line(x, TOP, x, bottom, Ink.GRID.stroke(), 1);
      }
      // A label that would touch the one before is left out; its grid line stays.
      if (x - half > free && (!named || label.length() > 1 || tick.label().length() == 1)) {
        double at = Math.min(x, width - half - 2);
        svg.text(at, bottom + 16, label, LABEL, Ink.MUTED, Anchor.MIDDLE);
        free = x + half + 4;
      }
    }
    svg.line(left, bottom, right, bottom, Ink.AXIS.stroke(), 1);
    String name = TextWidth.fit(across.axis().name(), LABEL, right - left);
    svg.text((left + right) / 2, height - 8, name, LABEL, Ink.TEXT, Anchor.MIDDLE);
    String upName = TextWidth.fit(up.axis().name(), LABEL, bottom - TOP);
    svg.upright(15, (TOP + bottom) / 2, upName, LABEL, Ink.TEXT);
  }

  Svg svg() {
    return svg;
  }

  double x(double value) {
    return left + across.share(value) * (right - left);
  }

  double y(double value) {
    return height - BOTTOM - up.share(value) * (height - BOTTOM - TOP);
  }

  double left() {
    return left;
  }

  double right() {
    return right;
  }

  double top() {
    return TOP;
  }

  double bottom() {
    return height - BOTTOM;
  }

  Drawing.Panel panel(String description) {
    return new Drawing.Panel(description, width, height, svg.toString());
  }
}
