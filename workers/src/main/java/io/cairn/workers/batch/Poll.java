package io.cairn.workers.batch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When to ask a batch system again: soon after something has changed, and then less and less often.
 * Thousands of jobs that ask every second would be in the way of the system that runs them.
 */
public final class Poll {

  private static final double GROWTH = 1.5;

  private final long least;
  private final long most;
  private final LongSupplier nanoTime;
  private long wait;
  private long next;

  /**
   * @param least time to the first question, and to the next after a change
   * @param most longest time between two questions; at least {@code least}
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public Poll(Duration least, Duration most, LongSupplier nanoTime) {
    this.least = least.toNanos();
    this.most = Math.max(this.least, most.toNanos());
    this.nanoTime = nanoTime;
    soon();
  }

  /** Whether it is time to ask; if so, the next time is later. */
  public boolean isDue() {
    long now = nanoTime.getAsLong();
    if (now - next < 0) {
      return false;
    }
    wait = (long) Math.min(most, wait * GROWTH);
    next = now + wait;
    return true;
  }

  /** Something has changed, or is about to. */
  public void soon() {
    wait = least;
    next = nanoTime.getAsLong() + least;
  }
}
