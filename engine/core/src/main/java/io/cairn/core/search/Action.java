package io.cairn.core.search;

import io.cairn.core.space.Configuration;

/** What a {@link Method} proposes to do with free capacity. */
public sealed interface Action {

  /**
   * Start a new trial.
   *
   * @param configuration what to evaluate
   * @param bracket the bracket that it belongs to, from 0
   * @param rung the rung that its first evaluation goes to
   * @param origin where the configuration comes from, for people: "random", "model at epoch 9"
   */
  record StartTrial(Configuration configuration, int bracket, int rung, String origin)
      implements Action {}

  /**
   * Let a trial go on.
   *
   * @param trial its number
   * @param rung the rung that its next evaluation goes to
   * @param reason the rung table at this moment, as a sentence
   */
  record Promote(int trial, int rung, String reason) implements Action {}

  /** Nothing can start before a running evaluation ends. */
  record Wait(String reason) implements Action {}

  /** Nothing runs, and nothing will start unless the budget grows. */
  record Finished(String reason) implements Action {}
}
