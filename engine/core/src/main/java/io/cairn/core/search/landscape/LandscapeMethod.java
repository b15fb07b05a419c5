package io.cairn.core.search.landscape;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.AshaPromotion;
import io.cairn.core.halving.RungSummary;
import io.cairn.core.halving.Schedule;
import io.cairn.core.halving.Step;
import io.cairn.core.halving.Verdict;
import io.cairn.core.search.Action;
import io.cairn.core.search.Method;
import io.cairn.core.search.Outlook;
import io.cairn.core.search.Proposal;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.search.Refit;
import io.cairn.core.search.Sampler;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.surrogate.LandscapeKernel.Coefficients;
import io.cairn.core.transfer.Evidence;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.SpanBelief;
import io.cairn.core.transfer.SurfaceBasis;
import io.cairn.core.transfer.TrustReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts and promotes whatever promises the most gain at full fidelity for the cost still to pay,
 * by a model of the landscape that earlier landscapes give a head start, as long as they prove
 * right.
 *
 * <p>Two sides share every observation: one expects a landscape like the priors', the other knows
 * nothing but this study. Which of them proposes is decided by whether the priors order what was
 * seen better than chance ({@link Evidence}); until they have proved it, what they may spend is
 * bounded. Halving remains as the guard rail: its rung tables decide when no new trial may start,
 * and promote when no model has a say.
 */
public final class LandscapeMethod implements Method {
  /** Every start is chosen by all results so far, so hardly any is decided ahead. */
  private static final int STARTS_AHEAD = 4;

  private final SurfaceBasis basis;
  private final @Nullable EvidenceLedger ledger;
  private final LandscapeSettings settings;
  private final RandomStreams streams;
  private final List<Configuration> starts;
  private final Schedule halving;
  private final Sampler fallback;
  private final GuardRail guardRail;
  private final Mutations mutations;
  private final ObservationWindow window;
  private final RungLosses losses;
  private final List<Trial> trials = new ArrayList<>();
  private final Set<Configuration> tried = new HashSet<>(); // asked, never walked
  private final Turns turns;
  private final TrustTally tally;
  private final TrustAccount account;
  private final EntryRungs entry;
  private final FittedSides models;
  private int reports;

  /**
   * A method before its first trial.
   *
   * @param priors those that can predict themselves are used
   * @param starts what a person wants to be tried first, in order
   * @param fallback proposes when no model does; owned from now on
   */
  public LandscapeMethod(
      SurfaceBasis basis,
      List<FittedPrior> priors,
      LandscapeSettings settings,
      RandomStreams streams,
      List<Configuration> starts,
      Sampler fallback) {
    this.basis = basis;
    this.settings = settings;
    this.streams = streams;
    this.starts = starts.stream().filter(basis.space()::satisfies).toList();
    this.halving = AshaPromotion.of(basis.ladder());
    this.fallback = fallback;
    this.guardRail = new GuardRail(halving, fallback);
    this.mutations = new Mutations(basis.space(), basis.encoding().axes());
    this.window = new ObservationWindow(basis.ladder().size());
    this.losses = new RungLosses(basis.ladder().size());
    EvidenceLedger tested = EvidenceLedger.of(basis, priors, settings.testSize());
    this.ledger = tested;
    this.entry = new EntryRungs(basis, settings.ladder(), tested == null ? null : tested.span());
    this.turns = new Turns(settings, tested);
    this.tally = new TrustTally(priors);
    this.account = new TrustAccount(settings, basis.ladder(), List.copyOf(priors), tested);
    this.models = new FittedSides(tested != null, this::prepare);
    models.capture(reports);
  }

  /** The basis in which the priors of a study must be fitted. */
  public static SurfaceBasis basis(SearchSpace space, RungLadder ladder) {
    return new SurfaceBasis(space, ladder, new RandomStreams(0).stream("features", 0));
  }

  // ---- what to do ------------------------------------------------------------------------------

  @Override
  public Action next(boolean mayStart) {
    int trial = trials.size();
    if (!mayStart) {
      return guardRail.goOn();
    }
    Optional<Configuration> start = starts.stream().filter(c -> !tried.contains(c)).findFirst();
    if (start.isPresent()) {
      return new Action.StartTrial(start.get(), 0, firstRung(false), Proposal.YOUR_START);
    }
    if (explores(trial)) {
      return byFallback("exploration");
    }
    Trial.Origin lead = turns.next();
    if (lead == Trial.Origin.NONE && reports == 0) {
      return byFallback("nothing is known yet");
    }
    ArmModel model = models.current(lead == Trial.Origin.PRIORS);
    if (model == null) {
      return byFallback("no model is up to date");
    }
    if (!turns.inPilot() && halving.next(false) instanceof Step.Promote due) {
      model.update();
      int rung = trials.get(due.trial()).reached;
      int best = model.bestPaused(rung).orElse(due.trial());
      return new Action.Promote(best, entry.next(rung), due.reason());
    }
    ArmModel.Choice choice = best(model);
    if (choice == null || !(choice.gain() > 0)) {
      return byFallback("no candidate promises a gain");
    }
    return action(choice, lead);
  }

  /** What a model would do next. */
  private ArmModel.@Nullable Choice best(ArmModel model) {
    model.update();
    if (model.anyFull()) {
      model.vary(
          (best, seen) -> mutations.of(best, settings.mutants(), streams.stream("mutants", seen)));
    }
    return model.choose(configuration -> !tried.contains(configuration), true, !turns.inPilot());
  }

