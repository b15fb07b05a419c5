package io.cairn.core.study;

/** Where a study is in its life. */
public enum StudyPhase {
  /** Evaluations are handed out. */
  RUNNING,
  /** Somebody paused it: nothing new is handed out, and what runs goes on to its end. */
  PAUSED,
  /** No new evaluations; running ones have the grace period to end. */
  ENDING,
  /** Over. */
  ENDED;

  /** Whether nothing of the study will ever start again. */
  public boolean isEnding() {
    return this == ENDING || this == ENDED;
  }
}
