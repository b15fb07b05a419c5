package io.cairn.server.cli;

import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorFitter;
import io.cairn.core.transfer.PriorLandscape;
import io.cairn.core.transfer.TrustReport;
import io.cairn.proto.PriorUse;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.archive.DamagedLandscapeException;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.UnknownLandscapeException;
import io.cairn.server.journal.StudyFolder;
import java.io.IOException;
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
    List<String> notes = new ArrayList<>();
    StudySpec withPriors = spec.withPriors(priors(stored, archive, notes));
    return new StudyTrust(Studies.replay(folder, withPriors).trust(), notes);
  }

  /** The priors of the study as far as the archive still has them. */
  private static List<FittedPrior> priors(
      Studies.Stored stored, LandscapeArchive archive, List<String> notes) {
    PriorFitter fitter =
        new PriorFitter(LandscapeMethod.basis(stored.spec().space(), stored.spec().ladder()));
    List<FittedPrior> fitted = new ArrayList<>();
    for (PriorUse use : stored.created().getPriorsList()) {
      if (use.getLeftOut().isEmpty()) {
        try {
          ArchivedLandscape found = archive.find(use.getId()).archived();
          fitted.add(fitter.fit(new PriorLandscape(use.getId(), use.getName(), found.landscape())));
        } catch (UnknownLandscapeException e) {
          notes.add(missing(use, "is not in the archive any more"));
        } catch (DamagedLandscapeException | IOException e) {
          notes.add(missing(use, "cannot be read (" + e.getMessage() + ")"));
        }
      }
    }
    return fitted;
  }

  private static String missing(PriorUse use, String why) {
    return "Prior "
        + use.getName()
        + " ("
        + use.getId().substring(0, Math.min(12, use.getId().length()))
        + ") "
        + why
        + "; what is said here is said without it.";
  }
}
