package io.cairn.bench.race;

import java.util.List;

/**
 * A row of a table.
 *
 * @param header names of the columns
 * @param cells as many
 */
record CsvRow(List<String> header, List<String> cells) {

  /**
   * The cell of a column.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  String text(String column) {
    int index = header.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException("there is no column " + column + " among " + header);
    }
    return cells.get(index);
  }

  /** Whether there is such a column. */
  boolean has(String column) {
    return header.contains(column);
  }

  /** The cell of a column as a whole number. */
  int whole(String column) {
    return Integer.parseInt(text(column));
  }

  /** The cell of a column as a number. */
  double number(String column) {
    return Double.parseDouble(text(column));
  }
}
