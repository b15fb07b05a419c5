package io.cairn.workers.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Passes a command's output to the evaluation's log, bounded in length and number of lines.
 *
 * <p>Within a second {@link #BURST} lines pass as they come. Of what comes beyond that the last
 * {@link #TAIL} lines are kept and pass when the second is over or the evaluation ends, after a
 * line that says how many were left out: the end of a log explains a failure, its middle seldom
 * does.
 */
final class LogValve {

  static final int BURST = 500;
  static final int TAIL = 100;
  static final int LONGEST = 2_000;

  private static final long WINDOW_NANOS = 1_000_000_000L;

  private final Consumer<String> log;
  private final UnaryOperator<String> discretion;
  private final LongSupplier nanoTime;
  private final Deque<String> tail = new ArrayDeque<>();
  private long windowStart;
  private int passed;
  private long leftOut;
  private String last = "";

  /**
   * @param log takes the lines
   * @param discretion takes out what nobody may read
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  LogValve(Consumer<String> log, UnaryOperator<String> discretion, LongSupplier nanoTime) {
    this.log = log;
    this.discretion = discretion;
    this.nanoTime = nanoTime;
    this.windowStart = nanoTime.getAsLong();
  }

  /** Takes a line of which {@code cutBytes} are already missing. */
  void line(String text, long cutBytes) {
    tick();
    if (passed < BURST) {
      passed++;
      pass(text, cutBytes);
      return;
    }
    if (tail.size() == TAIL) {
      tail.removeFirst();
      leftOut++;
    }
    tail.addLast(clean(text, cutBytes));
  }

  /** Opens for new lines when a second is over; to be called now and then. */
  void tick() {
    long now = nanoTime.getAsLong();
    if (now - windowStart >= WINDOW_NANOS) {
      flush();
      windowStart = now;
      passed = 0;
    }
  }

  /** Passes what is held back. */
  void flush() {
    if (leftOut > 0) {
      log.accept("[" + leftOut + " lines left out: more than " + BURST + " lines in a second]");
      leftOut = 0;
    }
    while (!tail.isEmpty()) {
      last = tail.removeFirst();
      log.accept(last);
    }
  }

  /** The last line that passed or is held back; empty if there was none. */
  String last() {
    return tail.isEmpty() ? last : tail.getLast();
  }

  private void pass(String text, long cutBytes) {
    last = clean(text, cutBytes);
    log.accept(last);
  }

  /** Takes terminal sequences and control characters out, and bounds the length. */
  private String clean(String line, long cutBytes) {
    String text = discretion.apply(line);
    StringBuilder clean = new StringBuilder(Math.min(text.length(), LONGEST) + 40);
    int i = 0;
    while (i < text.length() && clean.length() < LONGEST) {
      char c = text.charAt(i);
      if (c == '\u001b') {
        i = afterEscape(text, i);
      } else {
        clean.append(c != '\t' && Character.isISOControl(c) ? '\uFFFD' : c);
        i++;
      }
    }
    if (i < text.length() || cutBytes > 0) {
      clean.append(" [cut: ").append(text.length() - i + cutBytes).append(" more]");
    }
    return clean.toString();
  }

  /** Index after a terminal sequence, ECMA-48 section 5.4: ESC [ parameters final. */
  private static int afterEscape(String text, int start) {
    int i = start + 1;
    if (i < text.length() && text.charAt(i) == '[') {
      i++;
      while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < '@') {
        i++;
      }
    }
    return Math.min(text.length(), i + 1);
  }
}
