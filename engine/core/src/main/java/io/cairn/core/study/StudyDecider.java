package io.cairn.core.study;

import io.cairn.core.halving.Verdict;
import io.cairn.core.search.Action;
import io.cairn.core.study.StudyEvent.EvaluationCompleted;
import io.cairn.core.study.StudyEvent.EvaluationFailed;
import io.cairn.core.study.StudyEvent.EvaluationLeased;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudyEvent.LeaseRestored;
import io.cairn.core.study.StudyEvent.Reported;
import io.cairn.core.study.StudyEvent.SessionOpened;
import io.cairn.core.study.StudyEvent.StudyEnded;
import io.cairn.core.study.StudyEvent.StudyEnding;
import io.cairn.core.study.StudyEvent.TrialFailed;
import io.cairn.core.study.StudyEvent.TrialPaused;
import io.cairn.core.study.StudyEvent.TrialPromoted;
import io.cairn.core.study.StudyEvent.TrialStarted;
import io.cairn.core.study.StudyEvent.TrialStopped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Decides the life of a study: commands in, events and a reply out. No clock, no randomness of its
 * own, no I/O: the same commands at the same times on the same state decide alike.
 *
 * <p>An event is applied to the state as soon as it is decided, because the steps of one command
 * build on each other (the verdict on a trial needs the rung table with its result in it), and
 * because many commands are decided before the journal confirms the first (group commit). The
 * caller must make the events durable before it sends the reply, and must throw the state away if
 * it cannot: then nothing that anybody was told is lost.
 */
public final class StudyDecider {

  /**
   * Carries out {@code command}.
   *
   * @param state changed in place
   * @param now the coordinator's time
   */
  public Decision decide(StudyState state, StudyCommand command, Instant now) {
    return new Step(state, now).run(command);
  }

  /** Mode of a session whose evaluations an outside loop runs. */
  public static final String ASK_TELL = "ask-tell";

  /** One command at one time. */
  private static final class Step {

    private final StudyState state;
    private final StudySpec spec;
    private final Instant now;
    private final List<StudyEvent> events = new ArrayList<>(4);

    Step(StudyState state, Instant now) {
      this.state = state;
      this.spec = state.spec();
      this.now = now;
    }

    Decision run(StudyCommand command) {
      StudyReply reply;
      if (command instanceof StudyCommand.RequestLease c) {
        reply = requestLease(c);
      } else if (command instanceof StudyCommand.Report c) {
        reply = report(c);
      } else if (command instanceof StudyCommand.Complete c) {
        reply = complete(c);
      } else if (command instanceof StudyCommand.Fail c) {
        reply = fail(c);
      } else if (command instanceof StudyCommand.Tick) {
        reply = tick();
      } else if (command instanceof StudyCommand.ReleaseLeases c) {
        reply = releaseLeases(c.reason());
      } else if (command instanceof StudyCommand.Stop c) {
        reply = stop(c.reason());
      } else if (command instanceof StudyCommand.OpenSession c) {
        reply = open(c);
      } else {
        throw new IllegalArgumentException("unknown command " + command);
      }
      return new Decision(events, reply);
    }

    private void emit(StudyEvent event) {
      state.apply(event);
      events.add(event);
    }

    private StudyReply open(StudyCommand.OpenSession c) {
      if (state.phase() == StudyPhase.ENDED) {
        return new StudyReply.Done(state.reason());
      }
      emit(new SessionOpened(now, c.mode()));
      return new StudyReply.Noted();
    }

    // ---- handing out ---------------------------------------------------------------------------

    private StudyReply requestLease(StudyCommand.RequestLease c) {
      if (state.phase() == StudyPhase.RUNNING) {
        endIfSpent();
      }
      switch (state.phase()) {
        case ENDED -> {
          return new StudyReply.Done(state.reason());
        }
        case ENDING -> {
          return new StudyReply.Wait("the study is ending: " + state.reason());
        }
        default -> {
          Lease again = state.waiting().peekFirst();
          return again != null ? leaseAgain(again, c) : leaseNext(c);
        }
      }
    }

