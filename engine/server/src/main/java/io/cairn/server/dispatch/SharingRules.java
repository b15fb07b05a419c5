package io.cairn.server.dispatch;

import java.time.Duration;

/**
 * Settings of {@link FairShare}.
 *
 * @param patience how long a study with work may have nothing in flight before it goes first,
 *     whatever its priority
 * @param backoff how long a study that did not answer is left alone; doubles each time
 * @param longestBackoff where the doubling ends
 * @param preemptionTerm how long to wait for preempted evaluations to leave before others are asked
 *     for
 * @param asksAtOnce slots for which one study is being asked at a time
 */
public record SharingRules(
    Duration patience,
    Duration backoff,
    Duration longestBackoff,
    Duration preemptionTerm,
    int asksAtOnce) {

  /** What holds unless somebody says otherwise. */
  public static final SharingRules DEFAULT =
      new SharingRules(
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          256);

  /**
   * @throws IllegalArgumentException if a duration is not above 0, the longest backoff is below the
   *     first, or nothing could be asked
   */
  public SharingRules {
    positive("patience", patience);
    positive("backoff", backoff);
    positive("preemptionTerm", preemptionTerm);
    if (longestBackoff.compareTo(backoff) < 0) {
      throw new IllegalArgumentException(
          "longestBackoff = " + longestBackoff + " must be at least the backoff, " + backoff);
    }
    if (asksAtOnce < 1) {
      throw new IllegalArgumentException("asksAtOnce = " + asksAtOnce + " must be at least 1");
    }
  }

  private static void positive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " = " + duration + " must be above 0");
    }
  }
}
