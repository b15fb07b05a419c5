package io.cairn.server.picture;

/**
 * Elements of SVG, appended in drawing order. Colours are attributes that a style sheet may change.
 */
final class Svg {
  /** Where a text starts from its position. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private final StringBuilder out = new StringBuilder();

  private static String n(double value) {
    return Figures.coordinate(value);
  }

  private static String title(String text) {
    return text.isEmpty() ? "" : "<title>" + Markup.escape(text) + "</title>";
  }

  Svg rect(double x, double y, double width, double height, String paint) {
    return rect(x, y, width, height, paint, "");
  }

  /** A rectangle that says something when pointed at. */
  Svg rect(double x, double y, double width, double height, String paint, String tip) {
    out.append("<rect x=\"").append(n(x)).append("\" y=\"").append(n(y)).append("\" width=\"");
    out.append(n(Math.max(0, width))).append("\" height=\"").append(n(Math.max(0, height)));
    out.append("\" ").append(paint);
    return close("rect", tip);
  }

  Svg line(double x1, double y1, double x2, double y2, String paint, double width) {
    out.append("<line x1=\"").append(n(x1)).append("\" y1=\"").append(n(y1)).append("\" x2=\"");
    out.append(n(x2)).append("\" y2=\"").append(n(y2)).append("\" ").append(paint);
    out.append(" stroke-width=\"").append(n(width)).append('"');
    return close("line", "");
  }

  Svg circle(double x, double y, double radius, String paint, String tip) {
    out.append("<circle cx=\"").append(n(x)).append("\" cy=\"").append(n(y)).append("\" r=\"");
    out.append(n(radius)).append("\" ").append(paint);
    return close("circle", tip);
  }

  /** A path of any commands. */
  Svg path(CharSequence commands, String paint) {
    if (commands.length() == 0) {
      return this;
    }
    out.append("<path d=\"").append(commands).append("\" ").append(paint);
    return close("path", "");
  }

  private Svg close(String element, String tip) {
    if (tip.isEmpty()) {
      out.append("/>\n");
    } else {
      out.append('>').append(title(tip)).append("</").append(element).append(">\n");
    }
    return this;
  }

  Svg text(double x, double y, String text, double size, Ink ink, Anchor anchor) {
    return text(x, y, text, size, ink.fill(), anchor, "");
  }

  Svg bold(double x, double y, String text, double size, Ink ink, Anchor anchor) {
    return text(x, y, text, size, ink.fill(), anchor, " font-weight=\"bold\"");
  }

  Svg text(double x, double y, String text, double size, String paint, Anchor anchor, String more) {
    out.append("<text x=\"").append(n(x)).append("\" y=\"").append(n(y)).append("\" font-size=\"");
    out.append(n(size)).append("\" ").append(paint).append(more);
    if (anchor != Anchor.START) {
      out.append(" text-anchor=\"").append(anchor == Anchor.END ? "end" : "middle").append('"');
    }
    out.append('>').append(Markup.escape(text)).append("</text>\n");
    return this;
  }

  /** A text turned to be read from below, centred on its position. */
  Svg upright(double x, double y, String text, double size, Ink ink) {
    String turn = " transform=\"rotate(-90 " + n(x) + " " + n(y) + ")\"";
    return text(x, y, text, size, ink.fill(), Anchor.MIDDLE, turn);
  }

  /** Begins a path of dots of one size: points of a scatter, a dozen bytes each. */
  static StringBuilder dots() {
    return new StringBuilder();
  }

  /** Adds a dot; drawn as a line of almost no length with round ends. */
  static void dot(StringBuilder dots, double x, double y) {
    dots.append('M').append(n(x)).append(' ').append(n(y)).append("h.01");
  }

  /** Paint of dots: a stroke as wide as the dot. */
  static String dotPaint(String stroke, double diameter, double opacity) {
    return stroke
        + " stroke-width=\""
        + n(diameter)
        + "\" stroke-linecap=\"round\" stroke-opacity=\""
        + n(opacity)
        + "\"";
  }

  /** A line through points, broken where one is NaN. */
  static StringBuilder polyline(double[] x, double[] y) {
    StringBuilder path = new StringBuilder();
    boolean on = false;
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(x[i]) || Double.isNaN(y[i])) {
        on = false;
        continue;
      }
      path.append(on ? 'L' : 'M').append(n(x[i])).append(' ').append(n(y[i]));
      on = true;
    }
    return path;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
