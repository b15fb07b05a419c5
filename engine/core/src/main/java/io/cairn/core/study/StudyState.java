package io.cairn.core.study;

import io.cairn.core.halving.RungSummary;
import io.cairn.core.search.Method;
import io.cairn.core.search.Methods;
import io.cairn.core.search.Outlook;
import io.cairn.core.search.Refit;
import io.cairn.core.space.Configuration;
import io.cairn.core.transfer.TrustReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The state of one study: a function of its spec and the events applied, in order.
 *
 * <p>Mutable and confined to one thread. Memory grows by about a hundred bytes a trial and two
 * dozen a result; texts, metrics and learning curves stay in the journal. Readers get values or
 * views; only {@link #apply} changes anything but the terms of leases and of the end.
 */
public final class StudyState {

  private final StudySpec spec;
  private final GainRule gainRule = new GainRule();
  private final TrialTable trials = new TrialTable();
  private final MethodRecord method;
  private final LeaseBook leases;
  private final CheckpointLedger checkpoints = new CheckpointLedger(trials);
  private final ActiveTime active = new ActiveTime();
  private final BestTrial best;

  private long commits;
  private StudyPhase phase = StudyPhase.RUNNING;
  private String reason = "";
  private String mode = "";
  private Optional<Share> share = Optional.empty();
  private Spending spending = Spending.NONE;
  private Instant endingAt = Instant.EPOCH;
  private Instant lastEvent = Instant.EPOCH;

  /** The latest time that somebody decided at; no part of what happened. */
  private Instant clock = Instant.MIN;

  /** Made when somebody asks: who does not look at the landscape does not pay for it. */
  private @Nullable StudyLandscape landscape;

  private boolean landscapeAsked;

  /** The state of a study in which nothing has happened. */
  public StudyState(StudySpec spec) {
    this.spec = spec;
    this.method = new MethodRecord(Methods.create(spec.methodSpec()), trials);
    this.leases = new LeaseBook(spec, trials);
    this.best = new BestTrial(spec);
  }

  // ---- what happened ---------------------------------------------------------------------------

  /**
   * It is now that time. If somebody set the clock back, what ends by it ends that much earlier:
   * otherwise a lease given while the clock was ahead would outlive its worker by as much.
   */
  void clock(Instant now) {
    if (now.isBefore(clock)) {
      Duration by = Duration.between(now, clock);
      leases.setBack(by);
      endingAt = endingAt.minus(by);
    }
    clock = now;
  }

  /** Counts a commit: a group of events that became durable together. */
  public void committed() {
    commits++;
  }

  /**
   * Applies the next event.
   *
   * @throws IllegalStateException if the event cannot follow on this state: the journal is damaged
   *     or of another study
   */
  public void apply(StudyEvent event) {
    if (event instanceof StudyEvent.Reported e) {
      reported(e);
    } else if (event instanceof StudyEvent.EvaluationLeased e) {
      leases.lease(e);
      become(e.trial(), TrialStatus.RUNNING);
    } else if (event instanceof StudyEvent.EvaluationCompleted e) {
      Lease lease = leases.end(e.token());
      spending = spending.leaseEnded(e.units(), lease.unitsAgain(), e.costSeconds());
      checkpoints.touch(lease.trial);
    } else if (event instanceof StudyEvent.TrialStarted e) {
      started(e);
    } else if (event instanceof StudyEvent.TrialPromoted e) {
      trials.due(e.trial(), e.rung());
      become(e.trial(), TrialStatus.RUNNING);
      method.promoted(e.trial(), e.rung());
    } else if (event instanceof StudyEvent.TrialPaused e) {
      become(e.trial(), TrialStatus.PAUSED);
    } else if (event instanceof StudyEvent.TrialStopped e) {
      become(e.trial(), TrialStatus.STOPPED);
      method.stopped(e.trial(), e.rung());
    } else if (event instanceof StudyEvent.TrialFailed e) {
      become(e.trial(), TrialStatus.FAILED);
      spending = spending.trialFailed();
      method.failed(e.trial(), e.rung());
    } else if (event instanceof StudyEvent.EvaluationFailed e) {
      failed(e);
    } else if (event instanceof StudyEvent.LeaseRestored e) {
      restored(e);
    } else if (event instanceof StudyEvent.EvaluationQueued e) {
      leases.queue(e.trial(), e.rung(), e.from(), e.to());
    } else if (event instanceof StudyEvent.CheckpointKept e) {
      checkpoints.kept(e.trial(), e.bytes());
    } else if (event instanceof StudyEvent.CheckpointDropped e) {
      checkpoints.dropped(e.trial(), mayGoOn(e.trial()));
    } else {
      turned(event);
    }
    lastEvent = event.at();
  }

  private void become(int trial, TrialStatus status) {
    trials.status(trial, status);
    checkpoints.touch(trial);
  }

  /** Nothing can be promoted any more: it would be an event for each, and says nothing new. */
  private void endCheckpoints() {
    spec.checkpointRules()
        .whatStays(best.get())
        .ifPresentOrElse(checkpoints::retain, checkpoints::touchAll);
  }

  /** Events of the study as a whole. */
  private void turned(StudyEvent event) {
    if (event instanceof StudyEvent.SessionOpened e) {
      opened(e);
    } else if (event instanceof StudyEvent.StudyPaused e) {
      phase = StudyPhase.PAUSED;
      reason = e.reason();
      active.pause(e.at());
    } else if (event instanceof StudyEvent.StudyResumed e) {
      phase = StudyPhase.RUNNING;
      reason = "";
      active.goOn(e.at());
    } else if (event instanceof StudyEvent.ShareChanged e) {
      share = Optional.of(e.share());
    } else if (event instanceof StudyEvent.StudyEnding e) {
      phase = StudyPhase.ENDING;
      reason = e.reason();
      endingAt = e.at();
      active.goOn(e.at());
    } else if (event instanceof StudyEvent.StudyEnded e) {
      phase = StudyPhase.ENDED;
      reason = e.reason();
      active.goOn(e.at());
      for (Waiting waiting : leases.waiting().all()) {
        trials.status(waiting.trial(), TrialStatus.CANCELLED);
      }
      leases.waiting().clear();
      endCheckpoints();
    } else {
      throw new IllegalArgumentException("unknown event " + event);
    }
  }

  private void opened(StudyEvent.SessionOpened e) {
    if (mode.isEmpty()) {
      active.begin(e.at());
    } else {
      active.beginAgain(e.at(), lastEvent);
    }
    mode = e.mode();
    // The clock of the process before may have been ahead.
    endingAt = endingAt.isAfter(e.at()) ? e.at() : endingAt;
    leases.renewAll(e.at());
  }

  private void started(StudyEvent.TrialStarted e) {
    if (e.trial() != trials.size()) {
      throw new IllegalStateException(
          "trial "
              + e.trial()
              + " was started, but the next trial of this study is "
              + trials.size());
    }
    trials.add(e.configuration(), e.bracket(), e.rung());
    spending = spending.trialStarted();
    method.started(e.trial(), e.rung());
  }

  private void reported(StudyEvent.Reported e) {
    Lease lease = leases.require(e.token());
    lease.reported(e.sequence(), e.resource(), e.costSeconds());
    if (e.rung().isPresent()) {
      int rung = e.rung().getAsInt();
      double loss =
          spec.objective().loss(e.metrics().getOrDefault(spec.objective().metric(), Double.NaN));
      trials.reached(e.trial(), rung);
      checkpoints.reached(e.trial());
      if (rung == spec.ladder().top()) {
        become(e.trial(), TrialStatus.COMPLETED);
      }
      spending = spending.result(Double.isFinite(loss));
      method.reported(e.trial(), rung, loss, lease.costOfResult(e.costSeconds()));
      if (landscape != null) {
        landscape.reported(trials.configuration(e.trial()), rung, loss);
      }
      if (Double.isFinite(loss)) {
        best.get().ifPresent(before -> checkpoints.touch(before.trial()));
        best.consider(new Incumbent(e.trial(), rung, e.resource(), loss, e.metrics()));
      }
    }
  }

  private void failed(StudyEvent.EvaluationFailed e) {
    Lease lease = leases.end(e.token());
    // What was charged here is taken back if the lease is restored.
    lease.reportedCost = e.costSeconds();
    spending =
        spending
            .leaseEnded(e.units(), wasted(lease, e.units()), e.costSeconds())
            .leaseFailed(e.why());
    if (e.why().chargedToTrial()) {
      lease.failures++;
    } else if (e.why().countedRelocation()) {
      lease.relocations++;
    }
    if (e.retry()) {
      leases.await(lease, e.why());
    } else if (trials.status(lease.trial) == TrialStatus.RUNNING) {
      trials.status(lease.trial, TrialStatus.CANCELLED);
    }
    checkpoints.touch(lease.trial);
  }

  /** Work up to the last recorded rung is of use even though its lease failed. */
  private double wasted(Lease lease, double units) {
    int reached = trials.reachedRung(lease.trial);
    double again = lease.from + lease.recomputedUnits;
    double kept = reached < 0 ? 0 : Math.max(0, spec.ladder().level(reached) - again);
    return Math.max(0, units - kept);
  }

  private void restored(StudyEvent.LeaseRestored e) {
    Lease lease = leases.restore(e.token(), e.at());
    double units = lease.units();
    // It ends again later, and is charged then.
    spending = spending.leaseEnded(-units, -wasted(lease, units), -lease.reportedCost);
    checkpoints.touch(lease.trial);
  }

  // ---- what is ---------------------------------------------------------------------------------

  /** The spec. */
  public StudySpec spec() {
    return spec;
  }

  /** The share of the machines that a person gave it since it began; empty for the sweep's own. */
  public Optional<Share> share() {
    return share;
  }

  /** Commits applied. */
  public long commits() {
    return commits;
  }

  /** Phase of its life. */
  public StudyPhase phase() {
    return phase;
  }

  /** Why it is paused, ending or ended; empty while it runs. */
  public String reason() {
    return reason;
  }

  /** {@code run}, {@code ask-tell}, or empty before the first session. */
  public String mode() {
    return mode;
  }

  /** What was spent. */
  public Spending spending() {
    return spending;
  }

  /** The best trial so far. */
  public Optional<Incumbent> incumbent() {
    return best.get();
  }

  /** Trials started. */
  public int trials() {
    return trials.size();
  }

  /** Configuration of a trial. */
  public Configuration configuration(int trial) {
    return trials.configuration(trial);
  }

  /** Status of a trial. */
  public TrialStatus status(int trial) {
    return trials.status(trial);
  }

  /** Highest rung with a result of a trial. */
  public OptionalInt reachedRung(int trial) {
    int rung = trials.reachedRung(trial);
    return rung < 0 ? OptionalInt.empty() : OptionalInt.of(rung);
  }

  /** Evaluations that are out now. */
  public int running() {
    return leases.running().size();
  }

  /** Whether the evaluation with this token is out. */
  public boolean isRunning(long token) {
    return leases.find(token).isPresent();
  }

  /** Number that the next report of a running evaluation has; 1 if it is not running. */
  public long nextSequence(long token) {
    return leases.find(token).map(lease -> lease.lastSequence + 1).orElse(1L);
  }

  /** Evaluations that a worker had and that wait to be leased again. */
  public int waitingForRetry() {
    return leases.waiting().size() - leases.waiting().queued();
  }

  /** Evaluations that no worker had yet: they wait for one with the labels that they need. */
  public int queued() {
    return leases.waiting().queued();
  }

  /** How many evaluations wait, whether somebody had them or not, by the labels that they need. */
  public Map<WorkerLabels, Integer> waitingByLabels() {
    Map<WorkerLabels, Integer> waiting = new LinkedHashMap<>();
    for (int rung = 0; rung < spec.ladder().size(); rung++) {
      int size = leases.waiting().size(rung);
      if (size > 0) {
        waiting.merge(spec.workers().placement().needed(rung), size, Integer::sum);
      }
    }
    return waiting;
  }

  /** Tokens of evaluations that are out now, oldest first. */
  public List<Long> runningTokens() {
    return leases.running().stream().map(lease -> lease.token).toList();
  }

  /** What the checkpoints of all trials take, as far as workers told; in bytes. */
  public long checkpointBytes() {
    return checkpoints.total();
  }

  /** What the checkpoint of a trial takes, if it is known to have one; in bytes. */
  public OptionalLong checkpointBytes(int trial) {
    return checkpoints.bytes(trial);
  }

  /** Whether somebody works on a trial, or is to: it runs, or waits for a worker. */
  public boolean isInHands(int trial) {
    return leases.isHeld(trial) || trials.status(trial) == TrialStatus.RUNNING;
  }

  /** The rungs with what stands on them. */
  public List<RungSummary> rungs() {
    return method.method().rungs();
  }

  /** Number of the newest lease. */
  public long lastToken() {
    return leases.lastToken();
  }

  /** Time of the last event. */
  public Instant lastEvent() {
    return lastEvent;
  }

  /** How long the study has run, over all its sessions, without its pauses. */
  public Duration elapsed(Instant now) {
    return active.at(now);
  }

  /** The answer that granted a running evaluation, to be given again. */
  public Optional<StudyReply.Granted> granted(long token) {
    return leases
        .find(token)
        .map(
            lease ->
                new StudyReply.Granted(
                    "e" + token,
                    token,
                    lease.trial,
                    lease.attempt,
                    trials.configuration(lease.trial),
                    lease.from,
                    lease.to));
  }

  Method method() {
    return method.method();
  }

  TrialTable table() {
    return trials;
  }

  LeaseBook book() {
    return leases;
  }

  CheckpointLedger checkpoints() {
    return checkpoints;
  }

  /** Level to start a trial's next evaluation from. */
  double startLevel(int trial) {
    int reached = trials.reachedRung(trial);
    return spec.checkpoints() && reached >= 0 && !checkpoints.isGone(trial)
        ? spec.ladder().level(reached)
        : 0;
  }

  /** Whether a trial may be evaluated again. */
  boolean mayGoOn(int trial) {
    TrialStatus status = trials.status(trial);
    return !phase.isEnding()
        && (status == TrialStatus.RUNNING
            || status == TrialStatus.PAUSED && !method().isOver(trial));
  }

  /** The leases that are out, oldest first; a view. */
  Collection<Lease> leases() {
    return leases.running();
  }

  WaitingList waiting() {
    return leases.waiting();
  }

  Instant endingAt() {
    return endingAt;
  }

  /** Whether as many evaluations are out as may be. */
  boolean isFull() {
    OptionalInt most = spec.workers().maxInFlight();
    return most.isPresent() && running() >= most.getAsInt();
  }

  /** Whether a running evaluation should go on. */
  boolean goesOn(Lease lease) {
    TrialStatus status = trials.status(lease.trial);
    return !phase.isEnding()
        && status == TrialStatus.RUNNING
        && trials.reachedRung(lease.trial) < spec.ladder().rungAt(lease.to);
  }

  /**
   * The landscape at each rung; empty if a parameter of the space has no declared levels. The first
   * question takes time for all results so far; from then on it is kept current.
   */
  public Optional<StudyLandscape> landscape() {
    if (!landscapeAsked) {
      landscapeAsked = true;
      StudyLandscape.of(spec)
          .ifPresent(
              fresh -> {
                method.results(
                    (trial, rung, loss) -> fresh.reported(trials.configuration(trial), rung, loss));
                landscape = fresh;
              });
    }
    return Optional.ofNullable(landscape);
  }

  // ---- the method's model ----------------------------------------------------------------------

  /** From now on decisions never fit a model; see {@link Method#refitInBackground}. */
  public void refitInBackground() {
    method.method().refitInBackground();
  }

  /** A fit that would make the next decisions better; see {@link Method#refit}. */
  public Optional<Refit> refit() {
    return method.method().refit();
  }

  /** The fit asked for last broke off; see {@link Method#refitFailed}. */
  public void refitFailed() {
    method.method().refitFailed();
  }

  /** Whether going on is still worth it; remembers since when it is not. */
  GainRule gainRule() {
    return gainRule;
  }

  /** What going on promises; empty if the method has no model of it, or knows too little. */
  public Optional<Outlook> outlook() {
    return method.method().outlook();
  }

  /** What is believed of the priors and why; empty for a method that does not weigh them. */
  public Optional<TrustReport> trust() {
    return method.method().trust();
  }

  /** Trials started because no model had a say; see {@link Method#startsWithoutModel}. */
  public OptionalInt startsWithoutModel() {
    return method.method().startsWithoutModel();
  }

  // ---- snapshots -------------------------------------------------------------------------------

  /** Hands the whole state on, piece by piece. */
  public void copyTo(SnapshotSink sink) {
    sink.header(
        commits,
        phase,
        reason,
        mode,
        leases.lastToken(),
        active.before(),
        active.since(),
        endingAt,
        lastEvent,
        spending);
    for (int trial = 0; trial < trials.size(); trial++) {
      sink.trial(
          trials.configuration(trial),
          trials.bracket(trial),
          trials.dueRung(trial),
          trials.reachedRung(trial),
          trials.status(trial));
    }
    method.copyTo(sink);
    leases.copyTo(sink);
    best.get().ifPresent(sink::incumbent);
    checkpoints.copyTo(sink);
    share.ifPresent(sink::share);
  }

  void restoreShare(Share given) {
    share = Optional.of(given);
  }

  /** Takes over the part of fixed size of a snapshot. */
  void restore(
      long commitsApplied,
      StudyPhase inPhase,
      String because,
      String inMode,
      Instant endingSince,
      Instant lastEventAt,
      Spending spent) {
    commits = commitsApplied;
    phase = inPhase;
    reason = because;
    mode = inMode;
    endingAt = endingSince;
    lastEvent = lastEventAt;
    spending = spent;
  }

  ActiveTime active() {
    return active;
  }

  MethodRecord record() {
    return method;
  }

  BestTrial best() {
    return best;
  }
}
