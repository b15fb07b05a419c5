package io.cairn.workers.smile.data;

import java.util.List;
import java.util.Optional;

/**
 * A table as a file holds it.
 *
 * @param columns columns with different names and the same number of rows
 */
public record Table(List<Column> columns) {

  public Table {
    columns = List.copyOf(columns);
    if (columns.stream().mapToInt(Column::size).distinct().count() > 1) {
      throw new IllegalArgumentException("the columns of a table must be equally long");
    }
    if (columns.stream().map(Column::name).distinct().count() < columns.size()) {
      throw new IllegalArgumentException("the columns of a table must have different names");
    }
  }

  /** Number of rows. */
  public int size() {
    return columns.isEmpty() ? 0 : columns.get(0).size();
  }

  /** Names in the order of the file. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** The column of that name. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
