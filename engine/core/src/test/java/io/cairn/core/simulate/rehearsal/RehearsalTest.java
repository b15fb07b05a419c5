package io.cairn.core.simulate.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.transfer.PriorFitter;
import io.cairn.core.transfer.PriorLandscape;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
              new RealParameter("y", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
          Map.of(),
          List.of());

  private static final RungLadder LADDER =
      RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(9), 3, true));

  private static double bowl(Configuration configuration, double x, double level) {
    double dx = (Double) configuration.value("x").orElseThrow() - x;
    double dy = (Double) configuration.value("y").orElseThrow() - 0.4;
    return dx * dx + dy * dy + 1 / level;
  }

  /** A bowl with its bottom at (x, 0.4), measured at so many configurations and some levels. */
  private static PriorLandscape landscape(
      String name, double x, int size, double cost, double... levels) {
    LandscapeBuilder builder =
        new LandscapeBuilder(SPACE, new Measure("loss", false, "epoch"), new double[] {1, 3, 9});
    for (int i = 0; i < size; i++) {
      Configuration configuration =
          SPACE.sample(new RandomStreams(name.hashCode()).stream("p", i)).orElseThrow();
      for (double level : levels) {
        // As halving would: only every third goes on.
        if (levels.length == 3 || level == 1 || i % 3 == 0) {
          builder.add(configuration, level, bowl(configuration, x, level), cost * level);
        }
      }
    }
    return new PriorLandscape(
        name, name, builder.build(Provenance.of(name, name, Instant.EPOCH, "test")));
  }

  private static PriorLandscape bowlAt(String name, double x) {
    return landscape(name, x, 60, 2, 1, 3, 9);
  }

  private static Rehearsal rehearsal(PriorLandscape target, PriorLandscape... priors) {
    PriorFitter fitter = new PriorFitter(LandscapeMethod.basis(SPACE, LADDER));
    return new Rehearsal(target, SPACE, LADDER, List.of(priors), fitter::fit, 2, 8);
  }

  @Test
  void measuredConfigurations_areGivenBackAsMeasured_othersAreBetween() {
    PriorLandscape recorded = bowlAt("a", 0.3);
    RecordedTarget target = new RecordedTarget(recorded, SPACE, LADDER);
    double[] full = recorded.landscape().losses(2);
    int best = IntStream.range(0, 60).reduce((a, b) -> full[b] < full[a] ? b : a).orElseThrow();
    Configuration at = recorded.landscape().configurations().get(best);
    assertThat(target.regret(at)).isZero();
    assertThat(target.workload().run(at, 0, 3, 9).seconds()).isEqualTo(12);
    assertThat(target.fullSeconds()).isCloseTo(18, within(1e-9));
    assertThat(target.explained()).as("healthy .8").isGreaterThan(0.5);
    Configuration between = SPACE.configuration(Map.of("x", 0.9, "y", 0.9));
    assertThat(target.regret(between)).as("far from the bottom, healthy 1.6").isGreaterThan(1);
  }

  @Test
  void landscapeThatHalvingMade_isFilledFromBelow() {
    RecordedTarget target =
        new RecordedTarget(landscape("halved", 0.3, 90, 1, 1, 9), SPACE, LADDER);
    Configuration bottom = SPACE.configuration(Map.of("x", 0.3, "y", 0.4));
    Configuration corner = SPACE.configuration(Map.of("x", 1.0, "y", 1.0));
    assertThat(target.regret(bottom)).isLessThan(0.5).isLessThan(target.regret(corner));
  }

  @Test
  void targetThatTellsTooLittle_isRefused() {
    PriorLandscape small = landscape("small", 0.3, 5, 1, 1, 3, 9);
    assertThatThrownBy(() -> new RecordedTarget(small, SPACE, LADDER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("small has 5 configurations in this space; a target needs 20");
  }

  @Test
  void freeEvaluations_doNotGoOnForEver() {
    Rehearsal rehearsal = rehearsal(landscape("free", 0.3, 60, 0, 1, 3, 9));
    double[] regrets = rehearsal.regrets("random", false, 1);
    assertThat(regrets).hasSize(8);
    assertThat(regrets[7]).isLessThan(1);
  }

  @Test
  void runs_areAFunctionOfMethodAndSeed() {
    Rehearsal rehearsal = rehearsal(bowlAt("a", 0.3), bowlAt("b", 0.35));
    assertThat(rehearsal.regrets("landscape", true, 3))
        .isEqualTo(rehearsal.regrets("landscape", true, 3))
        .isNotEqualTo(rehearsal.regrets("landscape", false, 3));
  }

  @Test
  void twinPrior_saves_andTheCurvesSayHowMuch() {
    Rehearsal rehearsal = rehearsal(bowlAt("a", 0.3), bowlAt("b", 0.3));
    RegretCurves with = curves(rehearsal, true);
    RegretCurves without = curves(rehearsal, false);
    Estimate saving = with.savingAgainst(without);
    assertThat(saving.value())
        .as("share saved by a twin, healthy .6 and more: %s", saving)
        .isGreaterThan(0.3);
    assertThat(with.at(2).value()).isLessThan(without.at(2).value());
  }

  private static RegretCurves curves(Rehearsal rehearsal, boolean withPriors) {
    return new RegretCurves(
        IntStream.range(0, 4)
            .mapToObj(seed -> rehearsal.regrets("landscape", withPriors, seed))
            .toArray(double[][]::new));
  }

  @Test
  void saving_isBetweenNoneAndAll_andUncertainWithOneCurve() {
    RegretCurves fast = new RegretCurves(new double[][] {{0.2, 0.1, 0.1, 0.1}});
    RegretCurves slow = new RegretCurves(new double[][] {{0.9, 0.5, 0.3, 0.1}});
    assertThat(fast.savingAgainst(slow)).isEqualTo(new Estimate(0.5, 0, 1));
    assertThat(slow.savingAgainst(fast).value()).isZero();
    assertThat(fast.savingAgainst(fast).value()).as("a curve saves nothing of itself").isZero();
    RegretCurves never = new RegretCurves(new double[][] {{0.9, 0.9, 0.9, 0.9}});
    assertThat(never.savingAgainst(slow).value()).isZero();
  }

  @Test
  void ladder_followsTheLevelsOfTheLandscape() {
    assertThat(Rehearsal.ladder(bowlAt("a", 0.3).landscape(), true)).isEqualTo(LADDER);
    PriorLandscape single =
        new PriorLandscape(
            "s",
            "s",
            new LandscapeBuilder(SPACE, new Measure("loss", false, "run"), new double[] {1})
                .build(Provenance.of("s", "s", Instant.EPOCH, "test")));
    assertThat(Rehearsal.ladder(single.landscape(), true).size()).isEqualTo(1);
  }
}
