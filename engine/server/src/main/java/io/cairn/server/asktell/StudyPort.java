package io.cairn.server.asktell;

import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyReply;
import io.cairn.server.coordinator.StudyView;
import java.util.List;
import java.util.Optional;

/** A study as an outside loop sees it: commands are answered once they are durable. */
public interface StudyPort {

  /** Carries out a command. */
  StudyReply decide(StudyCommand command);

  /** How the study stands. */
  StudyView view();

  /** Number of the newest lease; 0 before the first. */
  long lastToken();

  /** The grant of a running evaluation, to be given again; empty if it is not running. */
  Optional<StudyReply.Granted> granted(long token);

  /** Number that the next report of a running evaluation has; 1 if it is not running. */
  long nextSequence(long token);

  /** Tokens of evaluations that are out, oldest first. */
  List<Long> running();
}
