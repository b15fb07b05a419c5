package io.cairn.workers.plugins;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs code of a plug-in on a thread of its own and waits for it only so long. */
final class Bounded {

  private Bounded() {}

  /**
   * What {@code task} returns. Its thread has the plug-in's loader as context class loader, and is
   * interrupted and left behind when the time is over.
   *
   * @throws TimeoutException if the task is not done in time
   * @throws InterruptedException if the calling thread is interrupted while it waits
   * @throws ExecutionException with whatever the task threw as its cause
   */
  static <T> T call(PlugInClassLoader loader, Duration bound, Callable<T> task)
      throws TimeoutException, InterruptedException, ExecutionException {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(task.call());
              } catch (Throwable e) { // code of a plug-in may throw anything
                result.completeExceptionally(e);
              }
            },
            "cairn-plug-in-" + loader.plugIn());
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return result.get(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      thread.interrupt();
      throw e;
    }
  }
}
