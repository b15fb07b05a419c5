package io.cairn.core.search;

import io.cairn.core.halving.Step;
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

  /**
   * What a schedule's step means that starts no trial.
   *
   * @throws IllegalStateException if it starts one
   */
  static Action withoutStart(Step step) {
    if (step instanceof Step.Promote promote) {
      return new Promote(promote.trial(), promote.rung(), promote.reason());
    }
    if (step instanceof Step.Wait wait) {
      return new Wait(wait.reason());
    }
    if (step instanceof Step.Finished finished) {
      return new Finished(finished.reason());
    }
    throw new IllegalStateException(
        "The schedule proposes to start a trial though it may not: " + step);
  }
}
