package io.cairn.server.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events that is opened again whenever it ends, from the last complete event on, with
 * growing pauses while nothing comes of it. A stream that is silent for too long is taken for dead.
 * Everything is told on one thread of its own, in order.
 */
public final class EventStream implements AutoCloseable {

  /** A line is an event's data; longer ones are no events of ours. */
  private static final int LONGEST_LINE = 16 << 20;

  /** Opens streams. */
  public interface Source {

    /**
     * Opens one.
     *
     * @param lastId of the last event that was had; empty for none
     * @throws IOException if it cannot be had just now
     * @throws RuntimeException if it will never be had; that ends it all
     */
    InputStream open(String lastId) throws IOException;
  }

  /** Is told what happens. */
  public interface Listener {

    /** A stream was opened. */
    void opened();

    /** Something came, a sign of life at least. */
    void heard();

    /** An event came; one that came before, by its id, may come again. */
    void event(ServerEvent event);

    /** A stream could not be had or broke off; it is tried again after a pause. */
    void lost(String why, Duration pause);

    /** It will never be had. Nothing more is told. */
    void refused(RuntimeException why);
  }

  /**
   * Times.
   *
   * @param silence after which a stream is dead
   * @param firstPause before the first try to open one again; doubled up to the longest
   */
  public record Times(Duration silence, Duration firstPause, Duration longestPause) {

    /** For a server whose signs of life come every ten seconds. */
    public static final Times USUAL =
        new Times(Duration.ofSeconds(25), Duration.ofMillis(500), Duration.ofSeconds(10));
  }

  private final Source source;
  private final Listener listener;
  private final Times times;
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "event-watchdog"));
  private final Thread reader = daemon(this::run, "event-stream");

  private volatile boolean closed;
  private volatile long heardAt;
  private volatile boolean silent;
  private @Nullable InputStream open;

  private EventStream(Source source, Listener listener, Times times) {
    this.source = source;
    this.listener = listener;
    this.times = times;
  }

  /** Begins to read. */
  public static EventStream start(Source source, Listener listener, Times times) {
    EventStream stream = new EventStream(source, listener, times);
    stream.reader.start();
    return stream;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void run() {
    String lastId = "";
    Duration pause = times.firstPause();
    while (!closed) {
      Pass pass = new Pass(lastId);
      String why;
      try {
        why = pass.read();
      } catch (RuntimeException never) {
        if (!closed) {
          listener.refused(never);
        }
        return;
      }
      lastId = pass.lastId;
      if (closed) {
        return;
      }
      if (pass.useful) {
        pause = pass.parser.retry().map(this::bounded).orElse(times.firstPause());
      }
      listener.lost(why, pause);
      if (!slept(pause)) {
        return;
      }
      pause = bounded(pause.multipliedBy(2));
    }
  }

  private Duration bounded(Duration pause) {
    return pause.compareTo(times.longestPause()) > 0 ? times.longestPause() : pause;
  }

  private boolean slept(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** One stream from its beginning to its end. */
  private final class Pass {

    private final EventParser parser;
    private String lastId;
    private boolean useful;

    Pass(String lastId) {
      this.lastId = lastId;
      this.parser = new EventParser(lastId);
    }

    /** Reads until it ends; says why it did. */
    String read() {
      silent = false;
      ScheduledFuture<?> guard = null;
      try (InputStream stream = opened(source.open(lastId))) {
        listener.opened();
        listener.heard();
        heardAt = System.nanoTime();
        guard = guard();
        Reader lines = new Reader(stream);
        for (String line = lines.next(); line != null && !closed; line = lines.next()) {
          heardAt = System.nanoTime();
          listener.heard();
          parser.line(line).ifPresent(this::told);
        }
        return silent ? silence() : "the server ended the stream";
      } catch (IOException e) {
        return silent ? silence() : guard == null ? reason(e) : "the stream broke off";
      } finally {
        if (guard != null) {
          guard.cancel(false);
        }
        opened(InputStream.nullInputStream());
      }
    }

    private void told(ServerEvent event) {
      useful = true;
      lastId = event.id();
      listener.event(event);
    }
  }

  private String silence() {
    return "nothing came for " + times.silence().toSeconds() + " s";
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? "the stream cannot be had" : message;
  }

  private synchronized InputStream opened(InputStream stream) {
    open = stream;
    return stream;
  }

  /** Closes a stream under its reader when nothing has come for too long. */
  private ScheduledFuture<?> guard() {
    long nanos = times.silence().toNanos();
    return watchdog.scheduleWithFixedDelay(
        () -> {
          if (System.nanoTime() - heardAt >= nanos) {
            silent = true;
            closeOpen();
          }
        },
        nanos / 8,
        nanos / 8,
        TimeUnit.NANOSECONDS);
  }

  private synchronized void closeOpen() {
    InputStream stream = open;
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException gone) {
        // It is to be closed, and is.
      }
    }
  }

  /** Lines of bounded length, ended by LF, CR or both. */
  private static final class Reader {
    private final BufferedReader characters;
    private boolean afterReturn;

    Reader(InputStream stream) {
      characters = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** The next line; null at the end, when what is left is no line. */
    @Nullable String next() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = characters.read(); c >= 0; c = characters.read()) {
        boolean pair = afterReturn && c == '\n';
        afterReturn = c == '\r';
        if (pair) {
          continue;
        }
        if (c == '\n' || c == '\r') {
          return line.toString();
        }
        if (line.length() == LONGEST_LINE) {
          throw new IOException("a line of the stream is longer than " + LONGEST_LINE);
        }
        line.append((char) c);
      }
      return null;
    }
  }

  /** Ends it; nothing is told afterwards but what is being told. */
  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    watchdog.shutdownNow();
    closeOpen();
  }
}
