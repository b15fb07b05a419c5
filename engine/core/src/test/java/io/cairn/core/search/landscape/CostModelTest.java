package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.space.Configuration;
import io.cairn.core.transfer.SurfaceBasis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostModelTest {
  private static final double[] LEVELS = {1, 3, 9};

  private static CostModel model(List<CostModel.Spent> spent) {
    return new CostModel(
        Bowls.BASIS.encoding(), SurfaceBasis.usualLengthScales(2), LEVELS.length, spent);
  }

  private static double seconds(CostModel model, double x, double y, int rung) {
    return model.seconds(Bowls.point(x, y, 1), rung);
  }

  @Test
  void costGrowingAlongACoordinate_isLearned() {
    List<CostModel.Spent> spent = new ArrayList<>();
    for (Configuration c : Bowls.samples(Bowls.SQUARE, 30, 1)) {
      double seconds = 20 * Math.exp(2 * Bowls.x(c));
      spent.add(new CostModel.Spent(Bowls.point(Bowls.x(c), Bowls.y(c), 1), 2, seconds));
    }
    CostModel model = model(spent);
    for (double x : new double[] {0.1, 0.5, 0.9}) {
      assertThat(seconds(model, x, 0.4, 2) / (20 * Math.exp(2 * x)))
          .as("x = %s", x)
          .isBetween(0.8, 1.25);
    }
    assertThat(seconds(model, 0.1, 0.4, 0)).isLessThan(seconds(model, 0.9, 0.4, 0));
  }

  /** Reaching rung 0 costs much more than its share: a fixed cost of starting. */
  @Test
  void rungs_haveLevelsOfTheirOwn() {
    double[] actual = {60, 70, 100};
    List<CostModel.Spent> spent = new ArrayList<>();
    int i = 0;
    for (Configuration c : Bowls.samples(Bowls.SQUARE, 30, 2)) {
      int rung = i++ % 3;
      spent.add(new CostModel.Spent(Bowls.point(Bowls.x(c), Bowls.y(c), 1), rung, actual[rung]));
    }
    CostModel model = model(spent);
    for (int rung = 0; rung < 3; rung++) {
      assertThat(seconds(model, 0.5, 0.5, rung) / actual[rung])
          .as("rung %d", rung)
          .isBetween(0.75, 1.35);
    }
    assertThat(model.typicalFull()).isEqualTo(100);
  }

  @Test
  void lowRungsAlone_tellTheUnitOfHighOnes() {
    List<CostModel.Spent> spent = new ArrayList<>();
    for (Configuration c : Bowls.samples(Bowls.SQUARE, 10, 3)) {
      spent.add(new CostModel.Spent(Bowls.point(Bowls.x(c), Bowls.y(c), 1), 0, 50));
    }
    CostModel model = model(spent);
    assertThat(seconds(model, 0.5, 0.5, 2)).isBetween(50 * 9 * 0.7, 50 * 9 * 1.4);
    assertThat(model.typicalFull()).as("no full evaluation yet").isNaN();
  }

  @Test
  void noObservations_isTheFirstGuess() {
    CostModel model = model(List.of());
    assertThat(model.seconds(Bowls.point(0.5, 0.5, 18), 2)).isCloseTo(18, within(1e-9));
    assertThat(model.seconds(Bowls.point(0.5, 0.5, 18), 0)).isCloseTo(2, within(1e-9));
    assertThat(model.typicalFull()).isNaN();
  }

  @Test
  void oldObservations_giveWayToTheNewest() {
    List<CostModel.Spent> spent = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      spent.add(new CostModel.Spent(Bowls.point(0.5, 0.5, 1), 2, i < 60 ? 1 : 1000));
    }
    assertThat(seconds(model(spent), 0.5, 0.5, 2)).isBetween(950.0, 1050.0);
  }

  @Test
  void absurdCosts_stayFinite() {
    CostModel model =
        model(List.of(new CostModel.Spent(Bowls.point(0.5, 0.5, 1), 2, Double.MAX_VALUE)));
    assertThat(seconds(model, 0.5, 0.5, 2)).isFinite().isGreaterThan(0);
    CostModel tiny =
        model(List.of(new CostModel.Spent(Bowls.point(0.5, 0.5, 1), 2, Double.MIN_VALUE)));
    assertThat(seconds(tiny, 0.5, 0.5, 2)).isFinite().isGreaterThan(0);
  }
}
