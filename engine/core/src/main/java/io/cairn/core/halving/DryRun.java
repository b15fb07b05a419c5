package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runs a schedule on made-up losses, one evaluation after the other, and counts what it does. */
final class DryRun {

  /** Loss of a trial at a rung; a function, so that runs repeat. */
  interface Losses {
    double at(int trial, int rung);
  }

  private final RungLadder ladder;
  private final SortedMap<Integer, int[]> configurations = new TreeMap<>();
  private int started;

  private DryRun(RungLadder ladder) {
    this.ladder = ladder;
  }

  static DryRun of(Schedule schedule, RungLadder ladder, int trials, Losses losses) {
    DryRun run = new DryRun(ladder);
    run.finish(schedule, trials, losses);
    return run;
  }

  /** Configurations that reported, by bracket, then rung of the ladder. */
  SortedMap<Integer, int[]> configurations() {
    return configurations;
  }

  int started() {
    return started;
  }

  private void finish(Schedule schedule, int trials, Losses losses) {
    int[] brackets = new int[trials];
    while (true) {
      Step step = schedule.next(started < trials);
      if (step instanceof Step.StartTrial start) {
        int trial = started++;
        brackets[trial] = start.bracket();
        schedule.started(trial, start.bracket(), start.rung());
        report(schedule, trial, start.bracket(), start.rung(), losses);
      } else if (step instanceof Step.Promote promote) {
        schedule.promoted(promote.trial(), promote.rung());
        report(schedule, promote.trial(), brackets[promote.trial()], promote.rung(), losses);
      } else if (step instanceof Step.Finished) {
        return;
      } else {
        throw new IllegalStateException("the schedule waits although nothing runs: " + step);
      }
    }
  }

  private void report(Schedule schedule, int trial, int bracket, int rung, Losses losses) {
    configurations.computeIfAbsent(bracket, b -> new int[ladder.size()])[rung]++;
    schedule.reported(trial, rung, losses.at(trial, rung));
  }
}
