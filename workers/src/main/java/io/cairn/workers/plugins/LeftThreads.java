package io.cairn.workers.plugins;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that a plug-in started and did not end. Virtual threads are not seen. */
final class LeftThreads {

  private static final Logger LOG = LoggerFactory.getLogger(LeftThreads.class);

  /** What ends by itself is not told: a pool that was shut down needs a moment. */
  private static final Duration MOMENT = Duration.ofMillis(500);

  private static final int MOST_NAMES = 5;

  private LeftThreads() {}

  /** Tells of those that are still there a moment after the last evaluator was closed. */
  static void warn(PlugInClassLoader loader) {
    List<Thread> left = of(loader);
    long until = System.nanoTime() + MOMENT.toNanos();
    for (Thread thread : left) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, until - System.nanoTime()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    List<String> names =
        left.stream().filter(Thread::isAlive).map(Thread::getName).sorted().toList();
    if (!names.isEmpty()) {
      LOG.warn(
          "plug-in {} leaves {} behind: {}{}; whatever it starts must end when its evaluator is"
              + " closed",
          loader.plugIn(),
          names.size() == 1 ? "a thread" : names.size() + " threads",
          String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size()))),
          names.size() > MOST_NAMES ? ", ..." : "");
    }
  }

  /** A thread has the context class loader of the one that made it. */
  private static List<Thread> of(PlugInClassLoader loader) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread != Thread.currentThread())
        .filter(
            thread ->
                thread.getContextClassLoader() == loader
                    || thread.getClass().getClassLoader() == loader)
        .toList();
  }
}
