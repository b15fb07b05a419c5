package io.cairn.server.store;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The writes that were handed over and are neither durable nor given up; for those who watch. */
final class WritesUnderWay {

  private final AtomicLong arrivals = new AtomicLong();
  private final AtomicInteger count = new AtomicInteger();

  /** When each began, by its arrival. */
  private final ConcurrentSkipListMap<Long, Long> begun = new ConcurrentSkipListMap<>();

  private volatile WriteObserver observer = (took, durable) -> {};

  /** Has one told of every write that ends from now on, in place of the one before. */
  void observe(WriteObserver by) {
    observer = by;
  }

  /** A write was handed over; it tells by itself when it ends. */
  void begin(Write write) {
    long arrival = arrivals.incrementAndGet();
    long now = System.nanoTime();
    begun.put(arrival, now);
    count.incrementAndGet();
    write
        .done()
        .whenComplete(
            (done, failure) -> {
              begun.remove(arrival);
              count.decrementAndGet();
              observer.ended(Duration.ofNanos(System.nanoTime() - now), failure == null);
            });
  }

  /** How things stand. */
  StoreLag lag() {
    Map.Entry<Long, Long> oldest = begun.firstEntry();
    return new StoreLag(
        count.get(),
        oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest.getValue()));
  }
}
