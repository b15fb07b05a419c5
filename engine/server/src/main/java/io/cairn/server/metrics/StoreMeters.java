package io.cairn.server.metrics;

import io.cairn.server.store.Store;
import io.cairn.server.store.WriteObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What the store of a node takes and how far it is behind. */
final class StoreMeters implements WriteObserver {

  /**
   * From a file on a fast disk to the longest stall that is waited for by default, so that a
   * quantile of a slow store is a number too.
   */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60),
    Duration.ofSeconds(300),
    Duration.ofSeconds(600)
  };

  private final Timer persisted;
  private final Counter failed;

  StoreMeters(MeterRegistry registry, Store store) {
    this.persisted =
        Timer.builder("cairn.store.persist")
            .description("From handing records over until they are durable.")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    this.failed =
        Counter.builder("cairn.store.failed.writes")
            .description("Writes that were refused, or given up after cairn.store.patience.")
            .register(registry);
    FunctionCounter.builder("cairn.store.records", store, s -> s.tally().records())
        .description("Records written.")
        .register(registry);
    FunctionCounter.builder("cairn.store.transactions", store, s -> s.tally().transactions())
        .description("Transactions that wrote records.")
        .register(registry);
    Gauge.builder("cairn.store.waiting.writes", store, s -> s.lag().waiting())
        .description("Writes that were handed over and have not ended.")
        .register(registry);
    Gauge.builder("cairn.store.oldest.write.seconds", store, s -> s.lag().oldest().toNanos() / 1e9)
        .description("How long the oldest of these has waited.")
        .register(registry);
    store.observe(this);
  }

  @Override
  public void ended(Duration took, boolean durable) {
    if (durable) {
      persisted.record(took);
    } else {
      failed.increment();
    }
  }
}
