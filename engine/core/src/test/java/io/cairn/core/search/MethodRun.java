package io.cairn.core.search;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.Verdict;
import io.cairn.core.space.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Drives a method with simulated workers whose results arrive in a random order, and keeps the
 * journal.
 */
final class MethodRun {
  /**
   * The loss of a configuration at a resource level; a trial may also fail, for which the answer is
   * null.
   */
  interface Objective {
    Double loss(int trial, Configuration configuration, double level);
  }

  private record Running(int trial, int rung) {}

  private final Method method;
  private final RungLadder ladder;
  private final int workers;
  private final int trials;
  private final Objective objective;
  private final SplittableRandom arrival;

  private final List<Fact> journal = new ArrayList<>();
  private final List<Action> answers = new ArrayList<>();
  private final List<Configuration> configurations = new ArrayList<>();
  private final List<Action.StartTrial> starts = new ArrayList<>();
  private final List<Running> running = new ArrayList<>();
  private int idleWorkers;
  private String ended = "";

  MethodRun(
      Method method,
      RungLadder ladder,
      int workers,
      int trials,
      Objective objective,
      long arrivalSeed) {
    this.method = method;
    this.ladder = ladder;
    this.workers = workers;
    this.trials = trials;
    this.objective = objective;
    this.arrival = new SplittableRandom(arrivalSeed);
  }

  /** Runs until the method says that it is finished. */
  MethodRun run() {
    int steps = 0;
    while (ended.isEmpty()) {
      if (++steps > 200_000) {
        throw new AssertionError("no end after " + steps + " steps");
      }
      if (running.size() == workers || !assign()) {
        finishOne();
      }
    }
    return this;
  }

  private boolean assign() {
    Action action = method.next(configurations.size() < trials);
    answers.add(action);
    if (action instanceof Action.StartTrial start) {
      starts.add(start);
      int trial = configurations.size();
      configurations.add(start.configuration());
      tell(new Fact.Started(trial, start.configuration(), start.bracket(), start.rung()));
      running.add(new Running(trial, start.rung()));
      return true;
    }
    if (action instanceof Action.Promote promote) {
      tell(new Fact.Promoted(promote.trial(), promote.rung()));
      running.add(new Running(promote.trial(), promote.rung()));
      return true;
    }
    if (action instanceof Action.Finished finished) {
      if (!running.isEmpty()) {
        throw new AssertionError("finished while " + running + " run: " + finished.reason());
      }
      ended = finished.reason();
      return true;
    }
    idleWorkers += workers - running.size();
    if (running.isEmpty()) {
      throw new AssertionError("waits though nothing runs: " + action);
    }
    return false;
  }

  private void finishOne() {
    Running one = running.remove(arrival.nextInt(running.size()));
    Configuration configuration = configurations.get(one.trial());
    Double loss = objective.loss(one.trial(), configuration, ladder.level(one.rung()));
    if (loss == null) {
      tell(new Fact.Failed(one.trial(), one.rung()));
      return;
    }
    tell(new Fact.Reported(one.trial(), one.rung(), loss));
    if (method.verdict(one.trial(), one.rung()) instanceof Verdict.Stop) {
      tell(new Fact.Stopped(one.trial(), one.rung()));
    }
  }

  private void tell(Fact fact) {
    journal.add(fact);
    fact.tell(method);
  }

  List<Fact> journal() {
    return journal;
  }

  /** What {@code next} said, in order. */
  List<Action> answers() {
    return answers;
  }

  /** Configurations by trial. */
  List<Configuration> configurations() {
    return configurations;
  }

  /** The decisions to start a trial, by trial. */
  List<Action.StartTrial> starts() {
    return starts;
  }

  /** The least loss at the top rung; +infinity if nothing came there. */
  double best() {
    return journal.stream()
        .filter(Fact.Reported.class::isInstance)
        .map(Fact.Reported.class::cast)
        .filter(reported -> reported.rung() == ladder.top())
        .mapToDouble(Fact.Reported::loss)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Reports at a rung. */
  long reports(int rung) {
    return journal.stream()
        .filter(fact -> fact instanceof Fact.Reported reported && reported.rung() == rung)
        .count();
  }

  /** Slots that stayed free, summed over the times when the method said wait. */
  int idleWorkers() {
    return idleWorkers;
  }

  /** The reason of the end. */
  String ended() {
    return ended;
  }
}
