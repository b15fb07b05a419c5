package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Drives a schedule as a study would, with some workers that end in random order, fail and diverge,
 * and checks on the way what every schedule must keep to.
 */
final class SimulatedSweep {

  /** Loss of a trial at a rung. */
  interface Objective {
    double loss(int trial, int rung);
  }

  private record Evaluation(int trial, int rung) {}

  private final Schedule schedule;
  private final RungLadder ladder;
  private final SplittableRandom random;
  private int workers = 1;
  private int trials = 50;
  private double failing;
  private double stoppingByHand;
  private boolean runningThrough;
  private Objective objective = (trial, rung) -> mixed(trial) + 0.2 * mixed(31 * trial + rung + 1);

  private final List<Fact> facts = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Evaluation> running = new ArrayList<>();
  private final Map<Integer, Integer> brackets = new TreeMap<>();
  private final Map<Integer, int[]> reached = new TreeMap<>();
  private final Set<Evaluation> decided = new HashSet<>();
  private final Set<Evaluation> reports = new HashSet<>();
  private final Set<Integer> out = new HashSet<>();
  private int started;

  SimulatedSweep(Schedule schedule, RungLadder ladder, long seed) {
    this.schedule = schedule;
    this.ladder = ladder;
    this.random = new SplittableRandom(seed);
  }

  SimulatedSweep workers(int count) {
    workers = count;
    return this;
  }

  SimulatedSweep trials(int count) {
    trials = count;
    return this;
  }

  /** Share of evaluations that fail for good. */
  SimulatedSweep failing(double share) {
    failing = share;
    return this;
  }

  /** Share of reports after which a person stops some trial. */
  SimulatedSweep stoppingByHand(double share) {
    stoppingByHand = share;
    return this;
  }

  SimulatedSweep objective(Objective newObjective) {
    objective = newObjective;
    return this;
  }

  /** Workers go on at once when the verdict allows it. */
  SimulatedSweep runningThrough() {
    runningThrough = true;
    return this;
  }

  SimulatedSweep run() {
    while (step()) {
      assertThat(schedule.running()).isEqualTo(running.size());
    }
    assertThat(running).isEmpty();
    return this;
  }

  List<Fact> facts() {
    return facts;
  }

  /** Answers to the question what to do with a free worker. */
  List<Step> steps() {
    return steps;
  }

  /** Configurations decided to go to a rung, by bracket. */
  Map<Integer, int[]> reached() {
    return reached;
  }

  /** Configurations decided to go to each rung, over all brackets. */
  int[] reachedInAll() {
    int[] all = new int[ladder.size()];
    for (int[] counts : reached.values()) {
      for (int rung = 0; rung < all.length; rung++) {
        all[rung] += counts[rung];
      }
    }
    return all;
  }

  int started() {
    return started;
  }

  private boolean step() {
    if (running.size() == workers) {
      end(running.remove(random.nextInt(running.size())));
      return true;
    }
    Step step = ask();
    steps.add(step);
    if (step instanceof Step.StartTrial start) {
      start(start);
    } else if (step instanceof Step.Promote promote) {
      assertThat(promote.reason()).contains("rank", ladder.label(promote.rung() - 1));
      promote(promote.trial(), promote.rung());
    } else if (step instanceof Step.Wait wait) {
      assertThat(wait.reason()).isNotBlank();
      assertThat(running).as("waits although nothing runs").isNotEmpty();
      end(running.remove(random.nextInt(running.size())));
    } else if (step instanceof Step.Finished finished) {
      assertThat(finished.reason()).isNotBlank();
      assertThat(running).as("finished although something runs").isEmpty();
      return false;
    }
    return true;
  }

  /** Asking, whatever and however often, changes nothing. */
  private Step ask() {
    Step step = schedule.next(started < trials);
    List<RungSummary> rungs = schedule.rungs();
    schedule.next(started >= trials);
    assertThat(schedule.next(started < trials)).isEqualTo(step);
    assertThat(schedule.rungs()).isEqualTo(rungs);
    return step;
  }

  private void start(Step.StartTrial start) {
    assertThat(started).as("starts beyond the budget").isLessThan(trials);
    int trial = started++;
    brackets.put(trial, start.bracket());
    tell(new Fact.Started(trial, start.bracket(), start.rung()));
    run(trial, start.rung());
  }

  private void promote(int trial, int rung) {
    assertThat(reports).as("goes on unreported").contains(new Evaluation(trial, rung - 1));
    assertThat(out).as("goes on although out").doesNotContain(trial);
    tell(new Fact.Promoted(trial, rung));
    run(trial, rung);
  }

  private void run(int trial, int rung) {
    Evaluation evaluation = new Evaluation(trial, rung);
    assertThat(decided.add(evaluation)).as("%s is decided twice", evaluation).isTrue();
    reached.computeIfAbsent(brackets.get(trial), b -> new int[ladder.size()])[rung]++;
    running.add(evaluation);
    assertThat(schedule.isOver(trial)).as("over although it runs").isFalse();
  }

  private void end(Evaluation evaluation) {
    int trial = evaluation.trial();
    int rung = evaluation.rung();
    if (random.nextDouble() < failing) {
      tell(new Fact.Failed(trial, rung));
      out.add(trial);
      assertThat(schedule.isOver(trial)).isTrue();
      return;
    }
    tell(new Fact.Reported(trial, rung, objective.loss(trial, rung)));
    reports.add(evaluation);
    judge(trial, rung);
    if (random.nextDouble() < stoppingByHand) {
      stopAny();
    }
  }

  private void judge(int trial, int rung) {
    Verdict verdict = schedule.verdict(trial, rung);
    assertThat(verdict instanceof Verdict.Complete).isEqualTo(rung == ladder.top());
    boolean diverged = !Double.isFinite(objective.loss(trial, rung));
    if (verdict instanceof Verdict.Stop stop) {
      assertThat(stop.reason()).isNotBlank();
      assertThat(schedule.isOver(trial)).isTrue();
      tell(new Fact.Stopped(trial, rung));
      out.add(trial);
    } else if (verdict instanceof Verdict.Complete) {
      assertThat(schedule.isOver(trial)).isTrue();
      out.add(trial);
    } else {
      assertThat(diverged).as("goes on although diverged").isFalse();
      assertThat(schedule.isOver(trial)).as("over after %s", verdict).isFalse();
      if (verdict instanceof Verdict.GoOn && runningThrough) {
        promote(trial, rung + 1);
      }
    }
  }

  private void stopAny() {
    int trial = random.nextInt(started);
    Evaluation found = running.stream().filter(e -> e.trial() == trial).findFirst().orElse(null);
    int rung = found == null ? 0 : found.rung();
    running.remove(found);
    tell(new Fact.Stopped(trial, rung));
    out.add(trial);
    assertThat(schedule.isOver(trial)).isTrue();
  }

  private void tell(Fact fact) {
    fact.tell(schedule);
    facts.add(fact);
  }

  /** A number from 0 to 1 that depends on nothing but its argument. */
  static double mixed(int value) {
    return new SplittableRandom(value).nextDouble();
  }
}
