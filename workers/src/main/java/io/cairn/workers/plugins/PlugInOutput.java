package io.cairn.workers.plugins;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What plug-ins print. Lines of a thread that runs an evaluation, and of threads that it started,
 * go to the evaluation's log; others go to standard error with the plug-in's name. Standard output
 * is for results, which people pipe into programs.
 */
final class PlugInOutput extends OutputStream {

  static final PrintStream STREAM =
      new PrintStream(new PlugInOutput(), true, StandardCharsets.UTF_8);

  /** A line without an end is one at this length; the log cuts it much earlier. */
  private static final int LONGEST_LINE = 16_384;

  private static final InheritableThreadLocal<@Nullable Consumer<String>> LOG =
      new InheritableThreadLocal<>();

  private final ThreadLocal<ByteArrayOutputStream> line =
      ThreadLocal.withInitial(ByteArrayOutputStream::new);

  private PlugInOutput() {}

  /** From now on this thread prints to {@code log}. */
  static void begin(Consumer<String> log) {
    LOG.set(log);
  }

  /** The evaluation of this thread is over. */
  static void end() {
    STREAM.write('\n'); // What it printed without a line's end.
    LOG.remove();
  }

  @Override
  public void write(int b) {
    ByteArrayOutputStream begun = line.get();
    if (b != '\n' && b != '\r') {
      begun.write(b);
    }
    if (b == '\n' || begun.size() >= LONGEST_LINE) {
      if (begun.size() > 0) {
        tell(begun.toString(StandardCharsets.UTF_8));
      }
      begun.reset();
    }
  }

  private static void tell(String text) {
    Consumer<String> log = LOG.get();
    if (log != null) {
      log.accept(text);
    } else {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      System.err.println(
          (loader instanceof PlugInClassLoader of ? "plug-in " + of.plugIn() : "a plug-in")
              + ": "
              + text);
    }
  }
}
