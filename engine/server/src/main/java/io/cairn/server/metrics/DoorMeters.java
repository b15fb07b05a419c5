package io.cairn.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What an HTTP door is asked. */
public final class DoorMeters {

  /** What a request is for; paths themselves hold ids, of which there is no end. */
  public enum Purpose {
    API,
    /** Remote workers; those that ask for evaluations wait for some. */
    WORK,
    EVENTS,
    PAGE,
    METRICS,
    HEALTH
  }

  private final MeterRegistry registry;
  private final AtomicInteger streams = new AtomicInteger();

  DoorMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("cairn.event.streams", streams, AtomicInteger::get)
        .description("Clients that follow server-sent events of this node.")
        .register(registry);
  }

  /**
   * A request was answered; of an event stream, it began.
   *
   * @param status of the answer
   */
  public void answered(Purpose purpose, int status, Duration took) {
    Timer.builder("cairn.http.requests")
        .description("Requests to this node, from their headers to the beginning of the answer.")
        .tag("purpose", purpose.name().toLowerCase(Locale.ROOT))
        .tag("status", status / 100 + "xx")
        .register(registry)
        .record(took);
  }

  /** A client follows events from now on. */
  public void streamOpened() {
    streams.incrementAndGet();
  }

  /** It does not any more. */
  public void streamClosed() {
    streams.decrementAndGet();
  }
}
