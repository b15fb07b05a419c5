package io.cairn.workers.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes lines of bytes in bounded memory.
 *
 * <p>Lines end with LF, CR or both; a progress bar that redraws itself with CR is many lines. Blank
 * lines are left out. Of a line longer than {@link #LIMIT} the beginning is kept and the rest is
 * counted. Bytes that are not UTF-8 become replacement characters.
 */
final class LineSplitter {

  /** Longest line that is kept in full, in bytes. */
  static final int LIMIT = 64 * 1024;

  private static final int USUAL = 512;

  /** Takes lines. */
  interface Sink {
    /**
     * Takes a line.
     *
     * @param text the line without its end
     * @param cutBytes how many bytes of it are missing; 0 for all but huge lines
     */
    void line(String text, long cutBytes);
  }

  private byte[] held = new byte[USUAL];
  private int length;
  private long cut;

  /** Takes the next bytes and passes every line that they complete. */
  void feed(byte[] bytes, int count, Sink sink) {
    int start = 0;
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        if (length == 0 && i - start <= LIMIT) {
          pass(bytes, start, i - start, 0, sink);
        } else {
          hold(bytes, start, i);
          passHeld(sink);
        }
        start = i + 1;
      }
    }
    hold(bytes, start, count);
  }

  /** Passes the last line if it has no end. */
  void end(Sink sink) {
    passHeld(sink);
  }

  private void passHeld(Sink sink) {
    pass(held, 0, length, cut, sink);
    length = 0;
    cut = 0;
    if (held.length > USUAL) {
      held = new byte[USUAL];
    }
  }

  private static void pass(byte[] bytes, int start, int count, long cut, Sink sink) {
    if (count > 0) {
      String text = new String(bytes, start, count, StandardCharsets.UTF_8);
      if (!text.isBlank()) {
        sink.line(text, cut);
      }
    }
  }

  private void hold(byte[] bytes, int start, int end) {
    int kept = Math.min(end - start, LIMIT - length);
    if (kept > held.length - length) {
      held = Arrays.copyOf(held, Math.min(LIMIT, Math.max(length + kept, 2 * held.length)));
    }
    System.arraycopy(bytes, start, held, length, kept);
    length += kept;
    cut += end - start - kept;
  }
}
