package io.cairn.server.embedded;

import io.cairn.server.history.StudyHistory;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Remains;

/** What is left of a study that has ended. */
final class Results {

  private Results() {}

  /** Writes its report, archives its landscape, and says where they are. */
  static StudyResult of(StudyFolder folder, Home home) {
    Remains remains = Remains.of(folder, home.archive());
    StudyHistory history = remains.stored().history();
    return new StudyResult(
        folder.id(),
        history.reason(),
        history
            .best()
            .map(
                best ->
                    BestTrial.of(
                        best, history.trials().get(best.trial()).configuration(), history.spec())),
        history.spending(),
        remains.report(),
        remains.landscape().map(Remains.Archived::id),
        history);
  }
}
