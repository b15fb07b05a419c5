package io.cairn.server.cli;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Shows a person on a terminal that long work goes on, and for how long. */
final class Patience {

  private static final long SHOWN_EVERY_MILLIS = 250;

  private Patience() {}

  /** Does the work; says on standard error what it is while a terminal is watched. */
  static <T> T during(String what, Supplier<T> work) {
    if (!Terminal.watched()) {
      return work.get();
    }
    long started = System.nanoTime();
    CompletableFuture<T> result = CompletableFuture.supplyAsync(work, Patience::thread);
    boolean shown = false;
    try {
      while (true) {
        try {
          return result.get(SHOWN_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillGoing) {
          double seconds = (System.nanoTime() - started) / 1e9;
          System.err.printf(Locale.ROOT, "\r%s ... %.0f s", what, seconds);
          System.err.flush();
          shown = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + what, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    } finally {
      if (shown) {
        System.err.print("\r" + " ".repeat(what.length() + 16) + "\r");
        System.err.flush();
      }
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "work");
    thread.setDaemon(true);
    thread.start();
  }
}
