package io.cairn.core.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.fidelity.RungLadder;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HyperbandTest extends SynchronousContract {

  @Override
  Schedule fresh(RungLadder ladder) {
    return Hyperband.of(ladder);
  }

  /** The table of the paper for R = 81, and the ladders on which logarithms lose a bracket. */
  @ParameterizedTest
  @CsvSource({
    "1, 81, 3, '81 27 9 3 1 | 34 11 3 1 | 15 5 1 | 8 2 | 5'",
    "1, 243, 3, '243 81 27 9 3 1 | 98 32 10 3 1 | 41 13 4 1 | 18 6 2 | 9 3 | 6'",
    "1, 1000, 10, '1000 100 10 1 | 134 13 1 | 20 2 | 4'",
    "1, 59049, 9, '59049 6561 729 81 9 1 | 7874 874 97 10 1 | 1094 121 13 1 | 162 18 2 | 27 3 | 6'",
    "2, 100, 3, '81 27 9 3 1 | 34 11 3 1 | 15 5 1 | 8 2 | 5'",
    "1, 52, 3, '81 27 9 3 1 | 34 11 3 1 | 15 5 1 | 8 2 | 5'",
    "1, 1, 3, '1'"
  })
  void plan_ofARound_isIntegerExact(long min, long max, int reduction, String sizes) {
    RungLadder ladder = ladder(min, max, reduction);
    Plan plan = Plan.of(() -> fresh(ladder), ladder, OptionalInt.empty());
    String planned =
        plan.brackets().stream()
            .map(
                bracket ->
                    bracket.rungs().stream()
                        .map(rung -> Long.toString(rung.atLeast()))
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining(" | "));
    assertThat(planned).isEqualTo(sizes);
    assertThat(plan.perRound()).isTrue();
    assertThat(plan.brackets())
        .allMatch(bracket -> bracket.rungs().get(0).rung() == bracket.first());
  }

  @Test
  void nextBracket_beginsWhileTheLastIsRunning() {
    Schedule schedule = fresh(ladder(1, 9, 3));
    for (int trial = 0; trial < 9; trial++) {
      assertThat(schedule.next(true)).isEqualTo(new Step.StartTrial(0, 0));
      schedule.started(trial, 0, 0);
    }
    assertThat(schedule.next(true)).isEqualTo(new Step.StartTrial(1, 1));
  }

  @Test
  void olderBracket_goesFirst() {
    Schedule schedule = fresh(ladder(1, 9, 3));
    for (int trial = 0; trial < 9; trial++) {
      schedule.started(trial, 0, 0);
    }
    for (int trial = 9; trial < 14; trial++) {
      schedule.started(trial, 1, 1);
      schedule.reported(trial, 1, trial);
    }
    assertThat(((Step.Promote) schedule.next(true)).trial()).isEqualTo(9);
    for (int trial = 0; trial < 9; trial++) {
      schedule.reported(trial, 0, trial);
    }
    assertThat(((Step.Promote) schedule.next(true)).trial()).isZero();
  }

  @Test
  void rounds_repeatUntilTheBudgetEnds() {
    RungLadder ladder = ladder(1, 9, 3);
    int round = 9 + 5 + 3;
    SimulatedSweep sweep =
        new SimulatedSweep(fresh(ladder), ladder, 1).trials(3 * round).workers(3).run();
    assertThat(sweep.reached()).hasSize(9);
    assertThat(sweep.reachedInAll()).containsExactly(3 * 9, 3 * (3 + 5), 3 * (1 + 1 + 3));
  }

  @Test
  void rounds_limited_endBeforeTheBudget() {
    RungLadder ladder = ladder(1, 9, 3);
    Schedule schedule = Hyperband.of(ladder, 2);
    SimulatedSweep sweep = new SimulatedSweep(schedule, ladder, 1).trials(1000).workers(3).run();
    assertThat(sweep.started()).isEqualTo(2 * 17);
    assertThat(schedule.next(true)).isEqualTo(new Step.Finished("all 6 brackets are over"));
    assertThat(schedule.rounds()).hasValue(2);
    Plan plan = Plan.of(() -> Hyperband.of(ladder, 2), ladder, OptionalInt.empty());
    assertThat(plan.configurations()).isEqualTo(34);
    assertThat(plan.brackets()).allMatch(bracket -> bracket.repeats() == 2);
  }

  @Test
  void of_ladderTooLong_saysWhatToDo() {
    assertThatThrownBy(() -> Hyperband.of(ladder(1, 1L << 40, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("41 rungs")
        .hasMessageContaining("use asha");
  }

  @Test
  void of_noRounds_isRefused() {
    assertThatThrownBy(() -> Hyperband.of(ladder(1, 9, 3), 0)).hasMessageContaining("at least 1");
  }
}
