package io.cairn.server.cli;

import io.cairn.core.search.Methods;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.TrustReport;
import io.cairn.server.archive.FittedPriors;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * What a stored study believes of its priors, found by going through its journal once more.
 *
 * @param report empty for a method that does not weigh priors
 * @param notes sentences: why there is no report, or which priors could not be judged
 */
record StudyTrust(Optional<TrustReport> report, List<String> notes) {

  static final String SAID_WITHOUT = "what is said here is said without it";

  StudyTrust {
    notes = List.copyOf(notes);
  }

  /**
   * Prints where the study's decisions came from, and what that is said without, as fields of a
   * page; nothing for a method that does not weigh priors.
   *
   * @param width of the names of the fields
   */
  void printDecisions(PrintStream out, int width) {
    if (report.isPresent()) {
      field(out, width, "decisions", TrustText.decisions(report.get().counters()));
      notes.forEach(note -> field(out, width, "note", note));
    }
  }

  private static void field(PrintStream out, int width, String name, String text) {
    out.println(name + " ".repeat(width - name.length()) + text);
  }

  /** Why there is nothing to say of the priors of a study. */
  static String doesNotWeigh(String study, StudySpec spec) {
    return "Study "
        + study
        + " searches by method "
        + spec.method().name()
        + ", which does not weigh its priors; method landscape does.";
  }

  /** Reads the study's journal; it may be running. */
  static StudyTrust of(StudyFolder folder, Studies.Stored stored, LandscapeArchive archive) {
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
