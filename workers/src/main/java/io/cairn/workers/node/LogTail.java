package io.cairn.workers.node;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of an evaluation's log, bounded in lines and in characters. Thread-safe. */
final class LogTail {

  private static final int MAX_LINES = 200;
  private static final int MAX_LINE = 2_000;
  private static final int MAX_CHARS = 16_000;

  private final Deque<String> lines = new ArrayDeque<>();
  private int chars;

  synchronized void add(String line) {
    String kept = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + " ..." : line;
    lines.addLast(kept);
    chars += kept.length() + 1;
    while (lines.size() > MAX_LINES || chars > MAX_CHARS) {
      chars -= lines.removeFirst().length() + 1;
    }
  }

  /** The lines, oldest first, each ended by a newline. */
  synchronized String text() {
    StringBuilder text = new StringBuilder(chars);
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
