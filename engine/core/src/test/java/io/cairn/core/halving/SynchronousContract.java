package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.Plan.PlannedBracket;
import io.cairn.core.halving.Plan.PlannedRung;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Methods whose sizes are fixed beforehand. */
abstract class SynchronousContract extends ScheduleContract {

  /** As O21: sizes do not depend on how many run at a time. */
  @Test
  void sizes_areTheSameForAnyNumberOfWorkersAndOrder() {
    RungLadder ladder = ladder(1, 27, 3);
    for (int trials : new int[] {1, 2, 5, 26, 27, 28, 60, 150}) {
      Map<Integer, int[]> alone = sweep(ladder, trials, 1, 0).reached();
      for (int workers : WORKERS) {
        for (int seed = 1; seed < 6; seed++) {
          assertThat(asText(sweep(ladder, trials, workers, seed).reached()))
              .as("%d trials, %d workers, seed %d", trials, workers, seed)
              .isEqualTo(asText(alone));
        }
      }
    }
  }

  /** Failures and divergence hold their place: they never change the size of the first rung. */
  @Test
  void failures_leaveTheFirstRungAsPlannedAndNeverRaiseAnother() {
    RungLadder ladder = ladder(1, 27, 3);
    int[] planned = sweep(ladder, 60, 1, 0).reachedInAll();
    for (int seed = 0; seed < 40; seed++) {
      for (int workers : WORKERS) {
        SimulatedSweep sweep =
            new SimulatedSweep(fresh(ladder), ladder, seed)
                .trials(60)
                .failing(0.3)
                .workers(workers)
                .run();
        int[] reached = sweep.reachedInAll();
        assertThat(reached[0]).as("seed %d", seed).isEqualTo(planned[0]);
        for (int rung = 1; rung < planned.length; rung++) {
          assertThat(reached[rung]).as("seed %d", seed).isLessThanOrEqualTo(planned[rung]);
        }
      }
    }
  }

  /** As O6: the printed plan equals what runs. */
  @Test
  void plan_equalsWhatRuns() {
    for (RungLadder ladder :
        List.of(ladder(1, 27, 3), ladder(1, 52, 3), ladder(1, 16, 2), ladder(1, 1, 3))) {
      for (int trials : new int[] {1, 3, 27, 40, 200}) {
        Plan plan = Plan.of(() -> fresh(ladder), ladder, OptionalInt.of(trials));
        assertThat(plan.exact()).isTrue();
        for (int workers : new int[] {1, 27}) {
          SimulatedSweep sweep = sweep(ladder, trials, workers, 3);
          String context = ladder + ", " + trials + " trials, " + workers + " workers";
          assertThat(plan.configurations()).as(context).isEqualTo(sweep.started());
          assertThat(plannedSizes(plan)).as(context).isEqualTo(sizes(sweep));
          assertThat(plan.evaluations())
              .as(context)
              .isEqualTo(Arrays.stream(sweep.reachedInAll()).sum());
        }
      }
    }
  }

  /** Waiting is for others of the same schedule that still run, and never outlasts them. */
  @Test
  void lastMemberOfARung_failing_releasesTheRest() {
    RungLadder ladder = ladder(1, 27, 3);
    Schedule schedule = fresh(ladder);
    List<Integer> started = new ArrayList<>();
    int members = schedule.configurationsPerRound();
    Step.StartTrial first = (Step.StartTrial) schedule.next(true);
    for (int trial = 0; trial < members; trial++) {
      if (schedule.next(true) instanceof Step.StartTrial start
          && start.bracket() == first.bracket()) {
        schedule.started(trial, start.bracket(), start.rung());
        started.add(trial);
      }
    }
    int last = started.get(started.size() - 1);
    for (int trial : started.subList(0, started.size() - 1)) {
      schedule.reported(trial, first.rung(), trial);
      assertThat(schedule.next(false)).isInstanceOf(Step.Wait.class);
    }
    schedule.failed(last, first.rung());
    assertThat(schedule.next(false)).isInstanceOf(Step.Promote.class);
  }

  private SimulatedSweep sweep(RungLadder ladder, int trials, int workers, long seed) {
    return new SimulatedSweep(fresh(ladder), ladder, seed).trials(trials).workers(workers).run();
  }

  /** How often each list of sizes occurs. */
  private static Map<String, Long> plannedSizes(Plan plan) {
    Map<String, Long> sizes = new TreeMap<>();
    for (PlannedBracket bracket : plan.brackets()) {
      StringBuilder text = new StringBuilder();
      for (PlannedRung rung : bracket.rungs()) {
        assertThat(rung.expected()).isEqualTo(rung.atLeast());
        if (rung.atLeast() > 0) {
          text.append(rung.atLeast()).append('@').append(rung.rung()).append(' ');
        }
      }
      sizes.merge(text.toString(), bracket.repeats(), Long::sum);
    }
    return sizes;
  }

  private static Map<String, Long> sizes(SimulatedSweep sweep) {
    Map<String, Long> sizes = new TreeMap<>();
    for (int[] bracket : sweep.reached().values()) {
      StringBuilder text = new StringBuilder();
      for (int rung = 0; rung < bracket.length; rung++) {
        if (bracket[rung] > 0) {
          text.append(bracket[rung]).append('@').append(rung).append(' ');
        }
      }
      sizes.merge(text.toString(), 1L, Long::sum);
    }
    return sizes;
  }

  private static String asText(Map<Integer, int[]> reached) {
    StringBuilder text = new StringBuilder();
    reached.forEach((bracket, counts) -> text.append(bracket).append(Arrays.toString(counts)));
    return text.toString();
  }
}
