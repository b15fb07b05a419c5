package io.cairn.core.study;

import io.cairn.core.space.Configuration;

/** Answers to {@link StudyCommand}s; refusals are answers with a reason, not exceptions. */
public sealed interface StudyReply {

  /** An evaluation to run. */
  record Granted(
      String evaluation,
      long token,
      int trial,
      int attempt,
      Configuration configuration,
      double from,
      double to)
      implements StudyReply {}

  /** Nothing to run until something running reports. */
  record Wait(String reason) implements StudyReply {}

  /** Nothing to run ever again. */
  record Done(String reason) implements StudyReply {}

  /**
   * The message was taken.
   *
   * @param goOn whether the evaluation should go on
   */
  record Accepted(boolean goOn) implements StudyReply {}

  /** The message was not taken, and nothing changed. */
  record Refused(String reason) implements StudyReply {}

  /** A command without an answer of its own was carried out. */
  record Noted() implements StudyReply {}
}
