package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.transfer.SurfaceBasis;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryRungsTest {
  private static final int TOP = Bowls.SCRATCH.top();
  private static final SurfaceBasis BASIS = LandscapeMethod.basis(Bowls.SQUARE, Bowls.SCRATCH);

  private static EntryRungs unknown() {
    return new EntryRungs(BASIS, true, null);
  }

  private static List<Integer> first(EntryRungs rungs, int from, int to) {
    return IntStream.range(from, to).mapToObj(trial -> rungs.first(false, trial)).toList();
  }

  /** A trial that took so long at the lowest rung, and again in full. */
  private static void tell(EntryRungs rungs, double lowest, double full) {
    Trial trial = new Trial(8, Bowls.at(0.5, 0.5), TOP + 1, 0);
    trial.reached = 0;
    rungs.reported(trial, TOP, lowest, full);
  }

  /** What a dear rung costs hurts most while there are hardly any full evaluations. */
  @Test
  void withoutPriorsAndCheckpoints_oneTrialInEightProbesTheLowestRung() {
    assertThat(first(unknown(), 0, 18))
        .containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 0, 2, 2, 2, 2, 2, 2, 2, 0, 2);
  }

  @Test
  void cheapLowestRung_isUsed() {
    EntryRungs rungs = unknown();
    tell(rungs, 10, 100);
    assertThat(first(rungs, 9, 12)).containsExactly(0, 0, 0);
    assertThat(rungs.next(0)).isEqualTo(TOP);
  }

  @Test
  void dearLowestRung_isNeverUsedAgain() {
    EntryRungs rungs = unknown();
    tell(rungs, 50, 100);
    assertThat(first(rungs, 9, 40)).containsOnly(TOP);
  }

  @Test
  void withoutALadder_allRunInFull() {
    assertThat(first(new EntryRungs(BASIS, false, null), 0, 20)).containsOnly(TOP);
  }
}
