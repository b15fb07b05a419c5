package io.cairn.workers.smile.data;

/** A named column of a table. */
public sealed interface Column permits NumericColumn, NominalColumn {

  /** Name, unique in its table. */
  String name();

  /** Number of rows. */
  int size();

  /** Whether the value of {@code row} is missing. */
  boolean missing(int row);

  /** The column with only the given rows, in the given order. */
  Column rows(int[] rows);
}