    private StudyReply leaseAgain(Lease lost, StudyCommand.RequestLease c) {
      double from = startLevel(lost.trial);
      if (from >= lost.to) {
        from = lost.from;
      }
      int due = state.table().dueRung(lost.trial);
      return grant(lost.trial, due, lost.attempt + 1, from, lost.to, c.worker());
    }

    private StudyReply leaseNext(StudyCommand.RequestLease c) {
      Budget budget = spec.budget();
      if (budget.evaluations().isPresent()
          && state.spending().evaluations() + state.running() >= budget.evaluations().getAsLong()) {
        return idle("evaluations budget reached (" + budget.evaluations().getAsLong() + ")");
      }
      boolean mayStart = budget.trials().isEmpty() || state.trials() < budget.trials().getAsInt();
      Optional<String> pointless =
          mayStart ? state.gainRule().reason(state, now) : Optional.empty();
      if (pointless.isPresent()) {
        end(pointless.get());
        return state.phase() == StudyPhase.ENDED
            ? new StudyReply.Done(state.reason())
            : new StudyReply.Wait("the study is ending: " + state.reason());
      }
      Action action = state.method().next(mayStart);
      if (action instanceof Action.StartTrial a) {
        double to = target(a.rung(), c.wholeRun());
        if (!affordable(to)) {
          return idle(resourceReached());
        }
        int trial = state.trials();
        emit(new TrialStarted(now, trial, a.configuration(), a.bracket(), a.rung(), a.origin()));
        return grant(trial, a.rung(), 1, 0, to, c.worker());
      }
      if (action instanceof Action.Promote a) {
        double from = startLevel(a.trial());
        double to = target(a.rung(), c.wholeRun());
        if (!affordable(to - from)) {
          return idle(resourceReached());
        }
        emit(new TrialPromoted(now, a.trial(), a.rung(), inUsersTerms(a.reason())));
        return grant(a.trial(), a.rung(), 1, from, to, c.worker());
      }
      if (action instanceof Action.Wait a) {
        return idle(
            mayStart ? a.reason() : "trials budget reached (" + budget.trials().orElse(0) + ")");
      }
      if (action instanceof Action.Finished a) {
        return idle(
            mayStart || !a.reason().isEmpty() && budget.trials().isEmpty()
                ? a.reason()
                : "trials budget reached (" + budget.trials().orElse(0) + ")");
      }
      throw new IllegalStateException("unknown action " + action);
    }

    private StudyReply grant(
        int trial, int rung, int attempt, double from, double to, String worker) {
      long token = state.lastToken() + 1;
      emit(new EvaluationLeased(now, token, trial, rung, attempt, from, to, worker));
      return new StudyReply.Granted(
          "e" + token, token, trial, attempt, state.configuration(trial), from, to);
    }

    /** Nothing can be handed out; with nothing out either, that is the end. */
    private StudyReply idle(String reason) {
      if (state.running() > 0) {
        return new StudyReply.Wait(reason);
      }
      emit(new StudyEnded(now, reason));
      return new StudyReply.Done(reason);
    }

    private boolean affordable(double units) {
      OptionalDouble limit = spec.budget().resource();
      if (limit.isEmpty()) {
        return true;
      }
      double committed = state.spending().units();
      for (Lease lease : state.leases().values()) {
        committed += lease.units() + lease.unitsAhead();
      }
      return committed + units <= limit.getAsDouble() * (1 + 1e-9);
    }

    private String resourceReached() {
      return "resource budget reached (" + spec.budget().resource().orElse(0) + ")";
    }

    /** Level to start a trial's next evaluation from. */
    private double startLevel(int trial) {
      int reached = state.table().reachedRung(trial);
      return spec.checkpoints() && reached >= 0 ? spec.ladder().level(reached) : 0;
    }

