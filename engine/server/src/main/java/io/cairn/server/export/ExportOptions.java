package io.cairn.server.export;

/**
 * How tables are written; without meaning for JSON.
 *
 * @param rows what a row stands for
 * @param guardFormulas whether a CSV text that a spreadsheet would run as a formula gets an
 *     apostrophe in front; see {@link CsvSink}
 */
public record ExportOptions(Rows rows, boolean guardFormulas) {

  /** One row a result, formulas guarded. */
  public static final ExportOptions DEFAULT = new ExportOptions(Rows.RESULTS, true);

  /** What a row stands for. */
  public enum Rows {
    /** The result of a trial at a rung; trials without a result have no row. */
    RESULTS,
    /** A trial, with its result at the highest rung that it reached. */
    TRIALS
  }

  /** The same with other rows. */
  public ExportOptions withRows(Rows other) {
    return new ExportOptions(other, guardFormulas);
  }

  /** The same with text written exactly as it is. */
  public ExportOptions withoutGuard() {
    return new ExportOptions(rows, false);
  }
}
