package io.cairn.server.embedded;

import io.cairn.server.coordinator.StudyView;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Remains;
import io.cairn.server.studies.Studies;
import io.cairn.server.studies.StudyTrust;
import java.nio.file.Path;

/** What is left of a study that has ended. */
final class Results {

  private Results() {}

  /** Writes its report, archives its landscape, and says where they are. */
  static StudyResult of(StudyFolder folder, Home home) {
    Studies.Stored stored = Studies.load(folder);
    StudyHistory history = stored.history();
    Path report = Remains.report(folder, stored, StudyTrust.of(folder, stored, home.archive()));
    return new StudyResult(
        folder.id(),
        history.reason(),
        history
            .best()
            .map(
                best ->
                    BestTrial.of(
                        new StudyView.Best(
                            best, history.trials().get(best.trial()).configuration()),
                        stored.spec().objective())),
        history.spending(),
        report,
        Remains.archive(stored, home.archive()).map(Remains.Archived::id),
        history);
  }
}
