package io.cairn.server.coordinator;

import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyEvent.EvaluationFailed;
import io.cairn.core.study.StudyEvent.FailureKind;
import java.util.List;

/**
 * Counts leases that ran out. The journal does not tell them from leases whose worker was lost in
 * another way, and a snapshot would have to keep the number: so it begins at 0 whenever a
 * coordinator takes the study up. Confined to the coordinator's thread.
 */
final class ExpiryCount {

  private long count;

  /** What was decided: a lease that is lost by the passing of time alone ran out. */
  void decided(StudyCommand command, List<StudyEvent> events) {
    if (command instanceof StudyCommand.Tick) {
      for (StudyEvent event : events) {
        count += event instanceof EvaluationFailed e && e.why() == FailureKind.LOST ? 1 : 0;
      }
    }
  }

  long count() {
    return count;
  }

  /** What was decided last may never have happened. */
  void forget() {
    count = 0;
  }
}
