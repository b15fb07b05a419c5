package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FullFidelityTest extends AsynchronousContract {

  @Override
  Schedule fresh(RungLadder ladder) {
    return FullFidelity.of(ladder);
  }

  @Test
  void everyTrial_runsOnceToTheTop() {
    RungLadder ladder = ladder(1, 27, 3);
    for (int workers : WORKERS) {
      SimulatedSweep sweep =
          new SimulatedSweep(fresh(ladder), ladder, 1).trials(20).workers(workers).run();
      assertThat(sweep.reachedInAll()).containsExactly(0, 0, 0, 20);
    }
  }

  @Test
  void plan_isExact() {
    RungLadder ladder = ladder(1, 27, 3);
    Plan plan = Plan.of(() -> fresh(ladder), ladder, OptionalInt.of(20));
    assertThat(plan.exact()).isTrue();
    assertThat(plan.evaluations()).isEqualTo(20);
    assertThat(plan.resource()).isEqualTo(20 * 27);
  }
}
