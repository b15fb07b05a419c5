package io.cairn.bench.elastic;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen when; of things at one time the one planned first. */
final class VirtualTime {
  private static final double NANOSECONDS = 1e9;

  private record Event(double at, long number, Runnable what) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::number));
  private double now;
  private long planned;

  /** Seconds since the beginning. */
  double seconds() {
    return now;
  }

  Instant instant() {
    return Instant.EPOCH.plusNanos((long) (now * NANOSECONDS));
  }

  /** Plans something for so many seconds from now. */
  void in(double seconds, Runnable what) {
    events.add(new Event(now + seconds, ++planned, what));
  }

  /** Lets the next thing happen; false if there is none before the time given. */
  boolean step(double until) {
    Event next = events.peek();
    if (next == null || next.at() > until) {
      now = Math.max(now, until);
      return false;
    }
    events.remove();
    now = next.at();
    next.what().run();
    return true;
  }
}
