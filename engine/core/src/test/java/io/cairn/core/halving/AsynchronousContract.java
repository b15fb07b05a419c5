package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import org.junit.jupiter.api.Test;

/** Methods that never wait for others while the budget lasts. */
abstract class AsynchronousContract extends ScheduleContract {

  /** As O21: free capacity and budget left, so something starts. */
  @Test
  void budgetLeft_neverWaits() {
    for (int seed = 0; seed < 30; seed++) {
      for (int workers : WORKERS) {
        RungLadder ladder = ladder(1, 27, 3);
        SimulatedSweep sweep = random(fresh(ladder), ladder, seed).workers(workers).run();
        int waited = firstIndex(sweep, Step.Wait.class);
        int lastStart = lastIndex(sweep, Step.StartTrial.class);
        assertThat(waited)
            .as("seed %d, %d workers: waited before the last start", seed, workers)
            .isGreaterThan(lastStart);
      }
    }
  }

  @Test
  void budget_isSpentInFull() {
    for (int workers : WORKERS) {
      RungLadder ladder = ladder(1, 27, 3);
      SimulatedSweep sweep =
          new SimulatedSweep(fresh(ladder), ladder, 2)
              .trials(50)
              .failing(0.2)
              .workers(workers)
              .run();
      assertThat(sweep.started()).isEqualTo(50);
    }
  }

  private static int firstIndex(SimulatedSweep sweep, Class<? extends Step> kind) {
    for (int i = 0; i < sweep.steps().size(); i++) {
      if (kind.isInstance(sweep.steps().get(i))) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static int lastIndex(SimulatedSweep sweep, Class<? extends Step> kind) {
    for (int i = sweep.steps().size() - 1; i >= 0; i--) {
      if (kind.isInstance(sweep.steps().get(i))) {
        return i;
      }
    }
    return -1;
  }
}
