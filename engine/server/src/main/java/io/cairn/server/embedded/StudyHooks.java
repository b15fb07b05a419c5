package io.cairn.server.embedded;

import io.cairn.core.study.StudyEvent;

/**
 * Told of what happens in a study while this process has it, once it is durable: one call at a time
 * and in order, on a thread of its own. A hook may take its time: if it falls far behind, new
 * evaluations wait for it. What it throws is logged and changes nothing for the study. What an
 * earlier process had journalled is not told again.
 */
public interface StudyHooks {

  /** A new configuration was decided. */
  default void trialStarted(StudyEvent.TrialStarted trial) {}

  /** An evaluation reported metrics. */
  default void reported(StudyEvent.Reported report) {}

  /** A trial goes on to a higher rung; its reason says why. */
  default void promoted(StudyEvent.TrialPromoted trial) {}

  /** A trial was stopped by the method; its reason says why. */
  default void stopped(StudyEvent.TrialStopped trial) {}

  /** An evaluation ended without its result; it may be tried again. */
  default void evaluationFailed(StudyEvent.EvaluationFailed failure) {}

  /** A trial is out: it failed for good. */
  default void trialFailed(StudyEvent.TrialFailed trial) {}

  /** There is a new best; of several in quick succession some may be left out, never the last. */
  default void improved(BestTrial best) {}

  /** The study is over; the last that is told. */
  default void ended(StudyEvent.StudyEnded end) {}

  /** Every event, before the call of its kind. */
  default void happened(StudyEvent event) {}
}
