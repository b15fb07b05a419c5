package io.cairn.core.study;

import io.cairn.core.halving.Verdict;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudyEvent.LeaseRestored;
import io.cairn.core.study.StudyEvent.Reported;
import io.cairn.core.study.StudyEvent.TrialPaused;
import io.cairn.core.study.StudyEvent.TrialPromoted;
import io.cairn.core.study.StudyEvent.TrialStopped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Takes in what workers say of the leases that they have, or had. */
final class Intake {

  private final Deliberation on;
  private final Course course;
  private final LeaseEnds ends;
  private final StudyState state;
  private final StudySpec spec;

  Intake(Deliberation on, Course course, LeaseEnds ends) {
    this.on = on;
    this.course = course;
    this.ends = ends;
    this.state = on.state;
    this.spec = on.spec;
  }

  StudyReply report(StudyCommand.Report c) {
    Optional<Lease> found = lease(c.token(), false);
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
    lease.expiresAt = on.now.plus(spec.lease());
    take(lease, c.sequence(), c.resource(), c.metrics(), c.costSeconds());
    return new StudyReply.Accepted(state.goesOn(lease));
  }

  StudyReply complete(StudyCommand.Complete c) {
    Optional<Lease> found = lease(c.token(), true);
    if (found.isEmpty()) {
      return gone(c.token());
    }
    Lease lease = found.get();
    double cost = on.cost(lease, c.costSeconds());
    if (!c.metrics().isEmpty()) {
      Optional<String> unusable = unusable(c.resource(), c.metrics());
      if (unusable.isPresent()) {
        return unusableResult(lease, unusable.get(), cost);
      }
      take(lease, lease.lastSequence + 1, c.resource(), c.metrics(), cost);
    }
    if (ends.hasItsResult(lease)) {
      return ends.completed(lease, cost);
    }
    if (state.phase() == StudyPhase.ENDING) {
      return ends.failed(lease, FailureKind.CANCELLED, "the study ended", "", cost);
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

  StudyReply fail(StudyCommand.Fail c) {
    if (state.waiting().lost(c.token()).isPresent()) {
      // Told again because the answer was missed: it is charged already and waits for its retry.
      return new StudyReply.Accepted(false);
    }
    Optional<Lease> found = state.book().find(c.token());
    if (found.isEmpty()) {
      return gone(c.token());
    }
    Lease lease = found.get();
    return ends.failed(lease, c.why(), c.message(), c.logTail(), on.cost(lease, c.costSeconds()));
  }

  /** Renewals are no events; that a lost lease came back is one. */
  StudyReply alive(StudyCommand.Alive c) {
    List<Long> over = new ArrayList<>();
    for (long token : c.tokens()) {
      Optional<Lease> running = state.book().find(token);
      if (running.isPresent()) {
        running.get().expiresAt = on.now.plus(spec.lease());
      } else if (!vanished(token) || lease(token, false).isEmpty()) {
        over.add(token);
      }
    }
    return new StudyReply.Alive(over);
  }

  /** Whether a worker was given up that may be back; one that ended its lease itself is not. */
  private boolean vanished(long token) {
    return state.waiting().lost(token).filter(lost -> lost.why() == FailureKind.LOST).isPresent();
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
      on.emit(
          new Reported(
              on.now,
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
      on.emit(new TrialStopped(on.now, trial, rung, on.inUsersTerms(v.reason())));
    } else if (verdict instanceof Verdict.Pause v) {
      on.emit(new TrialPaused(on.now, trial, rung, on.inUsersTerms(v.reason())));
    } else if (verdict instanceof Verdict.GoOn v) {
      if (spec.ladder().level(rung) < lease.to) {
        on.emit(new TrialPromoted(on.now, trial, rung + 1, on.inUsersTerms(v.reason())));
        return true;
      }
      on.emit(new TrialPaused(on.now, trial, rung, on.inUsersTerms(v.reason())));
    }
    return false;
  }

  private void targetReached(Map<String, Double> metrics) {
    OptionalDouble target = spec.budget().target();
    Objective objective = spec.objective();
    double value = metrics.getOrDefault(objective.metric(), Double.NaN);
    if (target.isPresent()
        && !state.phase().isEnding()
        && objective.reaches(value, target.getAsDouble())
        && state
            .incumbent()
            .map(i -> objective.reaches(objective.metricValue(i.loss()), target.getAsDouble()))
            .orElse(false)) {
      course.end("target reached (" + objective.metric() + " " + value + ")");
    }
  }

  /**
   * A worker's unusable result is a failure of the trial's code. Whoever drives a study by hand
   * gets the sentence and may tell again.
   */
  private StudyReply unusableResult(Lease lease, String message, double cost) {
    if (!on.isAskTell()) {
      ends.failed(lease, FailureKind.BAD_RESULT, message, "", cost);
    }
    return new StudyReply.Refused(message);
  }

  /** The metrics must hold the objective, and the level must be one. */
  private Optional<String> unusable(double resource, Map<String, Double> metrics) {
    String metric = spec.objective().metric();
    if (!(resource > 0) || Double.isInfinite(resource)) {
      return Optional.of(
          spec.resourceName() + " = " + format(resource) + " must be a number above 0");
    }
    if (!metrics.containsKey(metric)) {
      return Optional.of("the metric " + metric + " is missing; reported were " + metrics.keySet());
    }
    return Optional.empty();
  }

  /**
   * The lease with this token, if it is out or its worker was only slow: as long as its evaluation
   * waits for somebody, it may keep it.
   *
   * @param ends whether it ends at once, so that it takes no place among those in flight
   */
  private Optional<Lease> lease(long token, boolean endsNow) {
    Optional<Lease> running = state.book().find(token);
    if (running.isPresent()) {
      return running;
    }
    Optional<Waiting.Lost> lost = state.waiting().lost(token);
    if (lost.isEmpty() || state.phase().isEnding() || !endsNow && state.isFull()) {
      return Optional.empty();
    }
    on.emit(new LeaseRestored(on.now, token));
    return Optional.of(lost.get().lease());
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

  private static String format(double level) {
    return level == Math.rint(level) && Math.abs(level) < 1e15
        ? Long.toString((long) level)
        : Double.toString(level);
  }
}
