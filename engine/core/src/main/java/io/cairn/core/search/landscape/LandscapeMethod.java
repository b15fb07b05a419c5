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
import io.cairn.core.transfer.PriorSpan;
import io.cairn.core.transfer.SpanBelief;
import io.cairn.core.transfer.SurfaceBasis;
import io.cairn.core.transfer.TrustReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
  private static final int REFIT_GROWTH = 8;
  private static final int MOST_BETWEEN_FITS = 64;
  private static final double RELIABLE = 0.3;
  private static final double RELIABILITY_PER_COST = 3;

  private final SurfaceBasis basis;
  private final @Nullable PriorSpan span;
  private final @Nullable EvidenceLedger ledger;
  private final LandscapeSettings settings;
  private final RandomStreams streams;
  private final List<Configuration> starts;
  private final Schedule halving;
  private final Sampler fallback;
  private final Mutations mutations;
  private final ObservationWindow window;
  private final List<Trial> trials = new ArrayList<>();
  private final Map<Integer, Trial> unfinished = new HashMap<>();
  private final Set<Configuration> tried = new HashSet<>(); // asked, never walked

  private final TrustTally tally;
  private final TrustAccount account;

  private final Side aided = new Side(true);
  private final Side unaided = new Side(false);
  private final List<Side> sides;
  private boolean background;
  private int reports;

  /** Trials that the priors led to. */
  private int priorTrials;

  /** What the first trial's low rung cost of its full evaluation; NaN before it was run in full. */
  private double firstShare = Double.NaN;

  /**
   * One of the two models. Its input is captured at certain numbers of reports, whether or not
   * anybody asks for an answer then; fitting it can wait until somebody does. So the answers are a
   * function of the facts, on a live run and on replay alike.
   */
  private static final class Side {
    private final boolean withPriors;
    private @Nullable ArmModel model;
    private int capturedAt = -1;
    private int captures;

    /** The captured input that was not fitted yet, and what happened since. */
    private @Nullable Captured captured;

    /** The one that is being fitted in the background. */
    private @Nullable Captured running;

    Side(boolean withPriors) {
      this.withPriors = withPriors;
    }
  }

  private record Captured(Supplier<ArmModel> fit, List<Consumer<ArmModel>> since) {
    ArmModel model() {
      ArmModel model = fit.get();
      since.forEach(model::take);
      return model;
    }
  }

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
    this.mutations = new Mutations(basis.space(), basis.encoding().axes());
    this.window = new ObservationWindow(basis.ladder().size());
    List<FittedPrior> sound = priors.stream().filter(FittedPrior::isSound).toList();
    this.span =
        sound.isEmpty()
            ? null
            : new PriorSpan(basis, sound, new RandomStreams(0).stream("probes", 0));
    this.ledger =
        span == null
            ? null
            : new EvidenceLedger(
                span, basis.ladder().size(), settings.testSize(), basis.encoding().axes());
    this.sides = span == null ? List.of(unaided) : List.of(aided, unaided);
    this.tally = new TrustTally(priors);
    this.account = new TrustAccount(settings, basis.ladder(), List.copyOf(priors), ledger);
    capture();
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
      return guarded();
    }
    Optional<Configuration> start = starts.stream().filter(c -> !tried.contains(c)).findFirst();
    if (start.isPresent()) {
      return new Action.StartTrial(
          start.get(), 0, entryRung(Trial.Origin.NONE), Proposal.YOUR_START);
    }
    if (explores(trial)) {
      return byFallback("exploration");
    }
    Trial.Origin lead = lead();
    Side side = lead == Trial.Origin.PRIORS ? aided : unaided;
    if (lead == Trial.Origin.NONE && reports == 0) {
      return byFallback("nothing is known yet");
    }
    ArmModel model = current(side);
    if (model == null) {
      return byFallback("no model is fitted yet");
    }
    if (!inPilot() && halving.next(false) instanceof Step.Promote due) {
      model.update();
      int rung = trials.get(due.trial()).reached;
      int best = model.bestPaused(rung).orElse(due.trial());
      return new Action.Promote(best, nextRung(rung), due.reason());
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
    return model.choose(configuration -> !tried.contains(configuration), true, !inPilot());
  }

  private Action action(ArmModel.Choice choice, Trial.Origin lead) {
    String side = lead == Trial.Origin.PRIORS ? "priors" : "this study alone";
    String gain = String.format(Locale.ROOT, "expected gain %.3g by %s", choice.gain(), side);
    Trial going = choice.trial();
    if (going != null) {
      return new Action.Promote(going.number, nextRung(going.reached), gain);
    }
    Configuration configuration = choice.point().configuration();
    String kind = choice.mutant() ? "variation" : "model";
    return new Action.StartTrial(configuration, 0, entryRung(lead), kind + ": " + gain);
  }

  /** No new trial may start: who goes on is the model's choice among those that halving lets. */
  private Action guarded() {
    Step step = halving.next(false);
    if (step instanceof Step.Promote promote) {
      return new Action.Promote(promote.trial(), promote.rung(), promote.reason());
    }
    if (step instanceof Step.Wait wait) {
      return new Action.Wait(wait.reason());
    }
    if (step instanceof Step.Finished finished) {
      return new Action.Finished(finished.reason());
    }
    throw new IllegalStateException("halving starts a trial though it may not: " + step);
  }

  private Action byFallback(String why) {
    Optional<Proposal> proposal = fallback.propose(trials.size());
    if (proposal.isEmpty()) {
      Action rest = guarded();
      return rest instanceof Action.Finished ? new Action.Finished(fallback.exhaustion()) : rest;
    }
    Configuration configuration = proposal.get().configuration();
    return new Action.StartTrial(
        configuration, 0, entryRung(Trial.Origin.NONE), proposal.get().origin() + ": " + why);
  }

  private boolean explores(int trial) {
    return trial >= settings.pilot()
        && streams.stream("explore", trial).nextDouble() < settings.explore();
  }

  private boolean inPilot() {
    EvidenceLedger known = ledger;
    return known != null && settings.twoArms() && known.size() < settings.pilot();
  }

  /** Whose turn it is. */
  private Trial.Origin lead() {
    EvidenceLedger known = ledger;
    if (known == null) {
      return Trial.Origin.NONE;
    }
    if (!settings.twoArms()) {
      return Trial.Origin.PRIORS;
    }
    if (known.size() >= settings.pilot()) {
      double evidence = known.evidence().log();
      if (evidence > settings.leadAbove()) {
        return Trial.Origin.PRIORS;
      }
      if (evidence < settings.dropBelow()) {
        return Trial.Origin.NONE;
      }
    }
    return priorTrials < trials.size() - priorTrials + settings.allowance()
        ? Trial.Origin.PRIORS
        : Trial.Origin.NONE;
  }

  // ---- rungs -----------------------------------------------------------------------------------

  private int entryRung(Trial.Origin lead) {
    int top = basis.ladder().top();
    if (!settings.ladder() || top == 0) {
      return top;
    }
    PriorSpan known = span;
    if (lead == Trial.Origin.PRIORS && known != null) {
      return byReliability(known.reliability(), known.costShares());
    }
    if (basis.ladder().checkpoints()) {
      return top >= 3 ? 1 : 0;
    }
    return fullTested()
        ? byReliability(guessedReliability(), ownShares())
        : trials.isEmpty() ? 0 : top;
  }

  private int byReliability(double[] reliability, double[] shares) {
    int top = basis.ladder().top();
    for (int rung = 0; rung < top; rung++) {
      boolean pays =
          basis.ladder().checkpoints()
              ? reliability[rung] > RELIABLE
              : shares[rung] <= reliability[rung] * reliability[rung] / RELIABILITY_PER_COST;
      if (pays) {
        return rung;
      }
    }
    return top;
  }

  /** Whether the first trial told what a low rung costs of a full evaluation. */
  private boolean fullTested() {
    return !trials.isEmpty()
        && trials.get(0).reached == basis.ladder().top()
        && !Double.isNaN(firstShare);
  }

  private double[] ownShares() {
    int top = basis.ladder().top();
    double[] logs = basis.logShares();
    double[] shares = new double[top + 1];
    for (int rung = 0; rung <= top; rung++) {
      shares[rung] = Math.exp(Math.log(firstShare) * logs[rung] / logs[0]);
    }
    return shares;
  }

  private double[] guessedReliability() {
    int top = basis.ladder().top();
    double[] guessed = new double[top + 1];
    for (int rung = 0; rung <= top; rung++) {
      guessed[rung] = Math.pow(0.9, top - rung);
    }
    return guessed;
  }

  private int nextRung(int reached) {
    return basis.ladder().checkpoints() ? reached + 1 : basis.ladder().top();
  }

  // ---- models ----------------------------------------------------------------------------------

  private @Nullable ArmModel current(Side side) {
    Captured due = side.captured;
    if (!background && due != null) {
      side.model = due.model();
      side.captured = null;
    }
    return side.model;
  }

  /** Captures what the next fits will see, if enough was reported since the last time. */
  private void capture() {
    for (Side side : sides) {
      int growth = Math.min(MOST_BETWEEN_FITS, Math.max(1, side.capturedAt / REFIT_GROWTH));
      if (side.captures == 0 || reports - side.capturedAt >= growth) {
        side.captured = new Captured(work(side), new ArrayList<>());
        side.capturedAt = reports;
        side.captures++;
      }
    }
  }

  /** A fit of a side to what is known now. */
  private Supplier<ArmModel> work(Side side) {
    Set<Trial> seen = new HashSet<>(window.trials());
    List<Trial> known = new ArrayList<>(seen);
    unfinished.values().stream().filter(t -> t.due >= 0 && !seen.contains(t)).forEach(known::add);
    known.sort(Comparator.comparingInt(t -> t.number));
    List<Trial> copies = known.stream().map(Trial::copy).toList();
    int number = side.captures;
    PriorSpan priors = span;
    if (side.withPriors && priors != null) {
      Coefficients belief = belief(priors);
      return () -> new ArmFit(basis, settings, copies, pool(number)).aided(priors, belief);
    }
    return () -> new ArmFit(basis, settings, copies, pool(number)).unaided();
  }

  @Override
  public void refitInBackground() {
    background = true;
  }

  @Override
  public Optional<Refit> refit() {
    List<Side> due = sides.stream().filter(side -> side.captured != null).toList();
    if (due.isEmpty() || sides.stream().anyMatch(side -> side.running != null)) {
      return Optional.empty();
    }
    for (Side side : due) {
      side.running = side.captured;
      side.captured = null;
    }
    List<Captured> work = due.stream().map(side -> Objects.requireNonNull(side.running)).toList();
    return Optional.of(
        () -> {
          List<ArmModel> models = work.stream().map(captured -> captured.fit().get()).toList();
          return () -> handIn(due, work, models);
        });
  }

  private static void handIn(List<Side> sides, List<Captured> work, List<ArmModel> models) {
    for (int i = 0; i < models.size(); i++) {
      work.get(i).since().forEach(models.get(i)::take);
      sides.get(i).model = models.get(i);
      sides.get(i).running = null;
    }
  }

  @Override
  public void refitFailed() {
    sides.forEach(side -> side.running = null);
  }

  /** Where among the priors this study is believed to lie. */
  private Coefficients belief(PriorSpan priors) {
    double[] weights = new double[priors.priors().size()];
    double[] contrary = new double[weights.length];
    Arrays.fill(weights, 1);
    EvidenceLedger known = ledger;
    if (known != null && known.size() >= settings.pilot()) {
      double[] each = known.evidence().ofEach();
      double[] turned = known.evidence().ofEachContrary();
      double most =
          Math.max(Arrays.stream(each).max().orElse(0), Arrays.stream(turned).max().orElse(0));
      double temper = settings.priorWeights();
      Arrays.setAll(weights, k -> Math.exp(temper * (each[k] - most)));
      Arrays.setAll(contrary, k -> Evidence.CONTRARY * Math.exp(temper * (turned[k] - most)));
    }
    return SpanBelief.of(priors, weights, contrary);
  }

  private List<Configuration> pool(int fit) {
    List<Configuration> pool = new ArrayList<>();
    var random = streams.stream("pool", fit);
    for (int i = 0; i < settings.pool(); i++) {
      basis.space().sample(random).ifPresent(pool::add);
    }
    return pool;
  }

  // ---- facts -----------------------------------------------------------------------------------

  @Override
  public void started(int trial, Configuration configuration, int bracket, int rung) {
    halving.started(trial, bracket, rung);
    boolean asFallback =
        fallback.propose(trial).filter(p -> p.configuration().equals(configuration)).isPresent();
    fallback.started(trial, configuration);
    Trial fresh = new Trial(trial, configuration, basis.ladder().size(), rung);
    boolean asked = explores(trial) || starts.contains(configuration);
    fresh.origin = asked ? Trial.Origin.OTHER : lead();
    priorTrials += fresh.origin == Trial.Origin.PRIORS ? 1 : 0;
    tally.started(configuration, fresh.origin, asFallback);
    tried.add(configuration);
    trials.add(fresh);
    unfinished.put(trial, fresh);
    tell(model -> model.started(fresh, rung));
  }

  @Override
  public void promoted(int trial, int rung) {
    halving.promoted(trial, rung);
    tally.promoted();
    Trial going = trials.get(trial);
    going.due = rung;
    tell(model -> model.promoted(going, rung));
  }

  @Override
  public void reported(int trial, int rung, double loss, double seconds) {
    halving.reported(trial, rung, loss);
    Trial reporter = trials.get(trial);
    fallback.reported(trial, reporter.configuration, rung, loss);
    boolean goesOn = basis.ladder().checkpoints();
    if (trial == 0 && !goesOn && reporter.reached == 0 && rung == basis.ladder().top()) {
      firstShare = reporter.seconds / Math.max(seconds, 1e-12);
    }
    reporter.losses[rung] = Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    reporter.seconds = goesOn ? reporter.seconds + seconds : seconds;
    reporter.reached = rung;
    reporter.due = -1;
    reporter.over = rung == basis.ladder().top() || !Double.isFinite(loss);
    tally.spent(reporter.origin, seconds);
    reports++;
    if (reporter.over) {
      unfinished.remove(trial);
    }
    window.add(reporter, rung);
    if (ledger != null) {
      ledger.reported(reporter, rung);
    }
    tell(model -> model.reported(reporter, rung));
    capture();
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
    ended.over = true;
    ended.due = -1;
    unfinished.remove(trial);
    tell(model -> model.ended(ended));
  }

  private void tell(Consumer<ArmModel> news) {
    for (Side side : sides) {
      if (side.model != null) {
        side.model.take(news);
      }
      if (side.captured != null) {
        side.captured.since().add(news);
      }
      if (side.running != null) {
        side.running.since().add(news);
      }
    }
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
  public Optional<Outlook> outlook() {
    List<ArmModel> models = new ArrayList<>();
    List<ArmModel.Choice> choices = new ArrayList<>();
    for (Side side : inPilot() ? List.<Side>of() : sides) {
      ArmModel model = current(side);
      ArmModel.Choice choice = model == null ? null : best(model);
      if (model != null && choice != null) {
        models.add(model);
        choices.add(choice);
      }
    }
    return Prospects.of(choices, models, trials, basis.ladder().top());
  }

  @Override
  public Optional<TrustReport> trust() {
    return Optional.of(account.report(trials, lead(), tally));
  }

  @Override
  public List<RungSummary> rungs() {
    return halving.rungs();
  }
}
