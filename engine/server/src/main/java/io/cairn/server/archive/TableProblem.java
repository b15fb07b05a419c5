package io.cairn.server.archive;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One mistake in a table of results.
 *
 * @param row line of the table, 1 for the header; empty for the table as a whole
 * @param column name of the column; empty for the row as a whole
 * @param value the cell as it stands there; empty where the message says all
 * @param message what is wrong, the rule, the way out
 */
public record TableProblem(
    OptionalLong row, Optional<String> column, Optional<String> value, String message) {

  public TableProblem {
    Objects.requireNonNull(row, "row");
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(message, "message");
  }

  static TableProblem ofTable(String message) {
    return new TableProblem(OptionalLong.empty(), Optional.empty(), Optional.empty(), message);
  }

  static TableProblem ofRow(long row, String message) {
    return new TableProblem(OptionalLong.of(row), Optional.empty(), Optional.empty(), message);
  }

  static TableProblem ofCell(long row, String column, String value, String message) {
    return new TableProblem(OptionalLong.of(row), Optional.of(column), Optional.of(value), message);
  }

  /** The whole sentence: {@code row 7: lr = abc must be a real in [0.1, 1.0]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    row.ifPresent(number -> text.append("row ").append(number).append(": "));
    column.ifPresent(name -> text.append(name).append(' '));
    value.ifPresent(
        cell -> text.append("= ").append(cell.isEmpty() ? "(empty)" : cell).append(' '));
    return text.append(message).toString();
  }
}
