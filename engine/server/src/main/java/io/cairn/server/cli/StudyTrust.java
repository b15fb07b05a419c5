package io.cairn.server.cli;

import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.core.transfer.TrustReport;
import io.cairn.server.archive.FittedPriors;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.sweep.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a stored study believes of its priors, found by going through its journal once more.
 *
 * @param report empty for a method that does not weigh priors
 * @param notes sentences: why there is no report, or which priors could not be judged
 */
record StudyTrust(Optional<TrustReport> report, List<String> notes) {

  /** Unused priors that are named. */
  private static final int MOST_TOLD = 10;

  StudyTrust {
    notes = List.copyOf(notes);
  }

  /** Reads the study's journal; it may be running. */
  static StudyTrust of(StudyFolder folder, Studies.Stored stored, LandscapeArchive archive) {
    StudySpec spec = stored.spec();
    Optional<TrustReport> beforehand = new StudyState(spec).trust();
    if (beforehand.isEmpty()) {
      return new StudyTrust(
          Optional.empty(),
          List.of(
              "Study "
                  + folder.id()
                  + " searches by method "
                  + spec.method().name()
                  + ", which does not weigh its priors; method landscape does."));
    }
    StudyPriors priors =
        StudyPriors.again(
            archive, StudySpecs.sweep(stored.created(), Purpose.STORED), stored.created());
    List<String> notes = new ArrayList<>();
    List<String> gone = priors.fitted().map(FittedPriors::warnings).orElse(List.of());
    notes.addAll(gone);
    if (!gone.isEmpty()) {
      notes.add("What is said here is said without that.");
    }
    stored.created().getPriorsList().stream()
        .filter(use -> !use.getLeftOut().isEmpty())
        .limit(MOST_TOLD)
        .forEach(
            use -> notes.add("Prior " + use.getName() + " is unused: " + use.getLeftOut() + "."));
    return new StudyTrust(Studies.replay(folder, spec.withPriors(priors.sound())).trust(), notes);
  }
}
