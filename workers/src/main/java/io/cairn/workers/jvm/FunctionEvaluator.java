package io.cairn.workers.jvm;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.Progress;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls a function in the node's process.
 *
 * <p>Every call has a thread of its own: a call that is cancelled or out of time is interrupted,
 * and the slot does not wait for it any longer. What ignores the interrupt goes on until it returns
 * by itself; once {@link #MOST_ABANDONED} do, no more calls are made.
 */
final class FunctionEvaluator implements Evaluator {

  static final int MOST_ABANDONED = 8;

  private static final long LOOK_MILLIS = 20;

  private final Function function;
  private final URLClassLoader loader;
  private final String metric;
  private final AtomicInteger abandoned = new AtomicInteger();

  FunctionEvaluator(Function function, URLClassLoader loader, String metric) {
    this.function = function;
    this.loader = loader;
    this.metric = metric;
  }

  @Override
  public Outcome evaluate(Evaluation evaluation, Progress progress) {
    if (abandoned.get() >= MOST_ABANDONED) {
      return new Failed(
          Kind.UNAVAILABLE,
          "%d cancelled calls of %s go on, because it does not heed Thread.interrupt(); set isolated = true, and they can be ended"
              .formatted(abandoned.get(), function.method().getName()));
    }
    FutureTask<Map<String, Double>> call =
        new FutureTask<>(() -> function.call(evaluation.configuration(), evaluation.to(), metric));
    AtomicBoolean left = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              call.run();
              if (left.getAndSet(true)) {
                abandoned.decrementAndGet();
              }
            },
            "cairn-jvm-" + evaluation.id());
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    thread.start();
    Outcome outcome = await(call, evaluation, progress);
    // Whoever comes first of this thread and that of the call marks it; the second one counts.
    if (!call.isDone()) {
      abandoned.incrementAndGet();
      call.cancel(true);
      if (left.getAndSet(true)) {
        abandoned.decrementAndGet();
      }
    }
    return outcome;
  }

  private Outcome await(
      FutureTask<Map<String, Double>> call, Evaluation evaluation, Progress progress) {
    long start = System.nanoTime();
    while (true) {
      try {
        return Completed.at(evaluation.to(), call.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        if (progress.cancelled()) {
          return new Failed(Kind.CANCELLED, "the call was cancelled");
        }
        long nanos = System.nanoTime() - start;
        if (evaluation.timeLimit().filter(limit -> nanos > limit.toNanos()).isPresent()) {
          return new Failed(
              Kind.TIME_LIMIT,
              "the call ran longer than its time limit of %s s"
                  .formatted(evaluation.timeLimit().get().toMillis() / 1000.0));
        }
      } catch (InterruptedException e) {
        return new Failed(Kind.CANCELLED, "the call was cancelled");
      } catch (ExecutionException e) {
        return failed(e.getCause() == null ? e : e.getCause());
      }
    }
  }

  private Failed failed(Throwable trouble) {
    if (trouble instanceof InvocationTargetException thrown) {
      return new Failed(
          Kind.ERROR, "%s threw %s".formatted(function.method().getName(), thrown.getCause()));
    }
    if (trouble instanceof IllegalStateException) {
      return new Failed(Kind.BAD_RESULT, String.valueOf(trouble.getMessage()));
    }
    return new Failed(
        Kind.ERROR, "%s cannot be called: %s".formatted(function.method().getName(), trouble));
  }

  @Override
  public void close() {
    Loaders.close(loader);
  }
}
