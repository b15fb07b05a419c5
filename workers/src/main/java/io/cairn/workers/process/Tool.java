package io.cairn.workers.process;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Calls a command line tool that answers soon.
 *
 * <p>Its output goes through files, so that neither a full pipe nor a grandchild that keeps one
 * open can hold anybody up; of each not more than {@link #MOST} bytes are taken.
 */
public final class Tool {

  /** Most bytes of an output that are taken. */
  static final int MOST = 4 << 20;

  private Tool() {}

  /**
   * What a tool answered.
   *
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  public record Result(int exitCode, String out, String err) {

    public boolean succeeded() {
      return exitCode == 0;
    }

    /** The last line that it wrote, of errors first; empty if there was none. */
    public String lastWords() {
      String line = last(err);
      return Quotes.shorten(line.isEmpty() ? last(out) : line);
    }

    private static String last(String text) {
      String stripped = text.strip();
      return stripped.substring(stripped.lastIndexOf('\n') + 1).strip();
    }
  }

  /**
   * Runs a tool to its end. An interrupt does not disturb it, and is kept for the caller.
   *
   * @param words program and arguments
   * @param variables further variables of its environment, which is this process's without Cairn's
   *     own
   * @param input what it reads from standard input
   * @param patience how long it may take
   * @throws IOException if it cannot be started or does not answer in time, with a sentence
   */
  public static Result run(
      List<String> words, Map<String, String> variables, String input, Duration patience)
      throws IOException {
    Path folder = Files.createTempDirectory("cairn-tool");
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    try {
      write(in, input);
      ProcessBuilder builder = new ProcessBuilder(words);
      Variables.clean(builder.environment());
      builder.environment().putAll(variables);
      builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
      Process process = builder.start();
      if (!ended(process, patience)) {
        process.destroyForcibly();
        throw new IOException(
            "%s did not answer within %d s"
                .formatted(name(words), Math.max(1, patience.toSeconds())));
      }
      return new Result(process.exitValue(), read(out), read(err));
    } finally {
      for (Path file : List.of(in, out, err, folder)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean ended(Process process, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The tool and what it was asked for, without further arguments. */
  private static String name(List<String> words) {
    Path file = Path.of(words.get(0)).getFileName();
    String tool = file == null ? words.get(0) : file.toString();
    return words.size() > 1 && !words.get(1).startsWith("-") ? tool + " " + words.get(1) : tool;
  }

  // Not by channels, which a pending interrupt closes.

  private static void write(Path file, String text) throws IOException {
    try (OutputStream stream = new FileOutputStream(file.toFile())) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String read(Path file) throws IOException {
    try (InputStream stream = new FileInputStream(file.toFile())) {
      return new String(stream.readNBytes(MOST), StandardCharsets.UTF_8);
    }
  }
}
