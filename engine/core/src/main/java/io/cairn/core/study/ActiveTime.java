package io.cairn.core.study;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a study has run, over all its sessions. The time between two sessions does not count,
 * nor does the time of a pause.
 */
public final class ActiveTime {

  private Duration before = Duration.ZERO;
  private Instant since = Instant.EPOCH;
  private boolean stands;

  /** Time that was run by {@code now}. */
  public Duration at(Instant now) {
    if (stands) {
      return before;
    }
    Duration span = Duration.between(since, now);
    return before.plus(span.isNegative() ? Duration.ZERO : span);
  }

  /** The first session begins. */
  public void begin(Instant at) {
    since = at;
  }

  /** Another session begins; the one before was alive until {@code last}. */
  public void beginAgain(Instant at, Instant last) {
    before = at(last);
    since = at;
  }

  /** Time does not count from now on. */
  public void pause(Instant at) {
    before = at(at);
    stands = true;
  }

  /** Goes on after a pause; nothing changes if there was none. */
  public void goOn(Instant at) {
    if (stands) {
      since = at;
      stands = false;
    }
  }

  /** Time that counted before {@link #since}. */
  Duration before() {
    return before;
  }

  /** When the stretch of time that counts began. */
  Instant since() {
    return since;
  }

  void restore(Duration timeBefore, Instant beginning, boolean paused) {
    before = timeBefore;
    since = beginning;
    stands = paused;
  }
}
