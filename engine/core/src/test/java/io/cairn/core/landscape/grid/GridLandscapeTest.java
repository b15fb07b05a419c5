package io.cairn.core.landscape.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GridLandscapeTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static Grid line(int levels) {
    return Grid.of(
        List.of(
            GridAxis.ordinal(
                "x", IntStream.range(0, levels).mapToObj(Integer::toString).toList())));
  }

  @Test
  void sampledForm_findsEveryRow_whateverTheOrderOfArrival() {
    for (long seed = 0; seed < 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Grid grid = RandomGrid.plain(seed, 4, 5);
      GridLandscapeBuilder builder = new GridLandscapeBuilder(grid);
      double[] expected = new double[(int) grid.codes()];
      java.util.Arrays.fill(expected, Double.NaN);
      int[] order = IntStream.range(0, expected.length).toArray();
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
      }
      for (int code : order) {
        if (random.nextInt(3) > 0) {
          expected[code] = random.nextDouble();
          builder.add(code, expected[code]);
        }
      }
      GridLandscape landscape = builder.build();
      int measured = 0;
      for (int code = 0; code < expected.length; code++) {
        int row = landscape.row(code);
        assertThat(row >= 0)
            .as("seed %d code %d", seed, code)
            .isEqualTo(!Double.isNaN(expected[code]));
        if (row >= 0) {
          assertThat(landscape.loss(row)).isEqualTo(expected[code]);
          assertThat(landscape.code(row)).isEqualTo(code);
          measured++;
        }
      }
      assertThat(landscape.size()).isEqualTo(measured);
      assertThat(landscape.coverage()).isEqualTo((double) measured / expected.length);
      assertThat(landscape.complete()).isEqualTo(measured == expected.length);
    }
  }

  @Test
  void hugeGrid_isSampledByHash() {
    List<String> labels = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
    Grid grid =
        Grid.of(IntStream.range(0, 9).mapToObj(i -> GridAxis.ordinal("p" + i, labels)).toList());
    GridLandscapeBuilder builder = new GridLandscapeBuilder(grid);
    SplittableRandom random = new SplittableRandom(7);
    long[] codes = random.longs(20_000, 0, grid.codes()).toArray();
    for (long code : codes) {
      builder.add(code, code % 1000);
    }
    GridLandscape landscape = builder.build();
    assertThat(landscape.fullForm()).isFalse();
    for (long code : codes) {
      assertThat(landscape.loss(landscape.row(code))).isEqualTo(code % 1000);
    }
    for (int row = 1; row < landscape.rows(); row++) {
      assertThat(landscape.code(row)).isGreaterThan(landscape.code(row - 1));
    }
    assertThat(landscape.row(codes[0] == 0 ? 1 : codes[0] - 1)).isEqualTo(GridLandscape.ABSENT);
  }

  @Test
  void repeats_keepCountMeanAndSpread() {
    for (boolean sampled : new boolean[] {false, true}) {
      GridLandscapeBuilder builder = new GridLandscapeBuilder(line(3));
      if (!sampled) {
        builder.add(1, 5);
      }
      GridLandscape landscape = builder.add(0, 1).add(2, 7).add(0, 2).add(0, 6).build();
      assertThat(landscape.fullForm()).isEqualTo(!sampled);
      assertThat(landscape.loss(0)).isCloseTo(3, within(1e-12));
      assertThat(landscape.standardError(0)).isCloseTo(Math.sqrt(7.0 / 3), within(1e-12));
      assertThat(landscape.standardError(landscape.row(2))).isNaN();
      assertThat(landscape.repeated()).isTrue();
      assertThat(landscape.tally()).isEqualTo(new GridTally(sampled ? 4 : 5, 2, 2, 0, 0));
    }
  }

  @Test
  void disagreeingRepeats_areRefusedIfAskedFor() {
    GridLandscapeBuilder builder = new GridLandscapeBuilder(line(3), Repeats.REFUSE).add(1, 2);
    assertThat(builder.add(1, 2).build().tally().repeats()).isOne();
    assertThatThrownBy(() -> builder.add(1, 3))
        .hasMessageContaining("[1] was measured twice with the losses 2.0 and 3.0");
  }

  @Test
  void divergedGapsAndInfinities_haveDefinedRoles() {
    GridLandscape landscape =
        new GridLandscapeBuilder(line(3)).add(0, INFINITE).add(1, Double.NaN).add(2, 1).build();
    assertThat(landscape.size()).isEqualTo(2);
    assertThat(landscape.diverged()).isOne();
    assertThat(landscape.tally().gaps()).isOne();
    GridLandscape repeated =
        new GridLandscapeBuilder(line(1)).add(0, 1).add(0, INFINITE).add(0, 2).build();
    assertThat(repeated.loss(0)).isEqualTo(INFINITE);
    assertThat(repeated.standardError(0)).isNaN();
    assertThatThrownBy(() -> new GridLandscapeBuilder(line(3)).add(1, -INFINITE))
        .hasMessageContaining("the loss of [1] is -infinity");
    assertThatThrownBy(() -> GridLandscape.full(line(2), new double[] {0, -INFINITE}))
        .hasMessageContaining("-infinity");
    GridLandscape gaps = GridLandscape.full(line(3), new double[] {1, Double.NaN, INFINITE});
    assertThat(gaps.size()).isEqualTo(2);
    assertThat(gaps.complete()).isFalse();
  }

  @Test
  void badInput_isRefused() {
    assertThatThrownBy(() -> new GridLandscapeBuilder(line(3)).add(3, 1))
        .hasMessageContaining("code 3 is no node");
    assertThatThrownBy(() -> GridLandscape.full(line(3), new double[2]))
        .hasMessageContaining("2 losses must be one for each of the 3 nodes");
    assertThatThrownBy(
            () -> new GridLandscapeBuilder(line(3)).addColumns(new int[][] {{0, 1}}, new double[3]))
        .hasMessageContaining("'x' has 2 rows");
    assertThatThrownBy(
            () -> new GridLandscapeBuilder(line(3)).addColumns(new int[0][], new double[3]))
        .hasMessageContaining("one for each");
    assertThatThrownBy(
            () -> new GridLandscapeBuilder(line(3)).addColumns(new int[][] {{0, 7}}, new double[2]))
        .hasMessageContaining("'x' must be from 0 to 2");
  }

  @Test
  void noRows_isALandscapeWithoutNodes() {
    GridLandscape landscape = new GridLandscapeBuilder(line(3)).build();
    assertThat(landscape.rows()).isZero();
    assertThat(landscape.coverage()).isZero();
    assertThat(landscape.row(1)).isEqualTo(GridLandscape.ABSENT);
  }

  @Test
  void landscapeOfMeasurements_countsWhatIsOffTheGrid_andTurnsMaximisedMetrics() {
    SearchSpace space =
        new SearchSpace(
            List.of(new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
            Map.of(),
            List.of());
    Landscape measured =
        new LandscapeBuilder(space, new Measure("acc", true, "epoch"), new double[] {1, 2})
            .add(space.configuration(Map.of("x", 0.5)), 2, 0.9, 1)
            .add(space.configuration(Map.of("x", 0.4999)), 2, 0.8, 1)
            .add(space.configuration(Map.of("x", 1.0)), 1, 0.7, 1)
            .add(space.configuration(Map.of("x", 0.0)), 2, Double.NaN, 1)
            .build(Provenance.of("s", "n", Instant.EPOCH, "test"));
    GridLandscape landscape = GridLandscape.of(measured, 1, Grid.of(space, 3));
    assertThat(landscape.size()).isEqualTo(2);
    assertThat(landscape.tally().offGrid()).isOne();
    assertThat(landscape.loss(landscape.row(1))).isEqualTo(-0.9);
    assertThat(landscape.loss(landscape.row(0))).isEqualTo(INFINITE);
  }

  @Test
  void meansOfRepeats_areTheRepeatsThemselves() {
    Grid grid = Grid.of(List.of(GridAxis.ordinal("a", List.of("1", "2", "3"))));
    GridLandscapeBuilder each = new GridLandscapeBuilder(grid);
    each.add(0, 0.5).add(0, 0.25).add(0, 0.75).add(1, 1).add(2, Double.POSITIVE_INFINITY);
    GridLandscape expected = each.build();
    GridLandscape summed =
        new GridLandscapeBuilder(grid)
            .addMean(2, Double.POSITIVE_INFINITY, 2, Double.NaN)
            .addMean(0, 0.5, 3, expected.standardError(0))
            .addMean(1, 1, 1, Double.NaN)
            .build();
    assertThat(summed.losses()).isEqualTo(expected.losses());
    assertThat(summed.standardError(0)).isCloseTo(expected.standardError(0), within(1e-15));
    assertThat(summed.standardError(1)).isNaN();
    assertThat(summed.standardError(2)).isNaN();
  }
}