    private double target(int rung, boolean wholeRun) {
      boolean through = wholeRun && state.method().runsThrough();
      return spec.ladder().level(through ? spec.ladder().top() : rung);
    }

    // ---- taking in -----------------------------------------------------------------------------

    private StudyReply report(StudyCommand.Report c) {
      Optional<Lease> found = lease(c.token());
      if (found.isEmpty()) {
        return gone(c.token());
      }
      Lease lease = found.get();
      if (c.sequence() <= lease.lastSequence) {
        return new StudyReply.Accepted(state.goesOn(lease));
      }
      Optional<String> unusable = unusable(c.resource(), c.metrics());
      if (unusable.isPresent()) {
        return unusableResult(lease, unusable.get(), c.costSeconds());
      }
      lease.expiresAt = now.plus(spec.lease());
      take(lease, c.sequence(), c.resource(), c.metrics(), c.costSeconds());
      return new StudyReply.Accepted(state.goesOn(lease));
    }

    private StudyReply complete(StudyCommand.Complete c) {
      Optional<Lease> found = lease(c.token());
      if (found.isEmpty()) {
        return gone(c.token());
      }
      Lease lease = found.get();
      double cost = cost(lease, c.costSeconds());
      if (!c.metrics().isEmpty()) {
        Optional<String> unusable = unusable(c.resource(), c.metrics());
        if (unusable.isPresent()) {
          return unusableResult(lease, unusable.get(), cost);
        }
        take(lease, lease.lastSequence + 1, c.resource(), c.metrics(), cost);
      }
      if (hasItsResult(lease)) {
        return completed(lease, cost);
      }
      if (state.phase() == StudyPhase.ENDING) {
        return failed(lease, FailureKind.CANCELLED, "the study ended", "", cost);
      }
      return unusableResult(
          lease,
          "it ended at "
              + spec.resourceName()
              + " "
              + format(lease.highestResource)
              + " although "
              + format(lease.to)
              + " was asked for; report the metric at "
              + format(lease.to)
              + " before ending",
          cost);
    }

    /**
     * Whether nothing more is wanted of a lease: its rung has a result, or the method stopped it.
     */
    private boolean hasItsResult(Lease lease) {
      return state.status(lease.trial) == TrialStatus.STOPPED
          || state.table().reachedRung(lease.trial) >= spec.ladder().rungAt(lease.to);
    }

    private StudyReply completed(Lease lease, double cost) {
      emit(new EvaluationCompleted(now, lease.token, cost, lease.units()));
      settle();
      return new StudyReply.Accepted(false);
    }

    /** Records metrics, and with them as many rung results as the level covers. */
    private void take(
        Lease lease, long sequence, double resource, Map<String, Double> metrics, double cost) {
      int trial = lease.trial;
      int level = spec.ladder().rungAt(resource);
      boolean first = true;
      while (true) {
        int due = state.table().dueRung(trial);
        boolean result =
            level >= due
                && state.table().reachedRung(trial) < due
                && state.status(trial) == TrialStatus.RUNNING;
        if (!result && !first) {
          return;
        }
        emit(
            new Reported(
                now,
                lease.token,
                trial,
                sequence,
                resource,
                metrics,
                cost,
                result ? OptionalInt.of(due) : OptionalInt.empty()));
        first = false;
        if (!result || !goOn(lease, trial, due)) {
          break;
        }
      }
      targetReached(metrics);
    }

    /** Carries out the method's verdict; whether the lease goes on to the next rung. */
    private boolean goOn(Lease lease, int trial, int rung) {
      Verdict verdict = state.method().verdict(trial, rung);
      if (verdict instanceof Verdict.Stop v) {
        emit(new TrialStopped(now, trial, rung, inUsersTerms(v.reason())));
      } else if (verdict instanceof Verdict.Pause v) {
        emit(new TrialPaused(now, trial, rung, inUsersTerms(v.reason())));
      } else if (verdict instanceof Verdict.GoOn v) {
        if (spec.ladder().level(rung) < lease.to) {
          emit(new TrialPromoted(now, trial, rung + 1, inUsersTerms(v.reason())));
          return true;
        }
        emit(new TrialPaused(now, trial, rung, inUsersTerms(v.reason())));
      }
      return false;
    }

