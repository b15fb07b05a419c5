package io.cairn.core.study;

/** Where a study is in its life. */
public enum StudyPhase {
  /** Evaluations are handed out. */
  RUNNING,
  /** No new evaluations; running ones have the grace period to end. */
  ENDING,
  /** Over. */
  ENDED
}
