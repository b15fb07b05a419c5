package io.cairn.core.study;

/** Where a trial is in its life. */
public enum TrialStatus {
  /** An evaluation of it is out, or waits to be leased again. */
  RUNNING,
  /** It waits at a rung and may be promoted. */
  PAUSED,
  /** It reached full fidelity. */
  COMPLETED,
  /** The method stopped it for good. */
  STOPPED,
  /** Its evaluation failed for good. */
  FAILED,
  /** The study ended while it ran. */
  CANCELLED
}
