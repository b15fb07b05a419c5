package io.cairn.server.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One caller's waiting for a database that is away: ever longer pauses up to two seconds, until its
 * time is over or the store is closed.
 */
final class Patience {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final String what;
  private final long giveUpAt;
  private final CountDownLatch closing;
  private final Outages outages;

  private Duration pause = FIRST_PAUSE;
  private int failures;

  /**
   * @param what is tried, the beginning of a sentence: "the list of studies cannot be read"
   * @param giveUpAt by {@link System#nanoTime}
   * @param closing zero when the store closes
   * @param outages told of what is waited for
   */
  Patience(String what, long giveUpAt, CountDownLatch closing, Outages outages) {
    this.what = what;
    this.giveUpAt = giveUpAt;
    this.closing = closing;
    this.outages = outages;
  }

  /**
   * Waits until it should be tried again.
   *
   * @throws StoreException if it should not
   */
  void await(SQLException failure) {
    failures++;
    Fault fault = Fault.of(failure);
    if (fault == Fault.REFUSAL) {
      throw new StoreException(what + ": " + Fault.reason(failure), failure);
    }
    long left = giveUpAt - System.nanoTime();
    if (left <= 0) {
      throw new StoreException(
          what
              + ": the database did not answer within cairn.store.patience, "
              + failures
              + " tries, the last of them: "
              + Fault.reason(failure),
          failure);
    }
    if (fault == Fault.OUTAGE) {
      outages.began(failure);
    }
    if (closed(Math.min(left, pause.toNanos()))) {
      throw new StoreException(what + ": the store was closed meanwhile", failure);
    }
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  /** It worked. */
  void succeeded() {
    outages.ended();
  }

  private boolean closed(long nanos) {
    try {
      return closing.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
