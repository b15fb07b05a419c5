package io.cairn.server.picture;

import java.util.List;

/**
 * A drawn picture, in parts that each format arranges its own way.
 *
 * @param caption sentences below it
 * @param columns panels side by side where there is room
 * @param table what was drawn as numbers, for whoever cannot see it
 */
record Drawing(String title, String caption, int columns, List<Panel> panels, Table table) {
  Drawing {
    panels = List.copyOf(panels);
  }

  /**
   * One part of a drawing.
   *
   * @param description what a reader who cannot see it should know
   * @param svg elements inside a rectangle of the given size
   */
  record Panel(String description, double width, double height, String svg) {}

  /**
   * Numbers behind a drawing.
   *
   * @param note what was left out; empty for nothing
   */
  record Table(List<String> header, List<List<String>> rows, String note) {
    private static final int MOST_ROWS = 200;

    Table {
      header = List.copyOf(header);
      rows = List.copyOf(rows);
    }

    /** A table of the first rows, with a note if there are more. */
    static Table of(List<String> header, List<List<String>> rows) {
      return rows.size() <= MOST_ROWS
          ? new Table(header, rows, "")
          : new Table(
              header,
              rows.subList(0, MOST_ROWS),
              "The first " + MOST_ROWS + " of " + rows.size() + " rows.");
    }
  }
}
