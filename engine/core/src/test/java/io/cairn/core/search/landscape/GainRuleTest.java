package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.Outlook;
import io.cairn.core.simulate.Simulation;
import io.cairn.core.study.Budget;
import io.cairn.core.study.GainFloor;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code budget.stop-when-gain-below}: ends what is solved, and nothing else. */
class GainRuleTest {
  private static final int TRIALS = 120;
  private static final Valley.LossAt SOLVABLE = Valley.TARGET::loss;

  /** No configuration tells anything of another, and no best one is the last: log of a draw. */
  private static final Valley.LossAt UNSOLVABLE =
      (configuration, epochs) ->
          Math.log(
                  (1
                          + Math.floorMod(
                              configuration.hashCode() * 0x9E3779B97F4A7C15L >>> 20, 1L << 40))
                      / 0x1p40)
              + 0.1 * (1 - epochs / 9);

  private static Simulation.Outcome run(
      String method, Valley.LossAt loss, GainFloor floor, List<StudyEvent> events) {
    return Valley.run(
        Valley.study(
            new MethodSettings(method, 3, Map.of()),
            Budget.ofTrials(TRIALS).stoppingBelow(floor),
            List.of()),
        loss,
        events::add);
  }

  @Test
  void solvedLandscape_endsEarly_andSaysWhatGoingOnWouldHaveCost() {
    List<StudyEvent> events = new ArrayList<>();
    StudyState state = run("landscape", SOLVABLE, new GainFloor(0.005, false), events).state();
    assertThat(state.phase()).isEqualTo(StudyPhase.ENDED);
    assertThat(state.trials())
        .as("trials of %d, healthy 27: %s", TRIALS, state.reason())
        .isLessThan(TRIALS / 2);
    assertThat(state.reason())
        .matches(
            "expected gain [0-9.e-]+ per full evaluation is below 0\\.005; going on for the rest of"
                + " the budget would have cost about [0-9]+ (s|min) of worker time");
    assertThat(state.incumbent().orElseThrow().loss())
        .as("what is left to gain, healthy below .001")
        .isLessThan(0.01);
    assertThat(events.stream().filter(e -> e instanceof StudyEvent.StudyEnding)).hasSize(1);
  }

  /** With seed 3 the model is sure of a wrong place for a while, at a loss of .09. */
  @Test
  void modelThatIsSureOfAWrongPlace_isGivenTimeToSeeIt() {
    for (int seed = 1; seed <= 12; seed++) {
      StudyState state =
          Valley.run(
                  Valley.study(
                      new MethodSettings("landscape", seed, Map.of()),
                      Budget.ofTrials(TRIALS).stoppingBelow(new GainFloor(0.005, false)),
                      List.of()),
                  SOLVABLE,
                  event -> {})
              .state();
      assertThat(state.incumbent().orElseThrow().loss())
          .as("loss, seed %d, healthy below .0012; %s", seed, state.reason())
          .isLessThan(0.005);
      assertThat(state.trials()).as("trials, seed %d, healthy 20 to 29", seed).isLessThan(40);
    }
  }

  @Test
  void shareOfTheSpread_endsEarlyToo_andNamesBoth() {
    StudyState state =
        run("landscape", SOLVABLE, new GainFloor(0.02, true), new ArrayList<>()).state();
    assertThat(state.trials()).as(state.reason()).isLessThan(TRIALS);
    assertThat(state.reason()).contains("(2% of the spread)");
  }

  @Test
  void landscapeWithoutShape_isSearchedToTheEnd() {
    StudyState state =
        run("landscape", UNSOLVABLE, new GainFloor(0.005, false), new ArrayList<>()).state();
    assertThat(state.trials()).as(state.reason()).isEqualTo(TRIALS);
    assertThat(state.reason()).contains("trials budget reached");
  }

  @Test
  void otherMethods_expectNothing() {
    StudyState state = run("asha", SOLVABLE, new GainFloor(0.5, false), new ArrayList<>()).state();
    assertThat(state.trials()).isEqualTo(TRIALS);
    assertThat(state.outlook()).isEmpty();
  }

  @Test
  void askingForTheOutlook_changesNoDecision() {
    List<StudyEvent> asked = new ArrayList<>();
    List<StudyEvent> unasked = new ArrayList<>();
    run("landscape", SOLVABLE, new GainFloor(1e-300, false), asked);
    Valley.run(
        Valley.study(
            new MethodSettings("landscape", 3, Map.of()), Budget.ofTrials(TRIALS), List.of()),
        SOLVABLE,
        unasked::add);
    assertThat(asked).isEqualTo(unasked);
  }

  @Test
  void outlook_fallsAsTheLandscapeIsSolved() {
    Outlook early = outlookAfter(8);
    Outlook late = outlookAfter(60);
    assertThat(late.gain()).as("gain, healthy .003 after .05").isLessThan(early.gain() / 3);
    assertThat(late.seconds()).isEqualTo(9);
    assertThat(late.spread()).isPositive();
  }

  private static Outlook outlookAfter(int trials) {
    return Valley.run(Valley.study("landscape", trials, 3, List.of()), SOLVABLE, event -> {})
        .state()
        .outlook()
        .orElseThrow();
  }

  @Test
  void badFloors_areRefused() {
    assertThatThrownBy(() -> new GainFloor(0, false))
        .hasMessageContaining("stop-when-gain-below = 0.0 must be a number above 0");
    assertThatThrownBy(() -> new GainFloor(1.5, true)).hasMessageContaining("150.0%");
    assertThat(new GainFloor(0.005, true).text()).isEqualTo("0.5%");
    assertThat(new GainFloor(0.001, false).text()).isEqualTo("0.001");
  }
}
