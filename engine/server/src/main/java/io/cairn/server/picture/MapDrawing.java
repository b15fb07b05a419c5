package io.cairn.server.picture;

import io.cairn.core.landscape.map.Interpolation;
import io.cairn.core.landscape.map.LandscapeMap;
import io.cairn.core.landscape.map.Layout;
import io.cairn.core.landscape.map.MapQuality;
import io.cairn.server.picture.Svg.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Draws {@link MapPicture}. */
final class MapDrawing {
  private static final double WIDTH = 400;
  private static final double HEIGHT = 408;
  private static final double TOP = 48;
  private static final double SIDE = 344;
  private static final double INSET = 10;
  private static final int TABLE_ROWS = 100;

  private final MapPicture picture;
  private final LandscapeMap map;
  private final double[] ranks;
  private final Integer[] worstFirst;

  private MapDrawing(MapPicture picture) {
    this.picture = picture;
    this.map = picture.map();
    this.ranks = map.ranks();
    this.worstFirst =
        IntStream.range(0, ranks.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> ranks[i]).reversed())
            .toArray(Integer[]::new);
  }

  static Drawing of(MapPicture picture) {
    MapDrawing drawing = new MapDrawing(picture);
    List<Drawing.Panel> panels = new ArrayList<>();
    panels.add(drawing.panel(drawing.map.map()));
    panels.add(drawing.panel(drawing.map.baseline()));
    if (picture.interpolated()) {
      panels.add(drawing.surface());
    }
    return new Drawing(picture.title(), drawing.caption(), panels.size(), panels, drawing.table());
  }

  private String caption() {
    StringBuilder caption = new StringBuilder(picture.caption());
    caption.append(" Each dot is a configuration, coloured by the rank of its ");
    caption.append(picture.metric()).append(". n\u00a0=\u00a0").append(Figures.count(ranks.length));
    if (map.measured() > ranks.length) {
      caption.append(" of ").append(Figures.count(map.measured()));
    }
    caption.append("; steps between configurations: ").append(map.graph()).append('.');
    if (map.diverged() > 0) {
      caption.append(' ').append(map.diverged()).append(" diverged, ranked last.");
    }
    caption.append(
        " Where many lie at one place they are spread around it. Axes have no unit; only nearness means something, as far as trustworthiness"
            + " (no false neighbours) and continuity (none torn apart) are near 1.");
    map.warnings().forEach(warning -> caption.append(' ').append(warning));
    return caption.toString().strip();
  }

  private Drawing.Panel surface() {
    Interpolation surface = Interpolation.of(map);
    Svg svg = new Svg();
    svg.bold(8, 18, "Interpolation between the dots", Plot.HEADING, Ink.TEXT, Anchor.START);
    svg.text(8, 36, "a guess, not measured", Plot.LABEL, Ink.MUTED, Anchor.START);
    double width = WIDTH - 16;
    double height = SIDE - 20;
    svg.rect(8, TOP, width, height, Ink.SUNKEN.fill());
    double scale =
        Math.min((width - 2 * INSET) / surface.width(), (height - 2 * INSET) / surface.height());
    int cells = surface.ranks().length;
    double cellWidth = scale * surface.width() / Math.max(1, cells);
    double cellHeight = scale * surface.height() / Math.max(1, cells);
    double left = 8 + (width - cells * cellWidth) / 2;
    double bottom = TOP + (height + cells * cellHeight) / 2;
    StringBuilder[] steps = new StringBuilder[Ramp.STEPS];
    for (int c = 0; c < cells; c++) {
      for (int r = 0; r < cells; r++) {
        double rank = surface.ranks()[c][r];
        if (!Double.isNaN(rank)) {
          int step = Ramp.step(rank);
          steps[step] = steps[step] == null ? new StringBuilder() : steps[step];
          steps[step].append('M').append(Figures.coordinate(left + c * cellWidth));
          steps[step].append(' ').append(Figures.coordinate(bottom - (r + 1) * cellHeight));
          steps[step].append('h').append(Figures.coordinate(cellWidth + 0.2));
          steps[step].append('v').append(Figures.coordinate(cellHeight + 0.2));
          steps[step].append('h').append(Figures.coordinate(-cellWidth - 0.2)).append('z');
        }
      }
    }
    for (int step = 0; step < Ramp.STEPS; step++) {
      if (steps[step] != null) {
        svg.path(steps[step], Ramp.fill(step));
      }
    }
    Legend.across(svg, 8, TOP + SIDE - 8, width, "best", "worst");
    return new Drawing.Panel(
        "Ranks interpolated linearly between the points of the map, not measured.",
        WIDTH,
        HEIGHT,
        svg.toString());
  }

  private Drawing.Panel panel(Layout layout) {
    Svg svg = new Svg();
    String heading = TextWidth.fit(layout.method(), Plot.HEADING * 1.06, WIDTH - 16);
    svg.bold(8, 18, heading, Plot.HEADING, Ink.TEXT, Anchor.START);
    svg.text(8, 36, quality(layout.quality()), Plot.LABEL, Ink.MUTED, Anchor.START);
    double width = WIDTH - 16;
    svg.rect(8, TOP, width, SIDE - 20, Ink.SUNKEN.fill());
    dots(svg, layout, 8 + INSET, TOP + INSET, width - 2 * INSET, SIDE - 20 - 2 * INSET);
    Legend.across(svg, 8, TOP + SIDE - 8, width, "best", "worst");
    return new Drawing.Panel(
        layout.method()
            + " of "
            + ranks.length
            + " configurations; "
            + quality(layout.quality())
            + ".",
        WIDTH,
        HEIGHT,
        svg.toString());
  }

  static String quality(MapQuality quality) {
    return quality.neighbours() == 0
        ? "too few points to judge"
        : "trustworthiness "
            + Figures.two(quality.trustworthiness())
            + " · continuity "
            + Figures.two(quality.continuity())
            + " (k = "
            + quality.neighbours()
            + ")";
  }

  private void dots(Svg svg, Layout layout, double left, double top, double width, double height) {
    double[] x = layout.x();
    double[] y = layout.y();
    if (x.length == 0) {
      svg.text(
          left + width / 2, top + height / 2, "nothing measured", 13, Ink.MUTED, Anchor.MIDDLE);
      return;
    }
    double[] across = ends(x);
    double[] up = ends(y);
    // One scale for both, so that distances can be compared in every direction.
    double scale =
        Math.min(
            width / Math.max(1e-12, across[1] - across[0]),
            height / Math.max(1e-12, up[1] - up[0]));
    scale = x.length == 1 || scale > 1e11 ? 1 : scale;
    double middleX = left + width / 2 - scale * (across[0] + across[1]) / 2;
    double middleY = top + height / 2 + scale * (up[0] + up[1]) / 2;
    double[][] at = new double[2][x.length];
    for (int i = 0; i < x.length; i++) {
      at[0][i] = middleX + scale * x[i];
      at[1][i] = middleY - scale * y[i];
    }
    double diameter = Math.max(2.2, Math.min(8, 150 / Math.sqrt(x.length)));
    Heaps.spread(at[0], at[1], worstFirst, diameter);
    into(at[0], at[1], left, top, width, height);
    StringBuilder[] steps = new StringBuilder[Ramp.STEPS];
    // The worst first, so that good ones lie on top.
    for (int i : worstFirst) {
      int step = Ramp.step(ranks[i]);
      if (steps[step] == null) {
        steps[step] = Svg.dots();
      }
      Svg.dot(steps[step], at[0][i], at[1][i]);
    }
    double opacity = x.length > 3_000 ? 0.8 : 0.9;
    for (int step = Ramp.STEPS - 1; step >= 0; step--) {
      if (steps[step] != null) {
        svg.path(steps[step], Svg.dotPaint(Ramp.stroke(step), diameter, opacity));
      }
    }
    int best = worstFirst[worstFirst.length - 1];
    mark(svg, at[0][best], at[1][best], left + width / 2);
  }

  /** Draws in what a heap at the edge has pushed out. */
  private static void into(
      double[] x, double[] y, double left, double top, double width, double height) {
    double[] across = ends(x);
    double[] up = ends(y);
    double scale =
        Math.min(
            1,
            Math.min(
                width / Math.max(1e-9, across[1] - across[0]),
                height / Math.max(1e-9, up[1] - up[0])));
    for (int i = 0; i < x.length; i++) {
      x[i] = left + width / 2 + scale * (x[i] - (across[0] + across[1]) / 2);
      y[i] = top + height / 2 + scale * (y[i] - (up[0] + up[1]) / 2);
    }
  }

  private static void mark(Svg svg, double x, double y, double middle) {
    svg.circle(x, y, 7, Ink.CARD.stroke() + " stroke-width=\"4\"", "");
    svg.circle(x, y, 7, Ink.MARK.stroke() + " stroke-width=\"2.2\"", "best");
    boolean leftwards = x > middle;
    double at = leftwards ? x - 12 : x + 12;
    Anchor anchor = leftwards ? Anchor.END : Anchor.START;
    String halo = Ink.CARD.stroke() + " stroke-width=\"4\" stroke-linejoin=\"round\"";
    svg.text(at, y + 4, "best", 13, halo, anchor, " font-weight=\"bold\"");
    svg.bold(at, y + 4, "best", 13, Ink.MARK, anchor);
  }

  private static double[] ends(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new double[] {low, high};
  }

  private Drawing.Table table() {
    List<List<String>> rows = new ArrayList<>();
    double[] losses = map.losses();
    int[] numbers = map.rows();
    for (int p = worstFirst.length - 1; p >= 0 && rows.size() < TABLE_ROWS; p--) {
      int i = worstFirst[p];
      String name = picture.names().size() > i ? picture.names().get(i) : "#" + numbers[i];
      rows.add(List.of(name, Figures.of(losses[i]), Figures.percent(ranks[i])));
    }
    String note =
        rows.size() < ranks.length
            ? "The best " + rows.size() + " of " + ranks.length + " configurations."
            : "";
    return new Drawing.Table(
        List.of("configuration", picture.metric(), "rank, 0 % is best"), rows, note);
  }
}
