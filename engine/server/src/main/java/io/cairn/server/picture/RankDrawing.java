package io.cairn.server.picture;

import io.cairn.server.picture.Svg.Anchor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws {@link RankScatter}: dots, or the density of many. */
final class RankDrawing {
  private static final double WIDTH = 460;
  private static final double HEIGHT = 470;
  private static final int MOST_DOTS = 3_000;
  private static final int CELLS = 40;

  private RankDrawing() {}

  static Drawing of(RankScatter picture) {
    double[] a = picture.firstLosses();
    double[] b = picture.secondLosses();
    int[] both =
        IntStream.range(0, a.length)
            .filter(i -> !Double.isNaN(a[i]) && !Double.isNaN(b[i]))
            .toArray();
    double[] across = ranks(IntStream.of(both).mapToDouble(i -> a[i]).toArray());
    double[] up = ranks(IntStream.of(both).mapToDouble(i -> b[i]).toArray());
    Plot plot =
        new Plot(
            WIDTH,
            HEIGHT,
            Figures.count(both.length) + " configurations on both landscapes",
            "0 % is best",
            Span.fixed(new PlotAxis.Linear("rank on " + picture.first() + ", %"), 0, 100),
            Span.fixed(new PlotAxis.Linear("rank on " + picture.second() + ", %"), 0, 100),
            0);
    double edge = 100 * picture.gamma();
    long shared =
        IntStream.range(0, both.length).filter(i -> across[i] <= edge && up[i] <= edge).count();
    if (both.length > MOST_DOTS) {
      density(plot, across, up);
      Legend.across(plot.svg(), WIDTH - 214, 27, 200, "many", "one");
    } else {
      dots(plot, across, up, edge);
    }
    square(plot, edge, shared);
    String caption =
        picture.caption()
            + " n\u00a0=\u00a0"
            + Figures.count(both.length)
            + " configurations measured on both. The square holds what is among the best "
            + Figures.percent(picture.gamma())
            + " on both: "
            + Figures.count(shared)
            + " configurations, against "
            + Figures.of(Math.rint(picture.gamma() * picture.gamma() * both.length))
            + " by chance."
            + (both.length > MOST_DOTS
                ? " Colours tell how many configurations a cell holds."
                : "");
    return new Drawing(
        picture.title(),
        caption.strip(),
        1,
        List.of(
            plot.panel(
                "Ranks on "
                    + picture.second()
                    + " against ranks on "
                    + picture.first()
                    + "; "
                    + shared
                    + " configurations are among the best of both.")),
        table(across, up));
  }

  private static void dots(Plot plot, double[] across, double[] up, double edge) {
    StringBuilder others = Svg.dots();
    StringBuilder best = Svg.dots();
    for (int i = 0; i < across.length; i++) {
      boolean both = across[i] <= edge && up[i] <= edge;
      Svg.dot(both ? best : others, plot.x(across[i]), plot.y(up[i]));
    }
    double diameter = Math.max(3, Math.min(6, 90 / Math.sqrt(Math.max(1, across.length))));
    plot.svg().path(others, Svg.dotPaint(Ink.FIRST.stroke(), diameter, 0.55));
    plot.svg().path(best, Svg.dotPaint(Ink.SECOND.stroke(), diameter + 0.5, 0.9));
  }

  private static void density(Plot plot, double[] across, double[] up) {
    int[][] counts = new int[CELLS][CELLS];
    int most = 1;
    for (int i = 0; i < across.length; i++) {
      int column = Math.min(CELLS - 1, (int) (across[i] / 100 * CELLS));
      int row = Math.min(CELLS - 1, (int) (up[i] / 100 * CELLS));
      most = Math.max(most, ++counts[column][row]);
    }
    double size = 100.0 / CELLS;
    for (int c = 0; c < CELLS; c++) {
      for (int r = 0; r < CELLS; r++) {
        if (counts[c][r] > 0) {
          int step = Ramp.step(1 - Math.log1p(counts[c][r]) / Math.log1p(most));
          double x = plot.x(c * size);
          double y = plot.y((r + 1) * size);
          plot.svg()
              .rect(
                  x,
                  y,
                  plot.x((c + 1) * size) - x + 0.3,
                  plot.y(r * size) - y + 0.3,
                  Ramp.fill(step),
                  counts[c][r] + " configurations");
        }
      }
    }
  }

  private static void square(Plot plot, double edge, long shared) {
    double top = plot.y(edge);
    plot.svg()
        .rect(
            plot.left(),
            top,
            plot.x(edge) - plot.left(),
            plot.bottom() - top,
            Ink.MARK.stroke() + " stroke-width=\"2\"");
    String label = "best " + Figures.of(edge) + " % of both: " + Figures.count(shared);
    String halo = Ink.CARD.stroke() + " stroke-width=\"4\" stroke-linejoin=\"round\"";
    double x = plot.left() + 4;
    plot.svg().text(x, top - 6, label, Plot.LABEL, halo, Anchor.START, " font-weight=\"bold\"");
    plot.svg().bold(x, top - 6, label, Plot.LABEL, Ink.MARK, Anchor.START);
  }

  /** Average ranks in percent; 0 for the best, 100 for the worst. */
  static double[] ranks(double[] losses) {
    int n = losses.length;
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> losses[i]));
    double[] ranks = new double[n];
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < n && losses[order[to]] == losses[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = n < 2 ? 0 : 100.0 * (from + to - 1) / 2 / (n - 1);
      }
      from = to;
    }
    return ranks;
  }

  private static Drawing.Table table(double[] across, double[] up) {
    List<List<String>> rows =
        IntStream.range(0, across.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> across[i] + up[i]))
            .map(i -> DoubleStream.of(across[i], up[i]).mapToObj(Figures::of).toList())
            .toList();
    return Drawing.Table.of(List.of("rank on the first, %", "rank on the second, %"), rows);
  }
}
