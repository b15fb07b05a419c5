package io.cairn.server.archive;

import io.cairn.core.landscape.Recast;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorFitter;
import io.cairn.core.transfer.PriorLandscape;
import io.cairn.server.archive.FittedPriors.Fitted;
import io.cairn.server.archive.LandscapeArchive.Entry;
import io.cairn.server.sweep.Sweep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fits the priors of a sweep, or takes the fits of an earlier time from the archive. Fitting takes
 * some ten milliseconds a prior, on all processors.
 */
public final class PriorFits {

  private final LandscapeArchive archive;
  private final Sweep sweep;
  private final StudySpec study;
  private final FitKey keys;
  private final PriorFitter fitter;

  private PriorFits(LandscapeArchive archive, Sweep sweep) {
    this.archive = archive;
    this.sweep = sweep;
    this.study = sweep.study();
    this.keys = new FitKey(study, sweep.priors().map());
    this.fitter = new PriorFitter(LandscapeMethod.basis(study.space(), study.ladder()));
  }

  /**
   * Fits what a sweep learns from, and keeps what is new.
   *
   * @param choice of landscapes that are in the archive
   */
  public static FittedPriors of(LandscapeArchive archive, Sweep sweep, PriorChoice choice) {
    PriorFits fits = new PriorFits(archive, sweep);
    FittedPriors fitted = fits.all(choice.used());
    return new FittedPriors(fitted.all(), fits.keep(fitted.all()));
  }

  /** Fits as {@link #of} would, and writes nothing. */
  public static FittedPriors preview(LandscapeArchive archive, Sweep sweep, PriorChoice choice) {
    return new PriorFits(archive, sweep).all(choice.used());
  }

  /**
   * A prior of a stored study.
   *
   * @param id of its landscape
   * @param name of its landscape
   */
  public record Reference(String id, String name) {}

  /**
   * The priors of a study that is taken up again. What the archive does not hold any more is left
   * out with a warning.
   *
   * @param sweep of the study
   * @param consequence what comes of a prior that is gone, the end of a sentence
   */
  public static FittedPriors again(
      LandscapeArchive archive, Sweep sweep, List<Reference> references, String consequence) {
    PriorFits fits = new PriorFits(archive, sweep);
    List<Fitted> fitted = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Reference reference : references) {
      fits.again(reference, consequence, warnings).ifPresent(fitted::add);
    }
    warnings.addAll(fits.keep(fitted));
    return new FittedPriors(fitted, warnings);
  }

  private FittedPriors all(List<PriorChoice.Used> used) {
    return new FittedPriors(used.parallelStream().map(this::fit).toList(), List.of());
  }

  private Fitted fit(PriorChoice.Used used) {
    PriorLandscape prior = used.prior();
    String key = keys.of(prior.id());
    Optional<FittedPrior> kept = archive.fits().find(prior.id(), key, study.space());
    if (kept.isPresent()) {
      return new Fitted(kept.get(), key, true);
    }
    PriorLandscape read =
        used.fullAlone()
            ? new PriorLandscape(prior.id(), prior.name(), Recast.inFull(prior.landscape()))
            : prior;
    return new Fitted(
        fitter.fit(read, sweep.priors().map().between(read.landscape().space(), study.space())),
        key,
        false);
  }

  private Optional<Fitted> again(Reference reference, String consequence, List<String> warnings) {
    String key = keys.of(reference.id());
    Optional<FittedPrior> kept = archive.fits().find(reference.id(), key, study.space());
    if (kept.isPresent()) {
      return Optional.of(new Fitted(kept.get(), key, true));
    }
    String why;
    try {
      Optional<Entry> entry = archive.get(reference.id());
      if (entry.isPresent()) {
        PriorFit fit = PriorFit.of(entry.get().archived().landscape(), study, sweep.priors().map());
        if (fit.landscape().isPresent()) {
          return Optional.of(fit(PriorSelector.used(entry.get(), fit)));
        }
        why = fit.reason();
      } else {
        why = "the archive does not hold it any more";
      }
    } catch (DamagedLandscapeException | IOException e) {
      why = String.valueOf(e.getMessage());
    }
    warnings.add(
        "prior "
            + reference.name()
            + " ("
            + reference.id()
            + ") is gone: "
            + why
            + "; "
            + consequence);
    return Optional.empty();
  }

  /** Keeps fits that are new; a sentence if that fails, since a study can do without. */
  private List<String> keep(List<Fitted> fitted) {
    KeptFits kept = archive.fits();
    try {
      boolean any = false;
      for (Fitted fit : fitted) {
        if (!fit.known() && !fit.key().isEmpty() && archive.contains(fit.prior().id())) {
          kept.keep(fit.key(), fit.prior());
          any = true;
        }
      }
      if (any) {
        for (String id : kept.landscapes()) {
          if (!archive.contains(id)) {
            kept.remove(id); // Its landscape was taken away by hand.
          }
        }
      }
      return List.of();
    } catch (IOException e) {
      return List.of(
          "the fits of the priors cannot be kept in the archive, so they are made again next time: "
              + e.getMessage());
    }
  }
}