    private void targetReached(Map<String, Double> metrics) {
      OptionalDouble target = spec.budget().target();
      double value = metrics.getOrDefault(spec.objective().metric(), Double.NaN);
      if (target.isPresent()
          && state.phase() == StudyPhase.RUNNING
          && spec.objective().reaches(value, target.getAsDouble())
          && state
              .incumbent()
              .map(
                  i ->
                      spec.objective()
                          .reaches(spec.objective().metricValue(i.loss()), target.getAsDouble()))
              .orElse(false)) {
        end("target reached (" + spec.objective().metric() + " " + value + ")");
      }
    }

    private StudyReply fail(StudyCommand.Fail c) {
      if (isWaiting(c.token())) {
        // Told again because the answer was missed: it is charged already and waits for its retry.
        return new StudyReply.Accepted(false);
      }
      Optional<Lease> found = lease(c.token());
      if (found.isEmpty()) {
        return gone(c.token());
      }
      Lease lease = found.get();
      return failed(lease, c.why(), c.message(), c.logTail(), cost(lease, c.costSeconds()));
    }

    /**
     * A worker's unusable result is a failure of the trial's code. Whoever drives a study by hand
     * gets the sentence and may tell again.
     */
    private StudyReply unusableResult(Lease lease, String message, double cost) {
      if (state.mode().equals(ASK_TELL)) {
        return new StudyReply.Refused(message);
      }
      failed(lease, FailureKind.BAD_RESULT, message, "", cost);
      return new StudyReply.Refused(message);
    }

    private StudyReply failed(
        Lease lease, FailureKind why, String message, String logTail, double cost) {
      if (hasItsResult(lease)) {
        // What was asked for is there; how the process ended afterwards does not matter.
        return completed(lease, cost);
      }
      boolean charged = why.chargedToTrial();
      boolean ending = state.phase() != StudyPhase.RUNNING;
      boolean retry =
          !ending
              && (charged
                  ? lease.failures < spec.failures().retries()
                  : lease.relocations < spec.failures().maxRelocations());
      emit(
          new EvaluationFailed(
              now, lease.token, why, message, logTail, cost, lease.units(), retry));
      if (!retry && (charged || !ending)) {
        String reason =
            charged
                ? message
                : "its worker vanished " + lease.relocations + " times; it may be what kills them";
        int due = state.table().dueRung(lease.trial);
        emit(new TrialFailed(now, lease.trial, due, reason));
        if (state.spending().failedInARow() >= spec.failures().giveUpAfter()
            && state.phase() == StudyPhase.RUNNING) {
          end(
              state.spending().failedInARow()
                  + " trials failed in a row, the last one so: "
                  + reason);
        }
      }
      settle();
      return new StudyReply.Accepted(false);
    }

    /** The metrics must hold the objective, and the level must be one. */
    private Optional<String> unusable(double resource, Map<String, Double> metrics) {
      String metric = spec.objective().metric();
      if (!(resource > 0) || Double.isInfinite(resource)) {
        return Optional.of(
            spec.resourceName() + " = " + format(resource) + " must be a number above 0");
      }
      if (!metrics.containsKey(metric)) {
        return Optional.of(
            "the metric " + metric + " is missing; reported were " + metrics.keySet());
      }
      return Optional.empty();
    }

    private boolean isWaiting(long token) {
      return state.waiting().stream().anyMatch(lost -> lost.token == token);
    }

