package io.cairn.server.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people that the database is away and that it is back, once each, however many wait. */
final class Outages {

  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

  private static final long NONE = 0;

  private final String url;

  /** By {@link System#nanoTime}, never {@link #NONE}. */
  private final AtomicLong since = new AtomicLong(NONE);

  Outages(String url) {
    this.url = url;
  }

  void began(Throwable failure) {
    if (since.compareAndSet(NONE, System.nanoTime() | 1)) {
      LOG.warn(
          "the database {} does not answer: {}; what needs it waits", url, Fault.reason(failure));
    }
  }

  void ended() {
    long began = since.get();
    if (began != NONE && since.compareAndSet(began, NONE)) {
      LOG.info(
          "the database {} answers again after {} ms",
          url,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }
  }
}
