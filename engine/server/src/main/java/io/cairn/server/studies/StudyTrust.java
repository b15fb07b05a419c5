package io.cairn.server.studies;

import io.cairn.core.search.Methods;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.TrustReport;
import io.cairn.server.archive.FittedPriors;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import java.util.List;
import java.util.Optional;

/**
 * What a stored study believes of its priors, found by going through its journal once more.
 *
 * @param report empty for a method that does not weigh priors
 * @param notes sentences: why there is no report, or which priors could not be judged
 */
public record StudyTrust(Optional<TrustReport> report, List<String> notes) {

  public static final String SAID_WITHOUT = "what is said here is said without it";

  public StudyTrust {
    notes = List.copyOf(notes);
  }

  /** Why there is nothing to say of the priors of a study. */
  public static String doesNotWeigh(String study, StudySpec spec) {
    return "Study "
        + study
        + " searches by method "
        + spec.method().name()
        + ", which does not weigh its priors; method landscape does.";
  }

  /** Reads the study's journal; it may be running. */
  public static StudyTrust of(StudyFolder folder, Studies.Stored stored, LandscapeArchive archive) {
    StudySpec spec = stored.spec();
    if (!Methods.fitsPriors(spec.method().name())) {
      return new StudyTrust(Optional.empty(), List.of(doesNotWeigh(folder.id(), spec)));
    }
    Sweep sweep = StudySpecs.sweep(stored.created(), Purpose.STORED);
    StudyPriors priors = StudyPriors.again(archive, sweep, stored.created(), SAID_WITHOUT);
    List<String> gone = priors.fitted().map(FittedPriors::warnings).orElse(List.of());
    return new StudyTrust(Studies.replay(folder, spec.withPriors(priors.fits())).trust(), gone);
  }
}
