package io.cairn.server.picture;

import io.cairn.server.picture.FidelityCurves.Interval;
import io.cairn.server.picture.FidelityCurves.Level;
import io.cairn.server.picture.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Draws {@link FidelityCurves}: agreement, and below it what each level costs. */
final class FidelityDrawing {
  private static final double WIDTH = 520;
  private static final double HEIGHT = 330;
  private static final double COST_HEIGHT = 210;
  private static final double LABEL_ROOM = 62;
  private static final int FEW_LEVELS = 8;
  private static final double DECADE = 8;

  private final FidelityCurves picture;

  private FidelityDrawing(FidelityCurves picture) {
    this.picture = picture;
  }

  static Drawing of(FidelityCurves picture) {
    FidelityDrawing drawing = new FidelityDrawing(picture);
    List<Drawing.Panel> panels = new ArrayList<>();
    panels.add(drawing.agreement());
    if (picture.levels().stream().anyMatch(l -> Double.isFinite(l.costShare()))) {
      panels.add(drawing.cost());
    }
    String advice =
        picture.trusted() < 0
            ? " No level below full fidelity can be trusted."
            : " The lowest level to trust is "
                + picture.resource()
                + " "
                + Figures.of(picture.levels().get(picture.trusted()).level())
                + ".";
    return new Drawing(
        picture.title(),
        (picture.caption() + advice + " Bands are intervals.").strip(),
        1,
        panels,
        drawing.table());
  }

  private Span across() {
    double[] levels = picture.levels().stream().mapToDouble(Level::level).toArray();
    boolean wide =
        levels.length > 1 && levels[0] > 0 && levels[levels.length - 1] / levels[0] > DECADE;
    PlotAxis axis =
        wide
            ? new PlotAxis.Logarithmic(picture.resource())
            : new PlotAxis.Linear(picture.resource());
    Span span = Span.of(axis, DoubleStream.of(levels));
    return levels.length > 0 && levels.length <= FEW_LEVELS ? span.withTicks(levels) : span;
  }

  private Drawing.Panel agreement() {
    double lowest =
        picture.levels().stream()
            .flatMapToDouble(l -> DoubleStream.of(l.rho().low(), l.rho().value()))
            .filter(Double::isFinite)
            .min()
            .orElse(0);
    Span up = Span.fixed(new PlotAxis.Linear("agreement"), Math.min(0, lowest), 1.16);
    Plot plot =
        new Plot(
            WIDTH,
            HEIGHT,
            "Agreement with full fidelity",
            "rank correlation, and share of the best set in common",
            across(),
            up,
            LABEL_ROOM);
    band(plot, Level::rho, Ink.FIRST);
    band(plot, Level::overlap, Ink.SECOND);
    if (picture.trusted() >= 0) {
      double x = plot.x(picture.levels().get(picture.trusted()).level());
      String dashes = Ink.MARK.stroke() + " stroke-dasharray=\"4 3\"";
      plot.svg().line(x, plot.top(), x, plot.bottom(), dashes, 1.5);
      boolean leftwards = x > (plot.left() + plot.right()) / 2;
      plot.svg()
          .bold(
              leftwards ? x - 5 : x + 5,
              plot.y(1.08),
              "lowest to trust",
              Plot.LABEL,
              Ink.MARK,
              leftwards ? Anchor.END : Anchor.START);
    }
    line(plot, Level::rho, Ink.FIRST);
    line(plot, Level::overlap, Ink.SECOND);
    labels(plot);
    return plot.panel("Rank correlation and overlap of the best set by " + picture.resource());
  }

