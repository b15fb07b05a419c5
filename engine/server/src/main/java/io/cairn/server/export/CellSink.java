package io.cairn.server.export;

import java.io.IOException;
import java.time.Instant;

/** Takes the cells of a table one after the other, row by row. */
interface CellSink {

  /** The cell has no value: an inactive parameter, a metric that was not reported. */
  void absent() throws IOException;

  void integer(long value) throws IOException;

  /** NaN and infinities are values. */
  void real(double value) throws IOException;

  void text(String value) throws IOException;

  void flag(boolean value) throws IOException;

  void time(Instant value) throws IOException;

  /** The row is complete. */
  void endRow() throws IOException;
}
