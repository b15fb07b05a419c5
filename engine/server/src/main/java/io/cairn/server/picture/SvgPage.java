package io.cairn.server.picture;

import io.cairn.server.picture.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;

/** Arranges a drawing as one SVG: title, panels in rows, caption. */
final class SvgPage {
  static final String FONTS =
      "Helvetica, Arial, &quot;Liberation Sans&quot;, &quot;DejaVu Sans&quot;, sans-serif";

  private static final double MARGIN = 20;
  private static final double GAP = 18;
  private static final double TITLE = 19;
  private static final double CAPTION = 12.5;
  private static final double LINE = 17;
  private static final double LEAST_WIDTH = 480;

  /** The size of the page. */
  record Page(double width, double height, String svg) {}

  private SvgPage() {}

  static Page of(Drawing drawing) {
    double width = LEAST_WIDTH;
    for (List<Drawing.Panel> row : rows(drawing)) {
      width = Math.max(width, rowWidth(row) + 2 * MARGIN);
    }
    StringBuilder body = new StringBuilder();
    Svg svg = new Svg();
    double y = MARGIN + TITLE;
    for (String line : TextWidth.wrap(drawing.title(), TITLE * 1.06, width - 2 * MARGIN)) {
      svg.bold(MARGIN, y, line, TITLE, Ink.TEXT, Anchor.START);
      y += TITLE + 5;
    }
    body.append(svg);
    for (List<Drawing.Panel> row : rows(drawing)) {
      double x = MARGIN - 8;
      double tallest = 0;
      for (Drawing.Panel panel : row) {
        body.append("<g transform=\"translate(").append(Figures.coordinate(x)).append(' ');
        body.append(Figures.coordinate(y)).append(")\">\n").append(panel.svg()).append("</g>\n");
        x += panel.width() + GAP;
        tallest = Math.max(tallest, panel.height());
      }
      y += tallest + GAP;
    }
    Svg caption = new Svg();
    for (String line : TextWidth.wrap(drawing.caption(), CAPTION, width - 2 * MARGIN)) {
      y += LINE;
      caption.text(MARGIN, y - 6, line, CAPTION, Ink.MUTED, Anchor.START);
    }
    body.append(caption);
    return page(drawing, width, y + MARGIN - 6, body);
  }

  private static Page page(Drawing drawing, double width, double height, StringBuilder body) {
    String w = Figures.coordinate(width);
    String h = Figures.coordinate(height);
    String svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
            + w
            + "\" height=\""
            + h
            + "\" viewBox=\"0 0 "
            + w
            + " "
            + h
            + "\" font-family=\""
            + FONTS
            + "\" role=\"img\">\n<title>"
            + Markup.escape(drawing.title())
            + "</title>\n<desc>"
            + Markup.escape(drawing.caption())
            + "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
            + body
            + "</svg>\n";
    return new Page(width, height, svg);
  }

  private static List<List<Drawing.Panel>> rows(Drawing drawing) {
    List<List<Drawing.Panel>> rows = new ArrayList<>();
    for (int from = 0; from < drawing.panels().size(); from += drawing.columns()) {
      int to = Math.min(drawing.panels().size(), from + drawing.columns());
      rows.add(drawing.panels().subList(from, to));
    }
    return rows;
  }

  private static double rowWidth(List<Drawing.Panel> row) {
    return row.stream().mapToDouble(Drawing.Panel::width).sum() + GAP * (row.size() - 1) - 8;
  }
}
