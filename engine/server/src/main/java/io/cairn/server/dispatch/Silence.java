package io.cairn.server.dispatch;

import java.time.Duration;
import java.time.Instant;

/** A study that does not answer, and for how long it is left alone. */
final class Silence {
  private boolean on;
  private Instant until = Instant.MAX;

  /** Questions in a row without an answer; those that were out at the same time count as one. */
  private int failures;

  /** Questions before this number belong to a silence that was counted. */
  private long counted;

  /** Whether it must not be asked. */
  boolean isOn() {
    return on;
  }

  Instant until() {
    return until;
  }

  /** Whether it has not answered since: then one question at a time is enough. */
  boolean isSuspected() {
    return failures > 0;
  }

  /** A question was not answered; the next one will have the number given. */
  void failed(long number, long next, Instant now, SharingRules rules) {
    if (number >= counted) {
      counted = next;
      failures++;
      on = true;
      until = now.plus(pause(rules));
    }
  }

  private Duration pause(SharingRules rules) {
    Duration pause = rules.backoff();
    for (int i = 1; i < failures && pause.compareTo(rules.longestBackoff()) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(rules.longestBackoff()) < 0 ? pause : rules.longestBackoff();
  }

  /** It may be asked again, to see. */
  void pauseIsOver() {
    on = false;
  }

  /** It answered. */
  void answered() {
    failures = 0;
  }
}
