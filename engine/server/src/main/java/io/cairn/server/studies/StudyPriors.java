package io.cairn.server.studies;

import io.cairn.core.search.Belief;
import io.cairn.core.search.Methods;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.Portfolio;
import io.cairn.core.transfer.PortfolioResult;
import io.cairn.core.transfer.PriorLandscape;
import io.cairn.core.transfer.PriorUse;
import io.cairn.core.transfer.SurfaceBasis;
import io.cairn.proto.StudyCreated;
import io.cairn.server.archive.FittedPriors;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.PriorChoice;
import io.cairn.server.archive.PriorFits;
import io.cairn.server.archive.PriorSelector;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Sweep;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a study takes from earlier landscapes, and from the person who wrote the sweep.
 *
 * @param choice which landscapes were looked at
 * @param fitted as the model takes them; empty unless the method fits priors
 * @param portfolio configurations to try early; empty unless the method uses priors
 * @param took how long it took to read, fit and choose
 */
public record StudyPriors(
    PriorChoice choice,
    Optional<FittedPriors> fitted,
    Optional<PortfolioResult> portfolio,
    Duration took) {

  /** Names and reasons that are told on starting; the plan has them all. */
  private static final int MOST_TOLD = 10;

  /** Of a prior that is gone when a study is taken up again. */
  public static final String GOES_ON = "the study goes on without it";

  private static final PriorChoice NOT_CHOSEN = new PriorChoice(List.of(), List.of(), List.of());

  /** Nothing. */
  public static final StudyPriors NONE =
      new StudyPriors(NOT_CHOSEN, Optional.empty(), Optional.empty(), Duration.ZERO);

  /**
   * The priors of a new study; what is new goes into the archive.
   *
   * @throws CairnException if the sweep asks for what is not there
   */
  public static StudyPriors choose(LandscapeArchive archive, Sweep sweep, Instant now) {
    return of(archive, sweep, now, true);
  }

  /**
   * As {@link #choose}, and writes nothing.
   *
   * @throws CairnException as {@link #choose}
   */
  public static StudyPriors preview(LandscapeArchive archive, Sweep sweep, Instant now) {
    return of(archive, sweep, now, false);
  }

  private static StudyPriors of(LandscapeArchive archive, Sweep sweep, Instant now, boolean keep) {
    long began = System.nanoTime();
    PriorChoice choice = landscapes(archive, sweep, now, keep);
    String method = sweep.study().method().name();
    if (Methods.fitsPriors(method)) {
      FittedPriors fits =
          keep ? PriorFits.of(archive, sweep, choice) : PriorFits.preview(archive, sweep, choice);
      FittedPriors all = withBelief(fits, sweep);
      return new StudyPriors(
          choice, Optional.of(all), Optional.of(portfolio(all, sweep.study())), since(began));
    }
    return new StudyPriors(
        choice,
        Optional.empty(),
        Methods.usesPriors(method) ? portfolio(choice, sweep) : Optional.empty(),
        since(began));
  }

  /**
   * The landscapes that a sweep asks for and that fit, whatever its method.
   *
   * @param keep whether what is new goes into the archive
   * @throws CairnException if the sweep asks for what is not there
   */
  public static PriorChoice landscapes(
      LandscapeArchive archive, Sweep sweep, Instant now, boolean keep) {
    try {
      return keep
          ? PriorSelector.select(archive, sweep, now)
          : PriorSelector.preview(archive, sweep, now);
    } catch (InvalidSweepException e) {
      throw CairnException.invalid(SweepProblems.text(e));
    } catch (IOException e) {
      throw CairnException.refused("the archive cannot be read: " + e.getMessage());
    }
  }

  /**
   * The priors of a stored study, as far as the archive still has them.
   *
   * @param consequence what comes of a prior that is gone, the end of a sentence
   */
  public static StudyPriors again(
      LandscapeArchive archive, Sweep sweep, StudyCreated created, String consequence) {
    long began = System.nanoTime();
    if (!Methods.fitsPriors(sweep.study().method().name())) {
      return NONE;
    }
    List<PriorFits.Reference> references =
        created.getPriorsList().stream()
            .filter(use -> !use.getFit().isEmpty() || use.getLeftOut().isEmpty())
            .filter(use -> use.getId().matches("[0-9a-f]+")) // Not the person's belief.
            .map(use -> new PriorFits.Reference(use.getId(), use.getName()))
            .toList();
    FittedPriors fits = PriorFits.again(archive, sweep, references, consequence);
    return new StudyPriors(
        NOT_CHOSEN, Optional.of(withBelief(fits, sweep)), Optional.empty(), since(began));
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static FittedPriors withBelief(FittedPriors fits, Sweep sweep) {
    Belief belief = sweep.priors().belief();
    return belief.isEmpty() ? fits : fits.with(belief.fit(basis(sweep.study())));
  }

  private static SurfaceBasis basis(StudySpec study) {
    return LandscapeMethod.basis(study.space(), study.ladder());
  }

  private static PortfolioResult portfolio(FittedPriors fits, StudySpec study) {
    return Portfolio.ofFitted(basis(study), fits.sound(), Methods.portfolioSize(study.method()));
  }

  private static Optional<PortfolioResult> portfolio(PriorChoice choice, Sweep sweep) {
    StudySpec study = sweep.study();
    List<PriorLandscape> landscapes = new ArrayList<>(choice.landscapes());
    if (!sweep.priors().belief().isEmpty()) {
      int top = study.ladder().top();
      landscapes.add(
          sweep
              .priors()
              .belief()
              .landscape(study.space(), study.ladder().name(), study.ladder().level(top)));
    }
    return landscapes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Portfolio.greedy(
                study.space(),
                landscapes,
                prior -> sweep.priors().map().between(prior.landscape().space(), study.space()),
                Methods.portfolioSize(study.method())));
  }

  /** The fits for the engine, those included that it will not use. */
  public List<FittedPrior> fits() {
    return fitted
        .map(all -> all.all().stream().map(FittedPriors.Fitted::prior).toList())
        .orElse(List.of());
  }

  private List<FittedPrior> sound() {
    return fitted.map(FittedPriors::sound).orElse(List.of());
  }

  /** What people are told on starting: what is used, and what is left out and why. */
  public List<String> lines(Sweep sweep) {
    List<String> lines = new ArrayList<>(choice.warnings());
    fitted.ifPresent(fits -> lines.addAll(fits.warnings()));
    lines.addAll(told());
    int starts = sweep.priors().starts().size();
    boolean human = starts > 0 || !sweep.priors().belief().isEmpty();
    if (human && !Methods.usesPriors(sweep.study().method().name())) {
      lines.add("priors.belief and priors.start are not used by " + sweep.study().method().name());
    } else if (starts > 0) {
      lines.add("starts: " + starts + " of yours first");
    }
    List<PriorChoice.LeftOut> leftOut = new ArrayList<>(choice.leftOut());
    fitted.ifPresent(fits -> leftOut.addAll(fits.unsound()));
    for (PriorChoice.LeftOut left : leftOut.subList(0, Math.min(MOST_TOLD, leftOut.size()))) {
      lines.add("prior " + left.name() + " is left out: " + left.reason());
    }
    if (leftOut.size() > MOST_TOLD) {
      lines.add(
          "and "
              + (leftOut.size() - MOST_TOLD)
              + " more priors are left out; `cairn plan` says why");
    }
    return lines;
  }

  private List<String> told() {
    if (fitted.isPresent()) {
      List<FittedPrior> sound = sound();
      if (sound.isEmpty()) {
        return List.of();
      }
      List<PriorUse> uses = sound.stream().map(FittedPrior::use).toList();
      return List.of(
          String.format(
              Locale.ROOT,
              "priors: %s; %d configurations used, %d projected, %d rejected; %d of %d fits known,"
                  + " ready in %.1f s",
              names(sound.stream().map(FittedPrior::name).toList()),
              uses.stream().mapToLong(PriorUse::used).sum(),
              uses.stream().mapToLong(PriorUse::projected).sum(),
              uses.stream().mapToLong(PriorUse::rejected).sum(),
              fitted.get().known(),
              fitted.get().all().stream().filter(fit -> !fit.key().isEmpty()).count(),
              took.toMillis() / 1000.0));
    }
    return portfolio
        .map(
            result ->
                "priors: "
                    + result.picks().size()
                    + " configurations to try first, from "
                    + names(result.priors().stream().map(PriorUse::name).toList()))
        .stream()
        .toList();
  }

  private static String names(List<String> all) {
    String told = String.join(", ", all.subList(0, Math.min(MOST_TOLD, all.size())));
    return all.size() > MOST_TOLD ? told + " and " + (all.size() - MOST_TOLD) + " more" : told;
  }
}