  /** Names stand at the right ends of their lines, parted where those meet. */
  private void labels(Plot plot) {
    if (picture.levels().size() < 2) {
      return;
    }
    // The last level agrees with itself; where the lines differ is the one before.
    Level before = picture.levels().get(picture.levels().size() - 2);
    boolean rhoAbove = !(before.rho().value() < before.overlap().value());
    Level last = picture.levels().get(picture.levels().size() - 1);
    double rho = plot.y(finite(last.rho().value()));
    double overlap = plot.y(finite(last.overlap().value()));
    if (Math.abs(rho - overlap) < 15) {
      double middle = Math.max((rho + overlap) / 2, plot.top() + 8);
      rho = middle + (rhoAbove ? -4 : 12);
      overlap = middle + (rhoAbove ? 12 : -4);
    }
    plot.svg().bold(plot.right() + 2, rho + 4, "rho", Plot.LABEL, Ink.FIRST, Anchor.START);
    plot.svg().bold(plot.right() + 2, overlap + 4, "overlap", Plot.LABEL, Ink.SECOND, Anchor.START);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 1;
  }

  private void band(Plot plot, Function<Level, Interval> part, Ink ink) {
    List<Level> known =
        picture.levels().stream()
            .filter(l -> Double.isFinite(part.apply(l).low()))
            .filter(l -> Double.isFinite(part.apply(l).high()))
            .toList();
    if (known.size() < 2) {
      return;
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < 2 * known.size(); i++) {
      boolean there = i < known.size();
      Level level = known.get(there ? i : 2 * known.size() - 1 - i);
      double value = there ? part.apply(level).high() : part.apply(level).low();
      path.append(i == 0 ? 'M' : 'L').append(Figures.coordinate(plot.x(level.level())));
      path.append(' ').append(Figures.coordinate(plot.y(Math.min(1, value))));
    }
    plot.svg().path(path.append('Z'), ink.fill() + " fill-opacity=\"0.18\"");
  }

  private void line(Plot plot, Function<Level, Interval> part, Ink ink) {
    double[] x = picture.levels().stream().mapToDouble(l -> plot.x(l.level())).toArray();
    double[] y =
        picture.levels().stream().mapToDouble(l -> plot.y(part.apply(l).value())).toArray();
    plot.svg().path(Svg.polyline(x, y), ink.stroke() + " stroke-width=\"2.5\"");
    StringBuilder dots = Svg.dots();
    for (int i = 0; i < x.length && x.length <= 40; i++) {
      if (!Double.isNaN(y[i])) {
        Svg.dot(dots, x[i], y[i]);
      }
    }
    plot.svg().path(dots, Svg.dotPaint(ink.stroke(), 6, 1));
  }

  private Drawing.Panel cost() {
    Plot plot =
        new Plot(
            WIDTH,
            COST_HEIGHT,
            "Cost",
            "share of what full fidelity costs",
            across(),
            Span.fixed(new PlotAxis.Linear("cost, %"), 0, 112),
            LABEL_ROOM);
    double[] x = picture.levels().stream().mapToDouble(l -> plot.x(l.level())).toArray();
    double[] y = picture.levels().stream().mapToDouble(l -> plot.y(100 * l.costShare())).toArray();
    plot.svg().path(Svg.polyline(x, y), Ink.MUTED.stroke() + " stroke-width=\"2\"");
    for (int i = 0; i < x.length && x.length <= 12; i++) {
      double share = picture.levels().get(i).costShare();
      if (Double.isFinite(share)) {
        plot.svg().circle(x[i], y[i], 3, Ink.MUTED.fill(), Figures.percent(share));
        plot.svg()
            .text(
                i == 0 ? x[i] : x[i] - 7,
                y[i] - (i == 0 ? 9 : 5),
                Figures.percent(share),
                Plot.LABEL,
                Ink.TEXT,
                i == 0 ? Anchor.MIDDLE : Anchor.END);
      }
    }
    return plot.panel("Cost of each level as a share of full fidelity's");
  }

  private Drawing.Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (Level level : picture.levels()) {
      rows.add(
          List.of(
              Figures.of(level.level()),
              text(level.rho()),
              text(level.overlap()),
              Figures.percent(level.costShare())));
    }
    return Drawing.Table.of(
        List.of(picture.resource(), "rho (interval)", "overlap (interval)", "cost"), rows);
  }

  private static String text(Interval interval) {
    return Figures.two(interval.value())
        + " ("
        + Figures.two(interval.low())
        + " to "
        + Figures.two(interval.high())
        + ")";
  }
}