  private Action action(ArmModel.Choice choice, Trial.Origin lead) {
    String side = lead == Trial.Origin.PRIORS ? "priors" : "this study alone";
    String gain = String.format(Locale.ROOT, "expected gain %.3g by %s", choice.gain(), side);
    Trial going = choice.trial();
    if (going != null) {
      return new Action.Promote(going.number, entry.next(going.reached), gain);
    }
    Configuration configuration = choice.point().configuration();
    String kind = choice.mutant() ? "variation" : "model";
    return new Action.StartTrial(
        configuration, 0, firstRung(lead == Trial.Origin.PRIORS), kind + ": " + gain);
  }

  private Action byFallback(String why) {
    return guardRail.start(trials.size(), firstRung(false), why);
  }

  /** In the pilot both sides start where the priors do, so that results can be compared soon. */
  private int firstRung(boolean byPriors) {
    return entry.first(byPriors || turns.inPilot(), trials.size());
  }

  private boolean explores(int trial) {
    return trial >= settings.pilot()
        && streams.stream("explore", trial).nextDouble() < settings.explore();
  }

  // ---- models ----------------------------------------------------------------------------------

  private Supplier<ArmModel> prepare(boolean withPriors, int number) {
    List<Trial> known = window.copies();
    Supplier<ArmFit> fit = () -> new ArmFit(basis, settings, known, streams.stream("pool", number));
    EvidenceLedger tested = ledger;
    if (withPriors && tested != null) {
      Coefficients belief = belief(tested);
      return () -> fit.get().aided(tested.span(), belief);
    }
    return () -> fit.get().unaided();
  }

  /** Where among the priors this study is believed to lie. */
  private Coefficients belief(EvidenceLedger tested) {
    return turns.evidenceCounts()
        ? SpanBelief.after(tested.span(), tested.evidence(), settings.priorWeights())
        : SpanBelief.beforehand(tested.span());
  }

  @Override
  public void refitInBackground() {
    models.inBackground();
  }

  @Override
  public Optional<Refit> refit() {
    return models.refit();
  }

  @Override
  public void refitFailed() {
    models.refitFailed();
  }

  // ---- what is to be expected ------------------------------------------------------------------

  @Override
  public Optional<Outlook> outlook() {
    List<ArmModel> asked = turns.inPilot() ? List.of() : models.all();
    return Prospects.of(asked, this::best, losses);
  }

  @Override
  public Optional<TrustReport> trust() {
    return Optional.of(account.report(trials, turns, tally));
  }

  @Override
  public OptionalInt startsWithoutModel() {
    return OptionalInt.of(tally.fallback());
  }

  // ---- facts -----------------------------------------------------------------------------------

  @Override
  public void started(int trial, Configuration configuration, int bracket, int rung) {
    halving.started(trial, bracket, rung);
    Trial fresh = new Trial(trial, configuration, basis.ladder().size(), rung);
    boolean asked = explores(trial) || starts.contains(configuration);
    fresh.origin = asked ? Trial.Origin.OTHER : turns.next();
    turns.started(fresh.origin);
    tally.started(configuration, fresh.origin, () -> guardRail.proposes(trial, configuration));
    fallback.started(trial, configuration);
    tried.add(configuration);
    trials.add(fresh);
    window.started(fresh);
    models.tell(model -> model.started(fresh, rung));
  }

  @Override
  public void promoted(int trial, int rung) {
    halving.promoted(trial, rung);
    tally.promoted();
    Trial going = trials.get(trial);
    going.due = rung;
    models.tell(model -> model.promoted(going, rung));
  }

  @Override
  public void reported(int trial, int rung, double loss, double seconds) {
    halving.reported(trial, rung, loss);
    Trial reporter = trials.get(trial);
    fallback.reported(trial, reporter.configuration, rung, loss);
    entry.reported(reporter, rung, reporter.seconds, seconds);
    reporter.reported(rung, loss, seconds, basis.ladder().checkpoints());
    losses.reported(rung, loss);
    tally.spent(reporter.origin, seconds);
    reports++;
    window.reported(reporter, rung);
    if (ledger != null) {
      ledger.reported(reporter, rung);
    }
    models.tell(model -> model.reported(reporter, rung));
    models.capture(reports);
  }

  @Override
  public void stopped(int trial, int rung) {
    halving.stopped(trial, rung);
    fallback.stopped(trial, trials.get(trial).configuration);
    end(trial);
  }

  @Override
  public void failed(int trial, int rung) {
    halving.failed(trial, rung);
    fallback.failed(trial, trials.get(trial).configuration);
    end(trial);
  }

  private void end(int trial) {
    Trial ended = trials.get(trial);
    ended.ended();
    window.ended(ended);
    models.tell(model -> model.ended(ended));
  }

  // ---- halving ---------------------------------------------------------------------------------

  @Override
  public Verdict verdict(int trial, int rung) {
    return halving.verdict(trial, rung);
  }

  @Override
  public boolean isOver(int trial) {
    return halving.isOver(trial);
  }

  @Override
  public boolean runsThrough() {
    return false;
  }

  @Override
  public int startsAhead() {
    return STARTS_AHEAD;
  }

  @Override
  public List<RungSummary> rungs() {
    return halving.rungs();
  }
}
