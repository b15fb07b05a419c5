package io.cairn.workers.process;

import java.io.IOException;
import java.io.InputStream;

/** Standard output or standard error of a command. */
final class PipeOutput implements Output {

  private final InputStream pipe;
  private final byte[] buffer = new byte[64 * 1024];
  private final LineSplitter lines = new LineSplitter();

  PipeOutput(InputStream pipe) {
    this.pipe = pipe;
  }

  @Override
  public boolean read(LineSplitter.Sink sink) throws IOException {
    // A read would wait for the end of the pipe, which comes only when every process that inherited
    // it has ended; what is available can be had without waiting.
    int available = pipe.available();
    if (available <= 0) {
      return false;
    }
    int count = pipe.read(buffer, 0, Math.min(available, buffer.length));
    if (count <= 0) {
      return false;
    }
    lines.feed(buffer, count, sink);
    return true;
  }

  @Override
  public void end(LineSplitter.Sink sink) {
    lines.end(sink);
  }
}
