package io.cairn.server.history;

import java.time.Instant;
import java.util.Locale;

/**
 * A decision on a trial, with its reason.
 *
 * @param at when
 * @param trial number of the trial
 * @param rung where it stood; of a promotion and a failure, the rung it goes or went towards
 * @param kind what was decided
 * @param reason the rung table at that moment or the failure, for people
 */
public record TrialDecision(Instant at, int trial, int rung, Kind kind, String reason) {

  /** What can be decided on a trial after its start. */
  public enum Kind {
    /** It goes on to a higher rung. */
    PROMOTED,
    /** It waits at a rung and may go on later. */
    PAUSED,
    /** It will never go on. */
    STOPPED,
    /** Its evaluation failed for good. */
    FAILED;

    /** The word in JSON and tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
