package io.cairn.server.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One caller's waiting for a database that is away: ever longer pauses up to two seconds, until its
 * time is over or the store is closed.
 */
final class Patience {

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final String what;
  private final long giveUpAt;
  private final CountDownLatch closing;

  private Duration pause = FIRST_PAUSE;
  private int failures;

  /**
   * @param what is tried, the beginning of a sentence: "the list of studies cannot be read"
   * @param giveUpAt by {@link System#nanoTime}
   * @param closing zero when the store closes
   */
  Patience(String what, long giveUpAt, CountDownLatch closing) {
    this.what = what;
    this.giveUpAt = giveUpAt;
    this.closing = closing;
  }

  /**
   * Waits until it should be tried again.
   *
   * @throws StoreException if it should not
   */
  void await(SQLException failure) {
    failures++;
    Fault fault = Fault.of(failure);
    if (fault != Fault.OUTAGE && fault != Fault.CONFLICT) {
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
    if (fault == Fault.OUTAGE && pause.compareTo(LONGEST_PAUSE) >= 0) {
      LOG.warn(
          "{} yet: {}; trying again for {} s at most",
          what,
          Fault.reason(failure),
          TimeUnit.NANOSECONDS.toSeconds(left));
    }
    if (closed(Math.min(left, pause.toNanos()))) {
      throw new StoreException(what + ": the store was closed meanwhile", failure);
    }
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  /** Tells of it if it did not work at once. */
  void succeeded() {
    if (failures > 0) {
      LOG.info("the database answers again after {} tries", failures);
    }
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
