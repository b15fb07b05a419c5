package io.cairn.workers.s3;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that an interrupt of who waits for it must not end. An evaluation that was asked to end is
 * interrupted, and what it leaves is to be kept all the same.
 */
final class Undisturbed {

  /** Work that may fail. */
  interface Work<T> {
    T run() throws IOException;
  }

  private Undisturbed() {}

  /** Does it on a thread of its own and waits; an interrupt is remembered for later. */
  static <T> T run(String name, Work<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work::run);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof IOException cause) {
            throw cause;
          }
          if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
