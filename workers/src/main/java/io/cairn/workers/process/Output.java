package io.cairn.workers.process;

import java.io.IOException;

/** Where lines of a command come from. Never blocks. */
interface Output {

  /**
   * Reads a bounded piece of what is there and passes its lines.
   *
   * @return whether anything was there
   */
  boolean read(LineSplitter.Sink sink) throws IOException;

  /** Passes the last line if it has no end. */
  void end(LineSplitter.Sink sink);
}
