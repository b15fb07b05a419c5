package io.cairn.workers.kubernetes;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log of a pod as one stream, whatever becomes of the connections over which it comes.
 *
 * <p>{@code kubectl logs --follow} ends when the pod has ended and when its connection breaks. A
 * new one begins with the log's first byte; as many bytes as have been read are then skipped. What
 * the node has rotated away meanwhile (10 MiB a file by default) is lost.
 */
final class PodLog extends InputStream {

  private static final long BETWEEN_STARTS = TimeUnit.SECONDS.toNanos(1);

  private final List<String> words;
  private @Nullable Process process;
  private long read;
  private long toSkip;
  private long started = System.nanoTime() - BETWEEN_STARTS;

  /**
   * @param words the call of kubectl
   */
  PodLog(List<String> words) {
    this.words = List.copyOf(words);
  }

  /** Connects, unless it is connected or was so a moment ago; answers whether it did. */
  boolean connect() throws IOException {
    long now = System.nanoTime();
    boolean due = (process == null || isOver()) && now - started >= BETWEEN_STARTS;
    if (due) {
      started = now;
      toSkip = read;
      process =
          new ProcessBuilder(words)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectError(Redirect.DISCARD)
              .start();
    }
    return due;
  }

  /** Whether the last connection has ended and everything that came over it was read. */
  boolean isOver() throws IOException {
    return process != null && !process.isAlive() && available() == 0;
  }

  @Override
  public int available() throws IOException {
    Process current = process;
    if (current == null) {
      return 0;
    }
    InputStream stream = current.getInputStream();
    while (toSkip > 0 && stream.available() > 0) {
      long skipped = stream.skip(Math.min(toSkip, stream.available()));
      toSkip -= Math.max(0, skipped);
    }
    return toSkip > 0 ? 0 : stream.available();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (process == null) {
      return -1;
    }
    int count = process.getInputStream().read(bytes, offset, length);
    read += Math.max(0, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      process.destroyForcibly();
      process.getInputStream().close();
    }
  }
}
