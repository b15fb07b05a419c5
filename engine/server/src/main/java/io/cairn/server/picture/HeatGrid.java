package io.cairn.server.picture;

import io.cairn.server.picture.Svg.Anchor;
import java.util.List;

/** Cells of colour with names along two sides, written in where there is room. */
final class HeatGrid {
  private static final double SIZE = 11.5;

  private final Svg svg;
  private final double left;
  private final double top;
  private final double cellWidth;
  private final double cellHeight;
  private final int rows;

  HeatGrid(Svg svg, double left, double top, double width, double height, int columns, int rows) {
    this.svg = svg;
    this.left = left;
    this.top = top;
    this.cellWidth = width / Math.max(1, columns);
    this.cellHeight = height / Math.max(1, rows);
    this.rows = rows;
  }

  /** Draws a cell; rows count from the top. */
  void cell(int column, int row, int step, String value, String tip) {
    double x = left + column * cellWidth;
    double y = top + row * cellHeight;
    double gap = cellWidth > 14 ? 1 : 0;
    svg.rect(x, y, cellWidth - gap, cellHeight - gap, Ramp.fill(step), tip);
    double size = Math.min(SIZE + 1.5, cellHeight * 0.5);
    if (TextWidth.of(value, size) < cellWidth - 4 && size >= 8 && !value.isEmpty()) {
      String paint = "class=\"t" + step + "\" fill=\"" + Ramp.textLight(step) + "\"";
      svg.text(
          x + (cellWidth - gap) / 2,
          y + (cellHeight - gap) / 2 + size * 0.36,
          value,
          size,
          paint,
          Anchor.MIDDLE,
          " pointer-events=\"none\"");
    }
  }

  /** A cell without a value. */
  void empty(int column, int row) {
    double gap = cellWidth > 14 ? 1 : 0;
    svg.rect(
        left + column * cellWidth,
        top + row * cellHeight,
        cellWidth - gap,
        cellHeight - gap,
        Ink.SUNKEN.fill(),
        "not measured");
  }

  /** Names left of the rows, from the top. */
  void rowNames(List<String> names, double room) {
    for (int r = 0; r < names.size(); r++) {
      String name = TextWidth.fit(names.get(r), SIZE, room);
      double y = top + (r + 0.5) * cellHeight + 4;
      if (cellHeight >= 11 || r % (int) Math.ceil(11 / cellHeight) == 0) {
        svg.text(left - 6, y, name, SIZE, Ink.TEXT, Anchor.END);
      }
    }
  }

  /** Names below the columns, side by side, thinned out where they would touch. */
  void columnNames(List<String> names) {
    double bottom = top + rows * cellHeight + 15;
    double widest = 1;
    for (String name : names) {
      widest = Math.max(widest, Math.min(46, TextWidth.of(name, SIZE)));
    }
    int every = (int) Math.ceil((widest + 3) / cellWidth);
    double room = Math.max(46, every * cellWidth - 3);
    for (int c = 0; c < names.size(); c += every) {
      double x = left + (c + 0.5) * cellWidth;
      String name = TextWidth.fit(names.get(c), SIZE, room);
      svg.text(x, bottom, name, SIZE, Ink.TEXT, Anchor.MIDDLE);
    }
  }

  /** Names below the columns, turned so that long ones fit. */
  void columnNamesTurned(List<String> names, double room) {
    double bottom = top + rows * cellHeight + 10;
    for (int c = 0; c < names.size(); c++) {
      double x = left + (c + 0.5) * cellWidth + 4;
      if (cellWidth < 11 && c % (int) Math.ceil(11 / cellWidth) != 0) {
        continue;
      }
      String turn =
          " transform=\"rotate(-40 "
              + Figures.coordinate(x)
              + " "
              + Figures.coordinate(bottom)
              + ")\"";
      String name = TextWidth.fit(names.get(c), SIZE, room);
      svg.text(x, bottom, name, SIZE, Ink.TEXT.fill(), Anchor.END, turn);
    }
  }
}
