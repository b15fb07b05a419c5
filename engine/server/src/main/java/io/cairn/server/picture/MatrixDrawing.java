package io.cairn.server.picture;

import io.cairn.server.picture.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Draws {@link SimilarityMatrix}. */
final class MatrixDrawing {
  private static final double LABEL_ROOM = 130;
  private static final double TOP = 46;
  private static final double SIZE = 11.5;

  private MatrixDrawing() {}

  static Drawing of(SimilarityMatrix picture) {
    int n = picture.names().size();
    int[] order = LeafOrder.of(picture.values());
    List<String> names = IntStream.of(order).mapToObj(picture.names()::get).toList();
    double widest = names.stream().mapToDouble(s -> TextWidth.of(s, SIZE)).max().orElse(0);
    double room = Math.min(LABEL_ROOM, widest);
    double side = Math.max(220, Math.min(640, n * 46.0));
    double left = room + 16;
    double below = room * 0.7 + 26;
    double width = left + side + 14;
    double height = TOP + side + below + 34;
    Svg svg = new Svg();
    svg.bold(8, 18, picture.measure(), Plot.HEADING, Ink.TEXT, Anchor.START);
    svg.text(
        8, 35, "ordered so that alike ones stand together", Plot.LABEL, Ink.MUTED, Anchor.START);
    HeatGrid grid = new HeatGrid(svg, left, TOP, side, side, n, n);
    List<List<String>> rows = new ArrayList<>();
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        cell(grid, picture, order, r, c, rows);
      }
    }
    grid.rowNames(names, room);
    grid.columnNamesTurned(names, room);
    Legend.across(svg, left, height - 22, side, "1", Figures.of(picture.lowest()));
    String caption =
        picture.caption()
            + " "
            + n
            + " landscapes; colours run from 1, the same, down to "
            + Figures.of(picture.lowest())
            + "; grey cannot be compared.";
    return new Drawing(
        picture.title(),
        caption.strip(),
        1,
        List.of(
            new Drawing.Panel(
                picture.measure() + " between each two of " + n + " landscapes.",
                width,
                height,
                svg.toString())),
        Drawing.Table.of(List.of("landscape", "and", picture.measure(), "interval"), rows));
  }

  private static void cell(
      HeatGrid grid,
      SimilarityMatrix picture,
      int[] order,
      int row,
      int column,
      List<List<String>> rows) {
    int a = order[row];
    int b = order[column];
    double value = picture.values()[a][b];
    if (Double.isNaN(value)) {
      grid.empty(column, row);
      return;
    }
    double lowest = picture.lowest();
    int step = Ramp.step((1 - value) / (1 - lowest));
    String interval = interval(picture, a, b);
    String pair = picture.names().get(a) + " and " + picture.names().get(b);
    String tip = pair + ": " + Figures.two(value) + (interval.isEmpty() ? "" : ", " + interval);
    grid.cell(column, row, step, Figures.two(value), tip);
    if (row < column) {
      rows.add(
          List.of(picture.names().get(a), picture.names().get(b), Figures.two(value), interval));
    }
  }

  private static String interval(SimilarityMatrix picture, int a, int b) {
    double low = picture.low()[a][b];
    double high = picture.high()[a][b];
    return Double.isNaN(low) || Double.isNaN(high)
        ? ""
        : Figures.two(low) + " to " + Figures.two(high);
  }
}
