package io.cairn.core.study;

import io.cairn.core.search.Action;
import io.cairn.core.study.StudyEvent.EvaluationLeased;
import io.cairn.core.study.StudyEvent.EvaluationQueued;
import io.cairn.core.study.StudyEvent.TrialPromoted;
import io.cairn.core.study.StudyEvent.TrialStarted;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a free slot gets: the oldest evaluation that waits and that its machine may run, else what
 * the method wants next.
 *
 * <p>What the method wants may need labels that the machine lacks. That must not keep the machine
 * idle while it could run something else, so the decision is made and put on the waiting list, and
 * the method is asked again. Promotions that can be made at a time are bounded by the results at
 * hand. New trials are not, so of those at most {@link io.cairn.core.search.Method#startsAhead}
 * wait; for a machine that can run no rung at all nothing is decided ahead. One command makes at
 * most {@value #MOST_AT_ONCE} decisions.
 *
 * <p>What waits is committed: it counts against trials, evaluations and resource like what runs.
 */
final class HandOut {

  /** Decisions of one command, so that a large bracket that is judged does not stop the study. */
  static final int MOST_AT_ONCE = 256;

  private final Deliberation on;
  private final Course course;
  private final StudyCommand.RequestLease asked;
  private final StudyState state;
  private final StudySpec spec;
  private final Placement placement;

  HandOut(Deliberation on, Course course, StudyCommand.RequestLease asked) {
    this.on = on;
    this.course = course;
    this.asked = asked;
    this.state = on.state;
    this.spec = on.spec;
    this.placement = spec.workers().placement();
  }

  StudyReply answer() {
    if (state.phase() == StudyPhase.RUNNING) {
      course.endIfSpent();
    }
    return switch (state.phase()) {
      case ENDED -> new StudyReply.Done(state.reason());
      case ENDING -> new StudyReply.Wait("the study is ending: " + state.reason());
      case PAUSED -> new StudyReply.Wait("the study is paused: " + state.reason());
      case RUNNING -> next();
    };
  }

  private StudyReply next() {
    if (state.isFull()) {
      return new StudyReply.Wait(
          "max-in-flight reached (" + spec.workers().maxInFlight().getAsInt() + ")");
    }
    Optional<Waiting> oldest = state.waiting().oldest(this::fits);
    if (oldest.isPresent()) {
      return lease(oldest.get());
    }
    for (int decisions = 0; decisions < MOST_AT_ONCE; decisions++) {
      Optional<StudyReply> answer = decide();
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return new StudyReply.Wait(
        waitingFor() + "; there may be more to decide, ask again", neededElsewhere());
  }

  private boolean fits(int rung) {
    return asked.labels().covers(placement.needed(rung));
  }

  // ---- what waits ------------------------------------------------------------------------------

  private StudyReply lease(Waiting waiting) {
    int trial = waiting.trial();
    int due = state.table().dueRung(trial);
    double from = state.startLevel(trial);
    int attempt = 1;
    if (waiting instanceof Waiting.Lost lost) {
      attempt = lost.lease().attempt + 1;
      from = from >= lost.to() ? lost.lease().from : from;
    }
    return grant(trial, due, attempt, from, waiting.to());
  }

  // ---- what is next ----------------------------------------------------------------------------

  /** Makes the method's next decision; empty if it was queued and the method may be asked again. */
  private Optional<StudyReply> decide() {
    OptionalLong evaluations = spec.budget().evaluations();
    if (evaluations.isPresent() && committedEvaluations() >= evaluations.getAsLong()) {
      return nothing("evaluations budget reached (" + evaluations.getAsLong() + ")");
    }
    OptionalInt trials = spec.budget().trials();
    boolean mayStart = trials.isEmpty() || state.trials() < trials.getAsInt();
    Optional<String> pointless =
        mayStart ? state.gainRule().reason(state, on.now) : Optional.empty();
    if (pointless.isPresent()) {
      course.end(pointless.get());
      return Optional.of(
          state.phase() == StudyPhase.ENDED
              ? new StudyReply.Done(state.reason())
              : new StudyReply.Wait("the study is ending: " + state.reason()));
    }
    Action action = state.method().next(mayStart);
    if (action instanceof Action.StartTrial a) {
      return start(a);
    } else if (action instanceof Action.Promote a) {
      return promote(a);
    } else if (action instanceof Action.Wait a) {
      return nothing(mayStart ? a.reason() : trialsReached());
    } else if (action instanceof Action.Finished a) {
      boolean itsOwn = mayStart || !a.reason().isEmpty() && trials.isEmpty();
      return nothing(itsOwn ? a.reason() : trialsReached());
    }
    throw new IllegalStateException("unknown action " + action);
  }

  private Optional<StudyReply> start(Action.StartTrial a) {
    double to = target(a.rung());
    if (!affordable(to)) {
      return nothing(resourceReached());
    }
    if (!fits(a.rung())
        && (!fitsSomewhere() || state.waiting().starts() >= state.method().startsAhead())) {
      return notHere("a new trial", placement.needed(a.rung()));
    }
    int trial = state.trials();
    on.emit(new TrialStarted(on.now, trial, a.configuration(), a.bracket(), a.rung(), a.origin()));
    return hand(trial, a.rung(), 0, to);
  }

  private Optional<StudyReply> promote(Action.Promote a) {
    double from = state.startLevel(a.trial());
    double to = target(a.rung());
    if (!affordable(to - from)) {
      return nothing(resourceReached());
    }
    if (!fitsSomewhere()) {
      return notHere("trial " + a.trial(), placement.needed(a.rung()));
    }
    on.emit(new TrialPromoted(on.now, a.trial(), a.rung(), on.inUsersTerms(a.reason())));
    return hand(a.trial(), a.rung(), from, to);
  }

  private Optional<StudyReply> hand(int trial, int rung, double from, double to) {
    if (fits(rung)) {
      return Optional.of(grant(trial, rung, 1, from, to));
    }
    on.emit(new EvaluationQueued(on.now, trial, rung, from, to));
    return Optional.empty();
  }

  private boolean fitsSomewhere() {
    return placement.anyFits(asked.labels());
  }

  /** A lease that runs through goes as far as its machine has the labels of every rung. */
  private StudyReply grant(int trial, int rung, int attempt, double from, double wanted) {
    int last = placement.reach(asked.labels(), rung, Math.max(rung, spec.ladder().rungAt(wanted)));
    double to = Math.min(wanted, spec.ladder().level(last));
    long token = state.lastToken() + 1;
    on.emit(new EvaluationLeased(on.now, token, trial, rung, attempt, from, to, asked.worker()));
    return new StudyReply.Granted(
        "e" + token, token, trial, attempt, state.configuration(trial), from, to);
  }

  // ---- nothing ---------------------------------------------------------------------------------

  /** The method or a budget has nothing more, whoever asks. */
  private Optional<StudyReply> nothing(String reason) {
    return Optional.of(course.exhausted(afterWhatWaits(reason), neededElsewhere()));
  }

  /** There is something, and this machine may not run it. */
  private Optional<StudyReply> notHere(String what, WorkerLabels needed) {
    String reason = what + " needs a worker with " + needed;
    return Optional.of(new StudyReply.Wait(afterWhatWaits(reason), needed));
  }

  /** What the first of those needs that wait and that this machine may not run; none if none do. */
  private WorkerLabels neededElsewhere() {
    return state.waitingByLabels().keySet().stream()
        .filter(needed -> !asked.labels().covers(needed))
        .findFirst()
        .orElse(WorkerLabels.NONE);
  }

  private String afterWhatWaits(String reason) {
    String waiting = waitingFor();
    return waiting.isEmpty() ? reason : waiting + "; " + reason;
  }

  /** "3 evaluations wait for a worker with gpu"; empty if none does. */
  private String waitingFor() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<WorkerLabels, Integer> entry : state.waitingByLabels().entrySet()) {
      int count = entry.getValue();
      text.append(text.isEmpty() ? "" : ", ")
          .append(count)
          .append(count == 1 ? " evaluation waits" : " evaluations wait")
          .append(" for a worker with ")
          .append(entry.getKey());
    }
    return text.toString();
  }

  // ---- budgets ---------------------------------------------------------------------------------

  private long committedEvaluations() {
    return state.spending().evaluations() + state.running() + state.waiting().size();
  }

  private boolean affordable(double units) {
    OptionalDouble limit = spec.budget().resource();
    if (limit.isEmpty()) {
      return true;
    }
    double committed = state.spending().units();
    for (Lease lease : state.leases()) {
      committed += lease.units() + lease.unitsAhead();
    }
    for (Waiting waiting : state.waiting().all()) {
      committed += Math.max(0, waiting.to() - state.startLevel(waiting.trial()));
    }
    return committed + units <= limit.getAsDouble() * (1 + 1e-9);
  }

  private String resourceReached() {
    return "resource budget reached (" + spec.budget().resource().orElse(0) + ")";
  }

  private String trialsReached() {
    return "trials budget reached (" + spec.budget().trials().orElse(0) + ")";
  }

  private double target(int rung) {
    boolean through = asked.wholeRun() && state.method().runsThrough();
    return spec.ladder().level(through ? spec.ladder().top() : rung);
  }
}
