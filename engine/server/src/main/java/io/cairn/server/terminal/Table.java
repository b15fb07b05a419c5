package io.cairn.server.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * A table that gives way to the width: first its one flexible column shrinks, then columns are left
 * out, the least important ones first.
 */
final class Table {

  private static final int GAP = 2;
  private static final int LEAST_FLEXIBLE = 16;

  /**
   * A column.
   *
   * @param right whether it is a number
   * @param importance the lowest is left out first; of the flexible column it does not matter
   */
  record Column(String title, boolean right, int importance, boolean flexible) {

    static Column number(String title, int importance) {
      return new Column(title, true, importance, false);
    }

    static Column words(String title, int importance) {
      return new Column(title, false, importance, false);
    }

    static Column flexible(String title) {
      return new Column(title, false, Integer.MAX_VALUE, true);
    }
  }

  record Cell(String text, AttributedStyle style) {}

  private record Row(List<Cell> cells, boolean marked) {}

  private final List<Column> columns;
  private final List<Row> rows = new ArrayList<>();

  Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  void row(List<Cell> cells) {
    row(cells, false);
  }

  /**
   * Adds a row.
   *
   * @param marked whether it is the one that is chosen
   */
  void row(List<Cell> cells, boolean marked) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.size() + " cells in a table of " + columns.size() + " columns");
    }
    rows.add(new Row(List.copyOf(cells), marked));
  }

  /** Header and rows, each of at most so many columns. */
  List<AttributedString> lines(int width, Look look) {
    List<Integer> shown = new ArrayList<>();
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      shown.add(c);
      widths[c] = Text.columns(columns.get(c).title());
      for (Row row : rows) {
        widths[c] = Math.max(widths[c], Text.columns(row.cells().get(c).text()));
      }
    }
    while (total(shown, widths) > width && shown.size() > 1 && !shrunk(shown, widths, width)) {
      shown.remove(leastImportant(shown));
    }
    List<AttributedString> lines = new ArrayList<>();
    AttributedStringBuilder header = new AttributedStringBuilder();
    for (int c : shown) {
      Column column = columns.get(c);
      gap(header, look.plain());
      header.styled(look.faint(), Text.fill(column.title(), widths[c], column.right(), look));
    }
    lines.add(Text.cut(header.toAttributedString(), width, look));
    for (Row row : rows) {
      lines.add(Text.cut(line(row, shown, widths, look), width, look));
    }
    return lines;
  }

  private AttributedString line(Row row, List<Integer> shown, int[] widths, Look look) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    for (int c : shown) {
      Cell cell = row.cells().get(c);
      AttributedStyle style = row.marked() ? look.banner() : cell.style();
      gap(line, row.marked() ? look.banner() : look.plain());
      line.styled(style, Text.fill(cell.text(), widths[c], columns.get(c).right(), look));
    }
    return line.toAttributedString();
  }

  private static void gap(AttributedStringBuilder line, AttributedStyle style) {
    if (line.length() > 0) {
      line.styled(style, " ".repeat(GAP));
    }
  }

  private static int total(List<Integer> shown, int[] widths) {
    return shown.stream().mapToInt(c -> widths[c]).sum() + GAP * (shown.size() - 1);
  }

  /** Takes the excess from the flexible column if that has enough to give. */
  private boolean shrunk(List<Integer> shown, int[] widths, int width) {
    for (int c : shown) {
      int left = widths[c] - (total(shown, widths) - width);
      if (columns.get(c).flexible() && left >= LEAST_FLEXIBLE) {
        widths[c] = left;
        return true;
      }
    }
    return false;
  }

  private Integer leastImportant(List<Integer> shown) {
    Integer least = shown.get(0);
    for (Integer c : shown) {
      if (columns.get(c).importance() < columns.get(least).importance()) {
        least = c;
      }
    }
    return least;
  }
}
