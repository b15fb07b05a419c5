package io.cairn.bench.race;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs that wait for their turn; those whose row is in the table already do not. */
final class RaceQueue {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final CsvFile traces;
  private final Set<RaceKey> done = new HashSet<>();
  private final Map<RaceKey, Supplier<RaceResult>> waiting = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private long lastLine = start;
  private int finished;
  private int failed;

  /** A queue of runs that append to a table. */
  RaceQueue(CsvFile traces) {
    this.traces = traces;
    traces.rows().forEach(row -> done.add(RaceKey.of(row)));
  }

  /** Adds a run, unless it has its row. */
  void add(RaceKey key, Supplier<RaceResult> run) {
    if (!done.contains(key)) {
      waiting.put(key, run);
    }
  }

  /** How many wait. */
  int size() {
    return waiting.size();
  }

  /**
   * Runs all, and says on the standard error how far it is.
   *
   * @param threads how many at once
   * @return whether all ended well
   */
  boolean run(int threads) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    waiting.forEach((key, run) -> pool.execute(() -> carryOut(key, run)));
    pool.shutdown();
    while (!pool.awaitTermination(1, TimeUnit.HOURS)) {
      // Long races are meant to be.
    }
    report();
    return failed == 0 && finished == waiting.size();
  }

  private void carryOut(RaceKey key, Supplier<RaceResult> run) {
    try {
      traces.append(run.get().cells());
      finished(true);
    } catch (IOException | RuntimeException e) {
      System.err.println(key + " failed: " + e);
      e.printStackTrace();
      finished(false);
    }
  }

  private synchronized void finished(boolean well) {
    finished++;
    failed += well ? 0 : 1;
    long now = System.nanoTime();
    if (now - lastLine >= BETWEEN_LINES.toNanos()) {
      lastLine = now;
      report();
    }
  }

  private synchronized void report() {
    double elapsed = (System.nanoTime() - start) / 1e9;
    double left = finished == 0 ? Double.NaN : elapsed / finished * (waiting.size() - finished);
    System.err.printf(
        Locale.ROOT,
        "%d of %d runs, %.0f s, %.0f s left%s%n",
        finished,
        waiting.size(),
        elapsed,
        left,
        failed == 0 ? "" : ", " + failed + " FAILED");
  }
}
