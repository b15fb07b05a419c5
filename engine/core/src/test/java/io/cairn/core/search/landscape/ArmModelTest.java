package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.space.Configuration;
import io.cairn.core.surrogate.GaussianProcess;
import io.cairn.core.surrogate.KernelShape;
import io.cairn.core.surrogate.LandscapeKernel;
import io.cairn.core.surrogate.LandscapePoint;
import io.cairn.core.surrogate.LossScale;
import io.cairn.core.transfer.SurfaceBasis;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ArmModelTest {
  private static final double FLOOR = 0.2;

  private static ArmModel model(List<LandscapePoint> pool, boolean checkpoints) {
    return model(pool, checkpoints, FLOOR, List.of());
  }

  private static ArmModel model(
      List<LandscapePoint> pool,
      boolean checkpoints,
      double costFloor,
      List<CostModel.Spent> spent) {
    LandscapeKernel kernel =
        new LandscapeKernel(
            new KernelShape(new double[] {0.3, 0.3}, new double[] {0.05, 0.05}),
            0.5,
            0.3,
            0.02,
            LandscapeKernel.Coefficients.NONE);
    CostModel cost =
        new CostModel(Bowls.BASIS.encoding(), SurfaceBasis.usualLengthScales(2), 3, spent);
    return new ArmModel(
        new GaussianProcess(kernel),
        new LossScale(0, 1),
        cost,
        costFloor,
        checkpoints,
        3,
        c -> Bowls.point(Bowls.x(c), Bowls.y(c), 1),
        pool);
  }

  private static ArmModel.Choice chosen(ArmModel model, boolean mayStart, boolean mayPromote) {
    model.update();
    return Objects.requireNonNull(model.choose(c -> true, mayStart, mayPromote));
  }

  private static Trial running(int number, double x, double y, int rung) {
    return new Trial(number, Bowls.at(x, y), 3, rung);
  }

  private static void report(ArmModel model, Trial trial, int rung, double loss) {
    trial.losses[rung] = loss;
    trial.reached = rung;
    trial.due = -1;
    trial.over = rung == 2;
    model.reported(trial, rung);
  }

  @Test
  void threshold_isTheBestFullLoss_andWorstBeforeAny() {
    ArmModel model = model(List.of(), true);
    model.update();
    assertThat(model.threshold()).isEqualTo(LossScale.WORST);
    assertThat(model.anyFull()).isFalse();
    Trial low = running(0, 0.1, 0.1, 0);
    model.started(low, 0);
    report(model, low, 0, -0.9);
    model.update();
    assertThat(model.anyFull()).as("a low rung is not full").isFalse();
    assertThat(model.threshold()).isEqualTo(LossScale.WORST);
    for (int number = 1; number <= 2; number++) {
      Trial full = running(number, 0.9, 0.9 - 0.4 * number, 2);
      model.started(full, 2);
      report(model, full, 2, number == 1 ? -0.4 : 0.5);
    }
    model.update();
    assertThat(model.anyFull()).isTrue();
    assertThat(model.threshold()).isEqualTo(-0.4);
  }

  @Test
  void threshold_whatRuns_countsAsItIsExpectedToEnd() {
    ArmModel model = model(List.of(), true);
    Trial full = running(0, 0.9, 0.9, 2);
    model.started(full, 2);
    report(model, full, 2, 0.3);
    Trial good = running(1, 0.2, 0.2, 1);
    model.started(good, 1);
    report(model, good, 1, -0.8);
    model.update();
    assertThat(model.threshold()).as("nothing runs").isCloseTo(0.3 / 1.3, within(1e-12));
    good.due = 2;
    model.promoted(good, 2);
    model.update();
    double expected = model.threshold();
    assertThat(expected).isBetween(-0.8, -0.4);
    good.over = true;
    good.due = -1;
    model.ended(good);
    model.update();
    assertThat(model.threshold()).as("it failed").isCloseTo(0.3 / 1.3, within(1e-12));
  }

  /** Nothing is known of two places but that one costs half: it has the same gain. */
  @Test
  void choose_ofEqualGains_isTheCheaper() {
    LandscapePoint dear = Bowls.point(0.2, 0.2, 20);
    LandscapePoint cheap = Bowls.point(0.8, 0.8, 10);
    for (List<LandscapePoint> pool : List.of(List.of(dear, cheap), List.of(cheap, dear))) {
      ArmModel.Choice choice = chosen(model(pool, true), true, false);
      assertThat(choice.point()).isSameAs(cheap);
      assertThat(choice.seconds()).isCloseTo(10, within(1e-9));
      assertThat(choice.trial()).isNull();
      assertThat(choice.mutant()).isFalse();
    }
  }

  @Test
  void choose_nearlyFree_countsAsTheFloor() {
    LandscapePoint free = Bowls.point(0.2, 0.2, 1e-9);
    LandscapePoint usual = Bowls.point(0.8, 0.8, 10);
    LandscapePoint dear = Bowls.point(0.2, 0.8, 100);
    ArmModel.Choice choice = chosen(model(List.of(dear, usual, free), true), true, false);
    assertThat(choice.point()).isSameAs(free);
    assertThat(choice.seconds()).as("a fifth of the median").isCloseTo(2, within(1e-9));
    ArmModel.Choice level = chosen(model(List.of(usual, free), true, 1, List.of()), true, false);
    assertThat(level.point()).as("equal under a floor of the median").isSameAs(usual);
  }

  @Test
  void choose_floor_isOfWhatFullEvaluationsHaveCost() {
    List<CostModel.Spent> spent = List.of(new CostModel.Spent(Bowls.point(0.5, 0.5, 1), 2, 1000));
    LandscapePoint free = Bowls.point(0.2, 0.2, 1e-6);
    ArmModel.Choice choice = chosen(model(List.of(free), true, FLOOR, spent), true, false);
    assertThat(choice.seconds()).isCloseTo(200, within(1e-9));
  }

  @Test
  void choose_prefersWhereLossesAreLow() {
    LandscapePoint near = Bowls.point(0.25, 0.2, 1);
    LandscapePoint bad = Bowls.point(0.75, 0.8, 1);
    ArmModel model = model(List.of(bad, near), true);
    int number = 0;
    for (double[] seen : new double[][] {{0.2, 0.2, -0.8}, {0.8, 0.8, 3}}) {
      Trial trial = running(number++, seen[0], seen[1], 2);
      model.started(trial, 2);
      report(model, trial, 2, seen[2]);
    }
    assertThat(chosen(model, true, false).point()).isSameAs(near);
  }

  @Test
  void choose_neverATriedConfiguration() {
    List<LandscapePoint> pool =
        List.of(Bowls.point(0.2, 0.2, 1), Bowls.point(0.8, 0.8, 2), Bowls.point(0.2, 0.8, 3));
    List<Configuration> tried = new ArrayList<>();
    ArmModel model = model(pool, true);
    model.vary((best, seen) -> List.of(Bowls.at(0.6, 0.6)));
    model.update();
    for (int i = 0; i < 4; i++) {
      ArmModel.Choice choice =
          Objects.requireNonNull(model.choose(c -> !tried.contains(c), true, true));
      assertThat(tried).doesNotContain(choice.point().configuration());
      assertThat(choice.mutant())
          .isEqualTo(choice.point().configuration().equals(Bowls.at(0.6, 0.6)));
      tried.add(choice.point().configuration());
    }
    assertThat(model.choose(c -> !tried.contains(c), true, true)).isNull();
    assertThat(model.choose(c -> true, false, true)).as("nothing to promote").isNull();
  }

  @Test
  void choose_promotes_whatIsPausedAndFinite_payingTheRest() {
    for (boolean checkpoints : new boolean[] {true, false}) {
      ArmModel model = model(List.of(), checkpoints);
      Trial paused = running(0, 0.2, 0.2, 1);
      model.started(paused, 1);
      assertThat(model.choose(c -> true, true, true)).as("it runs").isNull();
      paused.seconds = 0.3;
      report(model, paused, 1, -0.5);
      ArmModel.Choice choice = chosen(model, true, true);
      assertThat(choice.trial()).isSameAs(paused);
      assertThat(choice.seconds()).isCloseTo(checkpoints ? 0.7 : 1, within(1e-9));
      model.update();
      assertThat(model.choose(c -> true, true, false)).as("may not promote").isNull();
      Trial diverged = running(1, 0.9, 0.9, 1);
      model.started(diverged, 1);
      report(model, diverged, 1, Double.POSITIVE_INFINITY);
      paused.over = true;
      model.ended(paused);
      model.update();
      assertThat(model.choose(c -> true, true, true)).as("one ended, one diverged").isNull();
    }
  }

  @Test
  void vary_isAskedOnceForEachReport_aboutTheBest() {
    ArmModel model = model(List.of(Bowls.point(0.9, 0.9, 1)), true);
    Trial trial = running(0, 0.2, 0.2, 2);
    model.started(trial, 2);
    report(model, trial, 2, -0.8);
    model.update();
    List<Integer> asked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      model.vary(
          (best, seen) -> {
            asked.add(seen);
            assertThat(best.get(0).configuration()).isEqualTo(Bowls.at(0.2, 0.2));
            assertThat(best).hasSize(2);
            return List.of();
          });
    }
    assertThat(asked).containsExactly(1);
    Trial other = running(1, 0.4, 0.2, 2);
    model.started(other, 2);
    report(model, other, 2, -0.1);
    model.update();
    model.vary(
        (best, seen) -> {
          asked.add(seen);
          return List.of();
        });
    assertThat(asked).containsExactly(1, 2);
  }

  /** A trial that ran when the model was fitted reports later: the two ways are the same. */
  @Test
  void add_thenFacts_isAsAddingTheOutcome() {
    LandscapePoint probe = Bowls.point(0.4, 0.4, 1);
    Trial going = running(0, 0.2, 0.2, 2);
    ArmModel early = model(List.of(probe), true);
    early.add(going.copy());
    report(early, going, 2, -0.6);
    ArmModel late = model(List.of(probe), true);
    late.add(going.copy());
    ArmModel.Choice one = chosen(early, true, false);
    ArmModel.Choice two = chosen(late, true, false);
    assertThat(two.gain()).isEqualTo(one.gain());
    assertThat(late.threshold()).isEqualTo(early.threshold()).isEqualTo(-0.6);
  }
}
