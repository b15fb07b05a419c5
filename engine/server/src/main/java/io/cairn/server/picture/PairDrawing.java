package io.cairn.server.picture;

import io.cairn.server.picture.Svg.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Draws {@link PairMeans}. */
final class PairDrawing {
  private static final double WIDTH = 380;
  private static final double HEIGHT = 352;
  private static final double TOP = 46;
  private static final double GRID_HEIGHT = 232;

  private PairDrawing() {}

  static Drawing of(PairMeans picture) {
    List<Drawing.Panel> panels = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    boolean modelled = false;
    for (PairMeans.Pair pair : picture.pairs()) {
      panels.add(panel(picture.metric(), pair, rows));
      modelled |= pair.source() instanceof PairMeans.Modelled;
    }
    String cells =
        modelled
            ? " Heat maps called model are predictions, not measurements."
            : " A cell is the mean "
                + picture.metric()
                + " of the configurations measured in it; grey ones hold none.";
    String caption = picture.caption() + cells;
    return new Drawing(
        picture.title(),
        caption.strip(),
        panels.size() == 4 ? 2 : Math.min(3, Math.max(1, panels.size())),
        panels,
        Drawing.Table.of(List.of("parameters", "cell", "mean " + picture.metric()), rows));
  }

  private static Drawing.Panel panel(String metric, PairMeans.Pair pair, List<List<String>> rows) {
    Svg svg = new Svg();
    String heading = pair.across() + " × " + pair.up();
    svg.bold(
        8,
        18,
        TextWidth.fit(heading, Plot.HEADING * 1.06, WIDTH - 16),
        Plot.HEADING,
        Ink.TEXT,
        Anchor.START);
    svg.text(8, 35, kind(pair, metric), Plot.LABEL, Ink.MUTED, Anchor.START);
    double widest =
        pair.upLabels().stream().mapToDouble(l -> TextWidth.of(l, 11.5)).max().orElse(0);
    double room = Math.min(widest, 90);
    double left = 24 + 8 + room;
    int columns = pair.acrossLabels().size();
    int height = pair.upLabels().size();
    HeatGrid grid = new HeatGrid(svg, left, TOP, WIDTH - left - 12, GRID_HEIGHT, columns, height);
    double[] finite =
        Arrays.stream(pair.means())
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double[] ends = ends(finite);
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < height; r++) {
        cell(grid, pair, c, r, ends, rows);
      }
    }
    List<String> fromTop = new ArrayList<>(pair.upLabels());
    Collections.reverse(fromTop);
    grid.rowNames(fromTop, room);
    grid.columnNames(pair.acrossLabels());
    double below = TOP + GRID_HEIGHT + 34;
    svg.text(left + (WIDTH - left) / 2, below, pair.across(), Plot.LABEL, Ink.TEXT, Anchor.MIDDLE);
    svg.upright(15, TOP + GRID_HEIGHT / 2, pair.up(), Plot.LABEL, Ink.TEXT);
    if (finite.length > 0) {
      Legend.across(
          svg,
          left,
          below + 18,
          WIDTH - left - 12,
          Figures.of(ends[0]),
          (ends[1] < finite[finite.length - 1] ? "≥ " : "") + Figures.of(ends[1]));
    }
    return new Drawing.Panel(
        "Heat map of the " + kind(pair, metric) + " over " + pair.across() + " and " + pair.up(),
        WIDTH,
        HEIGHT,
        svg.toString());
  }

  /** The ends of the colours: a few terrible cells must not make the others look alike. */
  private static double[] ends(double[] sorted) {
    if (sorted.length == 0) {
      return new double[] {0, 0};
    }
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    double most = sorted[(int) (0.95 * (sorted.length - 1))];
    return new double[] {low, high > low + 1.5 * (most - low) ? most : high};
  }

  private static String kind(PairMeans.Pair pair, String metric) {
    return pair.source() instanceof PairMeans.Modelled model
        ? "model: " + model.name() + ", predicted " + metric
        : "mean measured " + metric;
  }

  private static void cell(
      HeatGrid grid, PairMeans.Pair pair, int c, int r, double[] ends, List<List<String>> rows) {
    double mean = pair.means()[c][r];
    int row = pair.upLabels().size() - 1 - r;
    if (!Double.isFinite(mean)) {
      grid.empty(c, row);
      return;
    }
    double range = ends[1] - ends[0];
    int step = Ramp.step(range > 0 ? (mean - ends[0]) / range : 0);
    String where =
        pair.across()
            + " "
            + pair.acrossLabels().get(c)
            + ", "
            + pair.up()
            + " "
            + pair.upLabels().get(r);
    String from =
        pair.source() instanceof PairMeans.Measured measured
            ? ", " + measured.counts()[c][r] + " configurations"
            : ", predicted";
    grid.cell(c, row, step, "", where + ": " + Figures.of(mean) + from);
    rows.add(List.of(pair.across() + " × " + pair.up(), where, Figures.of(mean)));
  }
}
