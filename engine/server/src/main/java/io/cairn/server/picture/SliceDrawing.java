package io.cairn.server.picture;

import io.cairn.server.picture.Svg.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws {@link Slices}. */
final class SliceDrawing {
  private static final double WIDTH = 340;
  private static final double HEIGHT = 270;
  private static final int MOST_DOTS = 2_000;
  private static final int FEW_VALUES = 20;
  private static final double WINDOW = 0.15;

  private final Slices picture;
  private final double[] losses;
  private final double[] finite;

  private SliceDrawing(Slices picture) {
    this.picture = picture;
    this.losses = picture.losses();
    this.finite = Arrays.stream(losses).filter(Double::isFinite).sorted().toArray();
  }

  static Drawing of(Slices picture) {
    SliceDrawing drawing = new SliceDrawing(picture);
    List<Drawing.Panel> panels = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Column column : picture.parameters()) {
      panels.add(drawing.panel(column, rows));
    }
    return new Drawing(
        picture.title(),
        drawing.caption(),
        panels.size() == 4 ? 2 : Math.min(3, Math.max(1, panels.size())),
        panels,
        Drawing.Table.of(List.of("parameter", "value", "median " + picture.metric()), rows));
  }

  private String caption() {
    long measured = Arrays.stream(losses).filter(loss -> !Double.isNaN(loss)).count();
    long diverged = measured - finite.length;
    String caption =
        picture.caption()
            + " n\u00a0=\u00a0"
            + Figures.count(measured)
            + " measured configurations; the line is the running median of the nearest "
            + Figures.percent(WINDOW)
            + ", or the median of each value where there are few.";
    if (measured > MOST_DOTS) {
      caption += " " + Figures.count(MOST_DOTS) + " of them are drawn, every one counts.";
    }
    if (diverged > 0) {
      caption += " " + Figures.count(diverged) + " diverged, marked at the top.";
    }
    if (beyond() < Double.POSITIVE_INFINITY) {
      caption += " Losses beyond " + Figures.of(beyond()) + " are drawn at the upper edge.";
    }
    return caption.strip();
  }

  /** A few terrible losses must not flatten the rest: what lies far beyond the bulk is cut off. */
  private double beyond() {
    if (finite.length < 20 || logarithmic()) {
      return Double.POSITIVE_INFINITY;
    }
    double most = finite[(int) (0.95 * (finite.length - 1))];
    double limit = most + 0.8 * (most - finite[0]);
    return finite[finite.length - 1] > limit ? limit : Double.POSITIVE_INFINITY;
  }

  private boolean logarithmic() {
    return picture.logarithmic() && finite.length > 0 && finite[0] > 0;
  }

  private Drawing.Panel panel(Column column, List<List<String>> rows) {
    double[] values = column.values();
    double limit = beyond();
    PlotAxis up =
        logarithmic()
            ? new PlotAxis.Logarithmic(picture.metric())
            : new PlotAxis.Linear(picture.metric());
    int[] active =
        IntStream.range(0, losses.length)
            .filter(i -> !Double.isNaN(losses[i]) && !Double.isNaN(values[i]))
            .toArray();
    long inactive =
        IntStream.range(0, losses.length)
            .filter(i -> !Double.isNaN(losses[i]) && Double.isNaN(values[i]))
            .count();
    Plot plot =
        new Plot(
            WIDTH,
            HEIGHT,
            column.axis().name(),
            inactive > 0 ? Figures.count(inactive) + " inactive, not shown" : "",
            Span.of(column.axis(), IntStream.of(active).mapToDouble(i -> values[i])),
            Span.of(up, DoubleStream.of(finite).map(v -> Math.min(v, limit))),
            0);
    StringBuilder dots = Svg.dots();
    StringBuilder diverged = Svg.dots();
    int every = Math.max(1, (active.length + MOST_DOTS - 1) / MOST_DOTS);
    for (int k = 0; k < active.length; k += every) {
      int i = active[k];
      double x = plot.x(values[i]) + spread(column, plot, k);
      if (Double.isInfinite(losses[i])) {
        Svg.dot(diverged, x, plot.top() - 2);
      } else {
        Svg.dot(dots, x, plot.y(Math.min(losses[i], limit)));
      }
    }
    double diameter = active.length > 400 ? 3 : 4.5;
    plot.svg().path(dots, Svg.dotPaint(Ink.FIRST.stroke(), diameter, every > 1 ? 0.3 : 0.45));
    plot.svg().path(diverged, Svg.dotPaint(Ink.MARK.stroke(), 4, 0.8));
    median(plot, column, active, limit, rows);
    if (active.length == 0) {
      plot.svg()
          .text(
              (plot.left() + plot.right()) / 2,
              (plot.top() + plot.bottom()) / 2,
              "nothing measured",
              13,
              Ink.MUTED,
              Anchor.MIDDLE);
    }
    return plot.panel(
        picture.metric()
            + " of "
            + active.length
            + " configurations against "
            + column.axis().name()
            + ", with the running median.");
  }

  /** Points of one name are drawn side by side, in a fixed pattern. */
  private static double spread(Column column, Plot plot, int index) {
    if (column.axis() instanceof PlotAxis.Named named) {
      double room = (plot.right() - plot.left()) / Math.max(1, named.values().size());
      return room * 0.6 * ((index * 0.618034) % 1 - 0.5);
    }
    return 0;
  }

  private void median(
      Plot plot, Column column, int[] active, double limit, List<List<String>> rows) {
    double[] values = column.values();
    Integer[] order = IntStream.of(active).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] distinct = IntStream.of(active).mapToDouble(i -> values[i]).distinct().toArray();
    boolean named = column.axis() instanceof PlotAxis.Named;
    List<double[]> points =
        named || distinct.length <= FEW_VALUES ? each(values, order) : running(values, order);
    double[] x = points.stream().mapToDouble(p -> plot.x(p[0])).toArray();
    double[] y = points.stream().mapToDouble(p -> plot.y(Math.min(p[1], limit))).toArray();
    if (named) {
      for (int i = 0; i < x.length; i++) {
        double room = (plot.right() - plot.left()) / distinct.length;
        double half = Math.min(24, room * 0.36);
        plot.svg().line(x[i] - half, y[i], x[i] + half, y[i], Ink.SECOND.stroke(), 3);
      }
    } else {
      String paint = Ink.SECOND.stroke() + " stroke-width=\"2.5\" stroke-linejoin=\"round\"";
      plot.svg().path(Svg.polyline(x, y), paint);
    }
    for (double[] point : points) {
      String value =
          column.axis() instanceof PlotAxis.Named names
              ? names.values().get((int) point[0])
              : Figures.of(point[0]);
      rows.add(List.of(column.axis().name(), value, Figures.of(point[1])));
    }
  }

  private List<double[]> each(double[] values, Integer[] order) {
    List<double[]> points = new ArrayList<>();
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      add(points, values[order[from]], order, from, to);
      from = to;
    }
    return points;
  }

  private List<double[]> running(double[] values, Integer[] order) {
    int window = Math.max(5, (int) (WINDOW * order.length));
    List<double[]> points = new ArrayList<>();
    int steps = 40;
    if (order.length == 0) {
      return points;
    }
    for (int s = 0; s <= steps; s++) {
      int at = (int) ((long) s * (order.length - 1) / steps);
      double value = values[order[at]];
      // Equal values share one window about their middle, or the line would run up and down.
      int first = at;
      int last = at;
      while (first > 0 && values[order[first - 1]] == value) {
        first--;
      }
      while (last + 1 < order.length && values[order[last + 1]] == value) {
        last++;
      }
      if (!points.isEmpty() && points.get(points.size() - 1)[0] == value) {
        continue;
      }
      at = (first + last) / 2;
      int from = Math.max(0, Math.min(first, at - window / 2));
      int to = Math.min(order.length, Math.max(last, at + window / 2) + 1);
      add(points, value, order, from, to);
    }
    return points;
  }

  private void add(List<double[]> points, double at, Integer[] order, int from, int to) {
    double[] window = Arrays.stream(order, from, to).mapToDouble(i -> losses[i]).sorted().toArray();
    double median = (window[(window.length - 1) / 2] + window[window.length / 2]) / 2;
    if (Double.isFinite(median)) {
      points.add(new double[] {at, median});
    }
  }
}
