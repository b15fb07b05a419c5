package io.cairn.workers.smile;

import io.cairn.workers.spi.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs an evaluation on a thread of its own, in a pool of one.
 *
 * <p>Three reasons. Smile's parallel streams run in the pool of the thread that starts them: here
 * that is this one thread, so a slot uses one core, slots do not wait for each other in the common
 * pool, and sums have the same order on any machine. Smile's random numbers belong to the thread.
 * And a slot that is told to stop can leave while a call into Smile that cannot be interrupted (one
 * logistic regression, one tree) runs to its end; the thread is a daemon and then ends by itself.
 */
final class TrainingThread {

  private static final AtomicLong COUNT = new AtomicLong();

  private final StopSignal stop;
  private final Optional<Duration> limit;
  private final Duration grace;

  /**
   * @param limit longest time for the work
   * @param grace longest time to wait for the work to end after it was told to stop
   */
  TrainingThread(StopSignal stop, Optional<Duration> limit, Duration grace) {
    this.stop = stop;
    this.limit = limit;
    this.grace = grace;
  }

  /**
   * Runs {@code work} and waits for it, its time limit or an interrupt of the calling thread.
   *
   * @throws Exception what the work threw
   */
  Outcome run(Callable<Outcome> work) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1, TrainingThread::thread, null, false);
    try {
      ForkJoinTask<Outcome> task = pool.submit(work);
      try {
        return limit.isPresent()
            ? task.get(limit.get().toNanos(), TimeUnit.NANOSECONDS)
            : task.get();
      } catch (InterruptedException e) {
        stop.raise();
        return ending(task)
            .orElseGet(
                () -> failed(Outcome.Kind.CANCELLED, "cancelled before it reached its level"));
      } catch (TimeoutException e) {
        stop.raise();
        ending(task);
        return failed(
            Outcome.Kind.TIME_LIMIT,
            "training took longer than its time limit of "
                + limit.map(Duration::toString).orElse(""));
      }
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** What the work still comes to within three quarters of the grace period. */
  private Optional<Outcome> ending(ForkJoinTask<Outcome> task) throws ExecutionException {
    try {
      return Optional.of(task.get(grace.toNanos() / 4 * 3, TimeUnit.NANOSECONDS));
    } catch (TimeoutException | InterruptedException e) {
      return Optional.empty();
    }
  }

  private static Outcome failed(Outcome.Kind kind, String message) {
    return new Outcome.Failed(kind, message);
  }

  private static Exception unwrapped(ExecutionException e) {
    Throwable cause = e;
    while (cause.getCause() != null
        && (cause instanceof ExecutionException || cause.getClass() == RuntimeException.class)) {
      cause = cause.getCause();
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (Exception) cause;
  }

  private static ForkJoinWorkerThread thread(ForkJoinPool pool) {
    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    thread.setName("smile-training-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
