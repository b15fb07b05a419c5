package io.cairn.core.landscape.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridAxis;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.RandomGrid;
import io.cairn.core.landscape.topology.Figure;
import io.cairn.core.landscape.topology.Topology;
import io.cairn.core.landscape.topology.TopologyMetric;
import io.cairn.core.landscape.topology.TopologyReport;
import io.cairn.core.landscape.topology.TopologySettings;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveTopologyTest {
  private static final double EPS = 0.2;

  private static Grid line(int levels) {
    return Grid.of(
        List.of(
            GridAxis.ordinal(
                "x", IntStream.range(0, levels).mapToObj(Integer::toString).toList())));
  }

  @Test
  void anyOrderOfArrival_equalsTheBatch_withRevisionsAndResultsTakenBack() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Grid grid;
      List<Long> codes = new ArrayList<>();
      if (seed % 3 == 0) {
        SearchSpace space = RandomGrid.conditionalSpace(seed);
        Grid conditional = Grid.of(space, 3);
        RandomGrid.configurations(space, 3)
            .forEach(node -> codes.add(conditional.codeOf(node).orElseThrow()));
        grid = conditional;
      } else {
        grid = RandomGrid.plain(seed, 4, 5);
        for (long code = 0; code < grid.codes(); code++) {
          codes.add(code);
        }
      }
      LiveTopology live = new LiveTopology(grid, EPS);
      int results = 1 + random.nextInt(2 * codes.size());
      for (int i = 0; i < results; i++) {
        long code = codes.get(random.nextInt(codes.size()));
        double loss =
            switch (random.nextInt(12)) {
              case 0 -> Double.POSITIVE_INFINITY;
              case 1 -> Double.NaN;
              case 2, 3, 4 -> random.nextInt(3);
              default -> 1e3 * random.nextDouble();
            };
        live.report(code, loss);
        if (i == results / 2 || i == results - 1) {
          equalsBatch(live, seed);
        }
      }
    }
  }

  private static void equalsBatch(LiveTopology live, long seed) {
    GridLandscape landscape = live.snapshot();
    TopologyReport batch =
        Topology.analyze(
            landscape,
            TopologySettings.DEFAULT.withEps(EPS, 0),
            EnumSet.of(
                TopologyMetric.ASSORTATIVITY,
                TopologyMetric.NEUTRALITY_ABSOLUTE,
                TopologyMetric.OPTIMA_STRICT,
                TopologyMetric.OPTIMA_TIED));
    LiveFigures figures = live.figures();
    assertThat(figures.measured()).as("seed %d", seed).isEqualTo(batch.measured());
    assertThat(figures.diverged()).as("seed %d", seed).isEqualTo(batch.diverged());
    assertThat(figures.coverage()).as("seed %d", seed).isEqualTo(batch.coverage());
    Figure assortativity = batch.figure(TopologyMetric.ASSORTATIVITY);
    assertThat(figures.pairs()).as("seed %d", seed).isEqualTo(assortativity.n());
    close(figures.assortativity(), assortativity.value(), "assortativity", seed);
    close(figures.neutrality(), batch.value(TopologyMetric.NEUTRALITY_ABSOLUTE), "neutral", seed);
    Figure strict = batch.figure(TopologyMetric.OPTIMA_STRICT);
    Figure tied = batch.figure(TopologyMetric.OPTIMA_TIED);
    assertThat((double) figures.strict()).as("seed %d", seed).isEqualTo(strict.value());
    assertThat((double) figures.tied()).as("seed %d", seed).isEqualTo(tied.value());
    double strictConfirmed =
        strict.interval().present() ? strict.interval().lower() : strict.value();
    double tiedConfirmed = tied.interval().present() ? tied.interval().lower() : tied.value();
    assertThat((double) figures.strictConfirmed()).as("seed %d", seed).isEqualTo(strictConfirmed);
    assertThat((double) figures.tiedConfirmed()).as("seed %d", seed).isEqualTo(tiedConfirmed);
  }

  private static void close(double live, double batch, String what, long seed) {
    if (Double.isNaN(batch) || Double.isNaN(live)) {
      assertThat(live).as("%s, seed %d", what, seed).isEqualTo(Double.valueOf(batch));
    } else {
      assertThat(Math.abs(live - batch))
          .as("%s %s for %s, seed %d", what, live, batch, seed)
          .isLessThanOrEqualTo(1e-9 * Math.max(1, Math.abs(batch)));
    }
  }

  @Test
  void optimum_isConfirmedOnlyWhenAllNeighboursAreEvaluated() {
    LiveTopology live = new LiveTopology(line(5), EPS);
    live.report(2, 1);
    assertThat(live.optima(9)).containsExactly(new LiveOptimum(2, 1, 0, 2));
    assertThat(live.figures().tiedConfirmed()).isZero();
    live.report(1, 2);
    assertThat(live.optima(9).get(0).certainty()).isEqualTo(0.5);
    live.report(3, 2);
    assertThat(live.optima(9)).containsExactly(new LiveOptimum(2, 1, 2, 2));
    assertThat(live.optima(9).get(0).confirmed()).isTrue();
    assertThat(live.figures().strictConfirmed()).isOne();
    live.report(3, 0.5);
    assertThat(live.optima(9)).containsExactly(new LiveOptimum(3, 0.5, 1, 2));
  }

  @Test
  void hugeGrid_costsOnlyWhatIsMeasured() {
    List<String> labels = IntStream.range(0, 64).mapToObj(Integer::toString).toList();
    Grid grid =
        Grid.of(IntStream.range(0, 10).mapToObj(i -> GridAxis.ordinal("p" + i, labels)).toList());
    LiveTopology live = new LiveTopology(grid, EPS);
    SplittableRandom random = new SplittableRandom(3);
    long code = grid.codes() / 3;
    for (int i = 0; i < 3000; i++) {
      live.report(code, random.nextDouble());
      int axis = random.nextInt(10);
      int level = grid.level(code, axis);
      boolean up = level == 0 || (level < 63 && random.nextBoolean());
      code += (up ? 1 : -1) * grid.stride(axis);
    }
    equalsBatch(live, 3);
    assertThat(live.figures().pairs()).isGreaterThan(1000);
  }

  @Test
  void nothingMeasured_constantLosses_andBadInput_areDefined() {
    LiveTopology live = new LiveTopology(line(3), EPS);
    assertThat(live.figures().assortativity()).isNaN();
    assertThat(live.figures().neutrality()).isNaN();
    assertThat(live.loss(1)).isNaN();
    live.report(0, 7);
    live.report(1, 3);
    live.report(1, 7);
    assertThat(live.figures().assortativity()).isNaN();
    assertThat(live.figures().neutrality()).isOne();
    assertThat(live.loss(1)).isEqualTo(7);
    assertThatThrownBy(() -> live.report(3, 1)).hasMessageContaining("code 3 is no node");
    assertThatThrownBy(() -> live.report(1, Double.NEGATIVE_INFINITY))
        .hasMessageContaining("-infinity");
    assertThatThrownBy(() -> new LiveTopology(line(3), -1)).hasMessageContaining("eps = -1.0");
    assertThatThrownBy(() -> live.optima(0)).hasMessageContaining("limit = 0");
  }
}
