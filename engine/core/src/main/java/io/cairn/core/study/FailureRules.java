package io.cairn.core.study;

/**
 * When failures of user code end a trial or the study.
 *
 * @param retries how often a failed evaluation is tried again, 0 or more
 * @param giveUpAfter the study ends after so many trials failed in a row with no result at all, at
 *     least 1
 * @param maxRelocations an evaluation whose worker vanished, or could not run it, so often counts
 *     as failed: it may be what kills the workers; at least 1. One that was given back is not
 *     counted
 */
public record FailureRules(int retries, int giveUpAfter, int maxRelocations) {

  /** One retry; give up after 10 trials failed in a row; 20 relocations. */
  public static final FailureRules DEFAULT = new FailureRules(1, 10, 20);

  public FailureRules {
    if (retries < 0 || giveUpAfter < 1 || maxRelocations < 1) {
      throw new IllegalArgumentException(
          "retries must be at least 0, give-up-after and max-relocations at least 1, not "
              + retries
              + ", "
              + giveUpAfter
              + ", "
              + maxRelocations);
    }
  }
}