    private Optional<Lease> lease(long token) {
      Lease lease = state.leases().get(token);
      if (lease != null) {
        return Optional.of(lease);
      }
      // A worker that was only slow: its evaluation waits for somebody, so it may keep it.
      for (Lease lost : state.waiting()) {
        if (lost.token == token && state.phase() == StudyPhase.RUNNING) {
          emit(new LeaseRestored(now, token));
          return Optional.of(lost);
        }
      }
      return Optional.empty();
    }

    private StudyReply gone(long token) {
      if (token < 1 || token > state.lastToken()) {
        return new StudyReply.Refused("there is no evaluation e" + token + " in this study");
      }
      return new StudyReply.Refused(
          "evaluation e"
              + token
              + " is over: its result was taken, it failed, or its lease expired and another worker"
              + " has it");
    }

    private double cost(Lease lease, OptionalDouble told) {
      if (told.isPresent() && Double.isFinite(told.getAsDouble()) && told.getAsDouble() >= 0) {
        return told.getAsDouble();
      }
      return Math.max(lease.reportedCost, seconds(lease));
    }

    /**
     * Ask-tell clients do not run while they hold an evaluation, so the clock says nothing there.
     */
    private double seconds(Lease lease) {
      return state.mode().equals(ASK_TELL)
          ? 0
          : Math.max(0, java.time.Duration.between(lease.leasedAt, now).toMillis() / 1000.0);
    }

    // ---- time and ends -------------------------------------------------------------------------

    private StudyReply tick() {
      for (Lease lease : List.copyOf(state.leases().values())) {
        if (!now.isBefore(lease.expiresAt)) {
          failed(
              lease,
              FailureKind.LOST,
              "nothing was heard of " + lease.worker + " for " + spec.lease().toSeconds() + " s",
              "",
              Math.max(lease.reportedCost, seconds(lease)));
        }
      }
      if (state.phase() == StudyPhase.RUNNING) {
        endIfSpent();
      }
      if (state.phase() == StudyPhase.ENDING
          && !now.isBefore(state.endingAt().plus(spec.grace()))) {
        for (Lease lease : List.copyOf(state.leases().values())) {
          failed(
              lease,
              FailureKind.CANCELLED,
              "the study ended",
              "",
              cost(lease, OptionalDouble.empty()));
        }
      }
      settle();
      return new StudyReply.Noted();
    }

    private StudyReply releaseLeases(String reason) {
      for (Lease lease : List.copyOf(state.leases().values())) {
        failed(lease, FailureKind.LOST, reason, "", Math.max(lease.reportedCost, 0));
      }
      settle();
      return new StudyReply.Noted();
    }

    /** Ends the study when the clock or the compute budget says so. */
    private void endIfSpent() {
      Budget budget = spec.budget();
      if (budget.wallClock().isPresent()
          && state.elapsed(now).compareTo(budget.wallClock().get()) >= 0) {
        end("wall-clock budget reached (" + budget.wallClock().get().toSeconds() + " s)");
        return;
      }
      if (budget.compute().isPresent()) {
        double seconds = state.spending().computeSeconds();
        for (Lease lease : state.leases().values()) {
          seconds += Math.max(lease.reportedCost, seconds(lease));
        }
        if (seconds >= budget.compute().get().toMillis() / 1000.0) {
          end("compute budget reached (" + budget.compute().get().toSeconds() + " s)");
        }
      }
    }

    private StudyReply stop(String reason) {
      if (state.phase() == StudyPhase.RUNNING) {
        end(reason);
      }
      return new StudyReply.Noted();
    }

    private void end(String reason) {
      emit(new StudyEnding(now, reason));
      settle();
    }

    private void settle() {
      if (state.phase() == StudyPhase.ENDING && state.running() == 0) {
        emit(new StudyEnded(now, state.reason()));
      }
    }

    private String inUsersTerms(String reason) {
      return ReasonText.of(reason, spec.objective());
    }

    private static String format(double level) {
      return level == Math.rint(level) && Math.abs(level) < 1e15
          ? Long.toString((long) level)
          : Double.toString(level);
    }
  }
}
