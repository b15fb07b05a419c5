package io.cairn.core.search.landscape;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.Verdict;
import io.cairn.core.search.Action;
import io.cairn.core.search.Method;
import io.cairn.core.search.Refit;
import io.cairn.core.space.Configuration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Drives a method with simulated workers in virtual time. */
final class VirtualRun {

  /** A result; null if the evaluation fails, NaN if it diverges. */
  interface Objective {
    Double loss(int trial, Configuration configuration, double level);
  }

  /** When fits that were asked for are handed in. */
  enum Fits {
    INLINE,
    /** In the background, all done before each question. */
    AT_ONCE,
    /** In the background: asked for after each fact, handed in some facts later. */
    LATE,
    /** In the background, and never done. */
    NEVER
  }

  private record Running(double at, int order, int trial, int rung) {}

  private final Method method;
  private final RungLadder ladder;
  private final int workers;
  private final int trials;
  private final Objective objective;
  private final Fits fits;
  private double secondsPerLevel = 1;

  private final List<Configuration> configurations = new ArrayList<>();
  private final List<Action> answers = new ArrayList<>();
  private final List<Action.StartTrial> starts = new ArrayList<>();
  private final PriorityQueue<Running> running =
      new PriorityQueue<>(Comparator.comparingDouble(Running::at).thenComparingInt(Running::order));
  private final List<Integer> reached = new ArrayList<>();
  private final Deque<Refit.Ready> done = new ArrayDeque<>();
  private double best = Double.POSITIVE_INFINITY;
  private double now;
  private int orders;
  private int facts;
  private int refits;
  private String ended = "";

  VirtualRun(
      Method method, RungLadder ladder, int workers, int trials, Objective objective, Fits fits) {
    this.method = method;
    this.ladder = ladder;
    this.workers = workers;
    this.trials = trials;
    this.objective = objective;
    this.fits = fits;
    if (fits != Fits.INLINE) {
      method.refitInBackground();
    }
  }

  VirtualRun free() {
    secondsPerLevel = 0;
    return this;
  }

  VirtualRun run() {
    while (ended.isEmpty()) {
      if (facts > 100_000) {
        throw new AssertionError("no end after " + facts + " facts");
      }
      if (running.size() == workers || !assign()) {
        finishOne();
      }
    }
    return this;
  }

  private boolean assign() {
    refit();
    Action action = method.next(configurations.size() < trials);
    answers.add(action);
    if (action instanceof Action.StartTrial start) {
      int trial = configurations.size();
      starts.add(start);
      configurations.add(start.configuration());
      reached.add(-1);
      method.started(trial, start.configuration(), start.bracket(), start.rung());
      evaluate(trial, start.rung());
      return true;
    }
    if (action instanceof Action.Promote promote) {
      method.promoted(promote.trial(), promote.rung());
      evaluate(promote.trial(), promote.rung());
      return true;
    }
    if (action instanceof Action.Finished finished) {
      ended = finished.reason();
    } else if (running.isEmpty()) {
      throw new AssertionError("waits though nothing runs: " + action);
    }
    return !ended.isEmpty();
  }

  private void evaluate(int trial, int rung) {
    facts++;
    running.add(new Running(now + seconds(trial, rung), orders++, trial, rung));
  }

  /** A little different from trial to trial, so that workers do not march in step. */
  private double seconds(int trial, int rung) {
    int from = reached.get(trial);
    double before = from >= 0 && ladder.checkpoints() ? ladder.level(from) : 0;
    return secondsPerLevel * (ladder.level(rung) - before) * (1 + 0.1 * (trial % 3));
  }

  private void finishOne() {
    Running one = running.remove();
    now = one.at();
    facts++;
    double seconds = seconds(one.trial(), one.rung());
    Double loss =
        objective.loss(one.trial(), configurations.get(one.trial()), ladder.level(one.rung()));
    if (loss == null) {
      method.failed(one.trial(), one.rung());
      return;
    }
    reached.set(one.trial(), one.rung());
    if (one.rung() == ladder.top() && Double.isFinite(loss)) {
      best = Math.min(best, loss);
    }
    method.reported(one.trial(), one.rung(), loss, seconds);
    if (method.verdict(one.trial(), one.rung()) instanceof Verdict.Stop) {
      method.stopped(one.trial(), one.rung());
    }
  }

  private void refit() {
    if (fits == Fits.AT_ONCE) {
      Optional<Refit> due = method.refit();
      while (due.isPresent()) {
        due.get().run().install();
        refits++;
        due = method.refit();
      }
    } else if (fits == Fits.LATE) {
      if (!done.isEmpty() && facts % 3 == 0) {
        done.remove().install();
        refits++;
      }
      method.refit().ifPresent(fit -> done.add(fit.run()));
    } else if (fits == Fits.NEVER) {
      method.refit();
    }
  }

  List<Configuration> configurations() {
    return configurations;
  }

  List<Action> answers() {
    return answers;
  }

  List<Action.StartTrial> starts() {
    return starts;
  }

  /** Least loss at the top rung; infinite without any. */
  double best() {
    return best;
  }

  /** Fits that were handed in. */
  int refits() {
    return refits;
  }

  String ended() {
    return ended;
  }

  /** How many of the trials from one number to another were led to by the priors. */
  long byPriors(int from, int to) {
    return starts.subList(from, Math.min(to, starts.size())).stream()
        .filter(VirtualRun::isByPriors)
        .count();
  }

  static boolean isByPriors(Action.StartTrial start) {
    return start.origin().endsWith("by priors");
  }
}
