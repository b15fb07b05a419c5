package io.cairn.core.halving;

/** What a {@link Schedule} proposes to do with free capacity. */
public sealed interface Step {

  /**
   * Start a new trial.
   *
   * @param bracket the bracket that it belongs to, from 0
   * @param rung the rung that its first evaluation goes to
   */
  record StartTrial(int bracket, int rung) implements Step {}

  /**
   * Let a trial go on.
   *
   * @param trial its number
   * @param rung the rung that its next evaluation goes to
   * @param reason the rung table at this moment, as a sentence
   */
  record Promote(int trial, int rung, String reason) implements Step {}

  /** Nothing can start before a running evaluation ends. */
  record Wait(String reason) implements Step {}

  /** Nothing runs, and nothing will start unless the budget grows. */
  record Finished(String reason) implements Step {}
}
