package io.cairn.workers.process;

import io.cairn.workers.spi.Outcome.Failed;

/** Why a command is no longer followed. */
sealed interface Ending {

  /** It ended by itself. */
  record Exited(int code) implements Ending {}

  /**
   * It was ended by what it ran on.
   *
   * @param failed how; the message is the beginning of a sentence
   */
  record Troubled(Failed failed) implements Ending {}

  /** The answer to a report was not to go on. */
  record Refused() implements Ending {}

  /** It reports levels beyond the one it was asked for. */
  record Overran() implements Ending {}

  /** The evaluation was cancelled. */
  record Cancelled() implements Ending {}

  /** Its time is over. */
  record TimeLimit() implements Ending {}

  /**
   * It printed a result that cannot be used.
   *
   * @param problem one sentence
   */
  record Unusable(String problem) implements Ending {}
}
