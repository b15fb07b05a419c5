package io.cairn.workers.process;

import java.io.IOException;
import java.nio.file.Path;

/** Starts commands somewhere. */
public interface Launcher {

  /**
   * Starts the command of an evaluation.
   *
   * @throws UnavailableException if the place is at fault, with a sentence: not charged to the
   *     trial
   * @throws IOException if the command is, with a sentence
   */
  Job start(Launch launch) throws IOException;

  /**
   * The folder for the files that the command shares with its evaluation.
   *
   * @param scratch the evaluation's own folder, where also the record lies by which a command is
   *     found again. A command that is not to be trusted gets a folder below
   */
  default Path folder(Path scratch) {
    return scratch;
  }
}
