package io.cairn.core.halving;

/** What becomes of a trial that has just reported at a rung. */
public sealed interface Verdict {

  /** It may go on to the next rung at once; a worker that runs through need not ask. */
  record GoOn(String reason) implements Verdict {}

  /** It waits with its checkpoint; {@link Schedule#next} may promote it later. */
  record Pause(String reason) implements Verdict {}

  /** It will never go on. */
  record Stop(String reason) implements Verdict {}

  /** It reached the top rung, diverged or not. */
  record Complete() implements Verdict {}
}
