package io.cairn.server.export;

import io.cairn.server.history.RungResult;
import io.cairn.server.history.TrialHistory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A column of an export.
 *
 * @param name unique in its table
 * @param type the type of its cells; any cell may be absent
 * @param cell hands over the cell of a row
 */
record Column(String name, ColumnType type, Cell cell) {

  /** Hands over one cell. */
  interface Cell {
    /**
     * @param result the result that the row is about; null for a trial without one
     */
    void write(TrialHistory trial, @Nullable RungResult result, CellSink sink) throws IOException;
  }

  /** Hands over one cell of a row about a result. */
  interface ResultCell {
    void write(RungResult result, CellSink sink) throws IOException;
  }

  /** A cell that is absent where there is no result. */
  static Cell ofResult(ResultCell cell) {
    return (trial, result, sink) -> {
      if (result == null) {
        sink.absent();
      } else {
        cell.write(result, sink);
      }
    };
  }
}
