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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The state of one study: a function of its spec and the events applied, in order.
 *
 * <p>Mutable and confined to one thread. Memory grows by about a hundred bytes a trial and two
 * dozen a result; texts, metrics and learning curves stay in the journal. Readers get values or
 * views; only {@link #apply} and {@link #renew} change anything.
 */
public final class StudyState {

  private final StudySpec spec;
  private final GainRule gainRule = new GainRule();
  private final TrialTable trials = new TrialTable();
  private final MethodRecord method;
  private final Map<Long, Lease> running = new LinkedHashMap<>();
  private final Deque<Lease> waiting = new ArrayDeque<>();

  private long commits;
  private StudyPhase phase = StudyPhase.RUNNING;
  private String reason = "";
  private String mode = "";
  private long lastToken;
  private Spending spending = Spending.NONE;
  private Duration activeBefore = Duration.ZERO;
  private Instant sessionStart = Instant.EPOCH;
  private Instant endingAt = Instant.EPOCH;
  private Instant lastEvent = Instant.EPOCH;
  private List<Incumbent> incumbents = List.of();

  /** Made when somebody asks: who does not look at the landscape does not pay for it. */
  private @Nullable StudyLandscape landscape;

  private boolean landscapeAsked;

  /** The state of a study in which nothing has happened. */
  public StudyState(StudySpec spec) {
    this.spec = spec;
    this.method = new MethodRecord(Methods.create(spec.methodSpec()), trials);
  }

  // ---- what happened ---------------------------------------------------------------------------

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
      leased(e);
    } else if (event instanceof StudyEvent.EvaluationCompleted e) {
      completed(e);
    } else if (event instanceof StudyEvent.TrialStarted e) {
      started(e);
    } else if (event instanceof StudyEvent.TrialPromoted e) {
      trials.due(e.trial(), e.rung());
      trials.status(e.trial(), TrialStatus.RUNNING);
      method.promoted(e.trial(), e.rung());
    } else if (event instanceof StudyEvent.TrialPaused e) {
      trials.status(e.trial(), TrialStatus.PAUSED);
    } else if (event instanceof StudyEvent.TrialStopped e) {
      trials.status(e.trial(), TrialStatus.STOPPED);
      method.stopped(e.trial(), e.rung());
    } else if (event instanceof StudyEvent.TrialFailed e) {
      trials.status(e.trial(), TrialStatus.FAILED);
      spending = spending.trialFailed();
      method.failed(e.trial(), e.rung());
    } else if (event instanceof StudyEvent.EvaluationFailed e) {
      failed(e);
    } else if (event instanceof StudyEvent.LeaseRestored e) {
      restored(e);
    } else if (event instanceof StudyEvent.SessionOpened e) {
      opened(e);
    } else if (event instanceof StudyEvent.StudyEnding e) {
      phase = StudyPhase.ENDING;
      reason = e.reason();
      endingAt = e.at();
    } else if (event instanceof StudyEvent.StudyEnded e) {
      phase = StudyPhase.ENDED;
      reason = e.reason();
      for (Lease lease : waiting) {
        trials.status(lease.trial, TrialStatus.CANCELLED);
      }
      waiting.clear();
    }
    lastEvent = event.at();
  }

  private void opened(StudyEvent.SessionOpened e) {
    if (!mode.isEmpty()) {
      activeBefore = elapsed(lastEvent);
    }
    mode = e.mode();
    sessionStart = e.at();
    for (Lease lease : running.values()) {
      lease.expiresAt = e.at().plus(spec.lease());
    }
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

  private void leased(StudyEvent.EvaluationLeased e) {
    Instant expires = e.at().plus(spec.lease());
    Lease lease =
        new Lease(
            e.token(),
            e.trial(),
            e.rung(),
            e.attempt(),
            e.from(),
            e.to(),
            e.worker(),
            e.at(),
            expires);
    Lease before = waiting.peekFirst();
    if (e.attempt() > 1 && before != null && before.trial == e.trial()) {
      waiting.removeFirst();
      lease.failures = before.failures;
      lease.relocations = before.relocations;
    }
    running.put(lease.token, lease);
    lastToken = e.token();
    trials.status(e.trial(), TrialStatus.RUNNING);
  }

  private void reported(StudyEvent.Reported e) {
    Lease lease = require(e.token());
    lease.reported(e.sequence(), e.resource(), e.costSeconds());
    if (e.rung().isPresent()) {
      int rung = e.rung().getAsInt();
      double loss =
          spec.objective().loss(e.metrics().getOrDefault(spec.objective().metric(), Double.NaN));
      trials.reached(e.trial(), rung);
      if (rung == spec.ladder().top()) {
        trials.status(e.trial(), TrialStatus.COMPLETED);
      }
      spending = spending.result(Double.isFinite(loss));
      method.reported(e.trial(), rung, loss, lease.costOfResult(e.costSeconds()));
      if (landscape != null) {
        landscape.reported(trials.configuration(e.trial()), rung, loss);
      }
      if (Double.isFinite(loss)) {
        consider(new Incumbent(e.trial(), rung, e.resource(), loss, e.metrics()));
      }
    }
  }

  private void consider(Incumbent candidate) {
    boolean meets = meetsTarget(candidate);
    if (incumbents.isEmpty()) {
      incumbents = List.of(candidate);
      return;
    }
    Incumbent best = incumbents.get(0);
    // A result that meets the target ends the study, so it is what the study found.
    if (meets && !meetsTarget(best) || candidate.betterThan(best) && meets == meetsTarget(best)) {
      incumbents = List.of(candidate);
    }
  }

  private boolean meetsTarget(Incumbent incumbent) {
    return spec.budget().target().isPresent()
        && incumbent.loss() <= spec.objective().loss(spec.budget().target().getAsDouble());
  }

  private void completed(StudyEvent.EvaluationCompleted e) {
    Lease lease = require(e.token());
    running.remove(e.token());
    spending = spending.leaseEnded(e.units(), lease.repeatedUnits, e.costSeconds());
  }

  private void failed(StudyEvent.EvaluationFailed e) {
    Lease lease = require(e.token());
    running.remove(e.token());
    // What was charged here is taken back if the lease is restored.
    lease.reportedCost = e.costSeconds();
    spending =
        spending
            .leaseEnded(e.units(), wasted(lease, e.units()), e.costSeconds())
            .leaseFailed(e.why().chargedToTrial());
    if (e.why().chargedToTrial()) {
      lease.failures++;
    } else {
      lease.relocations++;
    }
    if (e.retry()) {
      waiting.addLast(lease);
    } else if (trials.status(lease.trial) == TrialStatus.RUNNING) {
      trials.status(lease.trial, TrialStatus.CANCELLED);
    }
  }

  /** Work up to the last recorded rung is of use even though its lease failed. */
  private double wasted(Lease lease, double units) {
    int reached = trials.reachedRung(lease.trial);
    double kept = reached < 0 ? 0 : Math.max(0, spec.ladder().level(reached) - lease.from);
    return Math.max(0, units - kept);
  }

  private void restored(StudyEvent.LeaseRestored e) {
    Lease lease =
        waiting.stream()
            .filter(w -> w.token == e.token())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no lost lease e" + e.token()));
    waiting.remove(lease);
    double units = lease.units();
    // It ends again later, and is charged then.
    spending = spending.leaseEnded(-units, -wasted(lease, units), -lease.reportedCost);
    lease.expiresAt = e.at().plus(spec.lease());
    running.put(lease.token, lease);
  }

  private Lease require(long token) {
    Lease lease = running.get(token);
    if (lease == null) {
      throw new IllegalStateException("evaluation e" + token + " is not running in this study");
    }
    return lease;
  }

  /**
   * Extends a lease; no event, see {@link Lease}.
   *
   * @return whether the lease is alive and its evaluation should go on
   */
  public boolean renew(long token, Instant now) {
    Lease lease = running.get(token);
    if (lease == null) {
      return false;
    }
    lease.expiresAt = now.plus(spec.lease());
    return goesOn(lease);
  }

  // ---- what is ---------------------------------------------------------------------------------

  /** The spec. */
  public StudySpec spec() {
    return spec;
  }

  /** Commits applied. */
  public long commits() {
    return commits;
  }

  /** Phase of its life. */
  public StudyPhase phase() {
    return phase;
  }

  /** Why it is ending or ended; empty while it runs. */
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
    return incumbents.stream().findFirst();
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
    return running.size();
  }

  /** Whether the evaluation with this token is out. */
  public boolean isRunning(long token) {
    return running.containsKey(token);
  }

  /** Number that the next report of a running evaluation has; 1 if it is not running. */
  public long nextSequence(long token) {
    Lease lease = running.get(token);
    return lease == null ? 1 : lease.lastSequence + 1;
  }

  /** Evaluations that wait to be leased again. */
  public int waitingForRetry() {
    return waiting.size();
  }

  /** Tokens of evaluations that are out now, oldest first. */
  public List<Long> runningTokens() {
    return new ArrayList<>(running.keySet());
  }

  /** The rungs with what stands on them. */
  public List<RungSummary> rungs() {
    return method.method().rungs();
  }

  /** Number of the newest lease. */
  public long lastToken() {
    return lastToken;
  }

  /** Time of the last event. */
  public Instant lastEvent() {
    return lastEvent;
  }

  /** How long the study has run, over all its sessions. */
  public Duration elapsed(Instant now) {
    Duration session = Duration.between(sessionStart, now);
    return activeBefore.plus(session.isNegative() ? Duration.ZERO : session);
  }

  /** The answer that granted a running evaluation, to be given again. */
  public Optional<StudyReply.Granted> granted(long token) {
    return Optional.ofNullable(running.get(token))
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

  Map<Long, Lease> leases() {
    return running;
  }

  Deque<Lease> waiting() {
    return waiting;
  }

  Instant endingAt() {
    return endingAt;
  }

  /** Whether a running evaluation should go on. */
  boolean goesOn(Lease lease) {
    TrialStatus status = trials.status(lease.trial);
    return phase == StudyPhase.RUNNING
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

  // ---- snapshots -------------------------------------------------------------------------------

  /** Hands the whole state on, piece by piece. */
  public void copyTo(SnapshotSink sink) {
    sink.header(
        commits,
        phase,
        reason,
        mode,
        lastToken,
        activeBefore,
        sessionStart,
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
    running.values().forEach(lease -> sink.lease(record(lease), false));
    waiting.forEach(lease -> sink.lease(record(lease), true));
    incumbents.forEach(i -> sink.incumbent(i));
  }

  private static SnapshotSink.LeaseRecord record(Lease l) {
    return new SnapshotSink.LeaseRecord(
        l.token,
        l.trial,
        l.rung,
        l.attempt,
        l.from,
        l.to,
        l.worker,
        l.leasedAt,
        l.failures,
        l.relocations,
        l.lastSequence,
        l.highestResource,
        l.lastResource,
        l.repeatedUnits,
        l.reportedCost,
        l.resultCost);
  }

  /** Makes a state of what {@link #copyTo} hands on. */
  public static final class Restorer implements SnapshotSink {

    private final StudyState state;

    /** For a study of this spec. */
    public Restorer(StudySpec spec) {
      this.state = new StudyState(spec);
    }

    /** The restored state, once every piece was taken. */
    public StudyState state() {
      return state;
    }

    @Override
    public void header(
        long commits,
        StudyPhase phase,
        String reason,
        String mode,
        long lastToken,
        Duration active,
        Instant sessionStart,
        Instant endingAt,
        Instant lastEvent,
        Spending spending) {
      state.commits = commits;
      state.phase = phase;
      state.reason = reason;
      state.mode = mode;
      state.lastToken = lastToken;
      state.activeBefore = active;
      state.sessionStart = sessionStart;
      state.endingAt = endingAt;
      state.lastEvent = lastEvent;
      state.spending = spending;
    }

    @Override
    public void trial(
        Configuration configuration, int bracket, int due, int reached, TrialStatus status) {
      int trial = state.trials.size();
      state.trials.add(configuration, bracket, due);
      state.trials.reached(trial, reached);
      state.trials.status(trial, status);
    }

    @Override
    public void methodCall(long call, double loss, double seconds) {
      state.method.replay(call, loss, seconds);
    }

    @Override
    public void lease(LeaseRecord r, boolean isWaiting) {
      Lease lease =
          new Lease(
              r.token(),
              r.trial(),
              r.rung(),
              r.attempt(),
              r.from(),
              r.to(),
              r.worker(),
              r.leasedAt(),
              state.lastEvent.plus(state.spec.lease()));
      lease.failures = r.failures();
      lease.relocations = r.relocations();
      lease.lastSequence = r.lastSequence();
      lease.highestResource = r.highestResource();
      lease.lastResource = r.lastResource();
      lease.repeatedUnits = r.repeatedUnits();
      lease.reportedCost = r.reportedCost();
      lease.resultCost = r.resultCost();
      if (isWaiting) {
        state.waiting.addLast(lease);
      } else {
        state.running.put(lease.token, lease);
      }
    }

    @Override
    public void incumbent(Incumbent incumbent) {
      state.incumbents = List.of(incumbent);
    }
  }
}
