package io.cairn.core.landscape.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridAxis;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.surrogate.Axis;
import io.cairn.core.surrogate.ForestSettings;
import io.cairn.core.surrogate.RegressionForest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FunctionalAnovaTest {

  private static List<String> names(int axes) {
    return IntStream.range(0, axes).mapToObj(a -> "p" + a).toList();
  }

  /** Grid indices of every point, the last axis fastest. */
  private static int[][] points(int[] levels) {
    int size = Arrays.stream(levels).reduce(1, (a, b) -> a * b);
    int[][] points = new int[size][levels.length];
    for (int p = 0; p < size; p++) {
      int rest = p;
      for (int a = levels.length - 1; a >= 0; a--) {
        points[p][a] = rest % levels[a];
        rest /= levels[a];
      }
    }
    return points;
  }

  private static double[] losses(int[] levels, ToDoubleFunction<int[]> function) {
    return Arrays.stream(points(levels)).mapToDouble(function).toArray();
  }

  private static double share(List<Effect> effects, String... parameters) {
    return effects.stream()
        .filter(e -> e.parameters().equals(List.of(parameters)))
        .findFirst()
        .orElseThrow()
        .share();
  }

  /** The variance of the conditional mean given some axes, by its definition. */
  private static double conditional(int[] levels, double[] losses, int... axes) {
    int[][] points = points(levels);
    double mean = Arrays.stream(losses).average().orElseThrow();
    double sum = 0;
    for (int[] point : points) {
      double total = 0;
      int count = 0;
      for (int q = 0; q < points.length; q++) {
        int other = q;
        if (Arrays.stream(axes).allMatch(a -> points[other][a] == point[a])) {
          total += losses[q];
          count++;
        }
      }
      sum += (total / count - mean) * (total / count - mean);
    }
    return sum / points.length;
  }

  @Test
  void grids_equalBruteForce() {
    for (long seed = 0; seed < 25; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] levels = random.ints(2 + random.nextInt(3), 1, 6).toArray();
      if (seed == 0) {
        levels = new int[] {5, 5, 5, 5};
      }
      int size = Arrays.stream(levels).reduce(1, (a, b) -> a * b);
      double[] losses = random.doubles(size, 100, 101).toArray();
      int[] all = IntStream.range(0, levels.length).toArray();
      double total = conditional(levels, losses, all);
      Importance importance =
          FunctionalAnova.exact(names(levels.length), levels, losses, Focus.WHOLE_SPACE);
      assertThat(importance.variance()).as("seed " + seed).isCloseTo(total, within(1e-12));
      for (int i = 0; i < levels.length && total > 0; i++) {
        double first = conditional(levels, losses, i);
        assertThat(share(importance.singles(), "p" + i))
            .as("seed %d, axis %d of %s", seed, i, Arrays.toString(levels))
            .isCloseTo(first / total, within(1e-9));
        for (int j = i + 1; j < levels.length; j++) {
          double pair = conditional(levels, losses, i, j) - first - conditional(levels, losses, j);
          assertThat(share(importance.pairs(), "p" + i, "p" + j))
              .as("seed %d, axes %d and %d of %s", seed, i, j, Arrays.toString(levels))
              .isCloseTo(pair / total, within(1e-9));
        }
      }
    }
  }

  @Test
  void additiveFunction_hasNoPairs() {
    int[] levels = {4, 3, 5};
    double[] losses = losses(levels, p -> 2 * p[0] + Math.sqrt(p[1]) - p[2] * p[2]);
    Importance importance = FunctionalAnova.exact(names(3), levels, losses, Focus.WHOLE_SPACE);
    assertThat(importance.pairs()).allSatisfy(e -> assertThat(e.share()).isLessThan(1e-12));
    assertThat(importance.singles().stream().mapToDouble(Effect::share).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(importance.singles().get(0).parameters()).containsExactly("p2");
  }

  @Test
  void productFunction_hasTheKnownShares() {
    int[] levels = {2, 2, 3};
    // (1 + x)(1 + y) for x, y of -1 and 1 is 1 + x + y + x y: three parts of equal variance.
    double[] losses = losses(levels, p -> (2.0 * p[0]) * (2.0 * p[1]));
    Importance importance = FunctionalAnova.exact(names(3), levels, losses, Focus.WHOLE_SPACE);
    assertThat(share(importance.singles(), "p0")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(share(importance.singles(), "p1")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(share(importance.pairs(), "p0", "p1")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(share(importance.singles(), "p2")).isLessThan(1e-12);
    assertThat(importance.higher()).isLessThan(1e-12);
  }

  @Test
  void bestTenth_isNotDecidedByBadRegions() {
    int[] levels = {10, 20};
    // p0 = 9 is a disaster; elsewhere p1 alone decides.
    double[] losses = losses(levels, p -> p[0] == 9 ? 1_000 : p[1]);
    Importance whole = FunctionalAnova.exact(names(2), levels, losses, Focus.WHOLE_SPACE);
    Importance best = FunctionalAnova.exact(names(2), levels, losses, Focus.best(0.1));
    assertThat(whole.singles().get(0).parameters()).containsExactly("p0");
    assertThat(best.singles().get(0).parameters()).containsExactly("p1");
    assertThat(best.focus().describe()).isEqualTo("best 10 %, all worse losses counted as one");
  }

  @Test
  void divergedPoints_countAsTheWorstFiniteLoss() {
    double[] losses = {1, 2, Double.POSITIVE_INFINITY, 5};
    double[] clipped = {1, 2, 5, 5};
    Importance importance =
        FunctionalAnova.exact(names(2), new int[] {2, 2}, losses, Focus.WHOLE_SPACE);
    Importance same = FunctionalAnova.exact(names(2), new int[] {2, 2}, clipped, Focus.WHOLE_SPACE);
    assertThat(importance.diverged()).isEqualTo(1);
    assertThat(importance.warnings()).anyMatch(w -> w.contains("worst finite loss, 5.0"));
    assertThat(importance.singles()).isEqualTo(same.singles());
  }

  @Test
  void nothingToExplain_isSaid() {
    double[] diverged = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    assertThat(FunctionalAnova.exact(names(1), new int[] {2}, diverged, Focus.WHOLE_SPACE))
        .satisfies(i -> assertThat(i.singles().get(0).share()).isZero())
        .satisfies(i -> assertThat(i.warnings()).anyMatch(w -> w.contains("diverged")));
    assertThat(
            FunctionalAnova.exact(names(1), new int[] {2}, new double[] {.1, .1}, Focus.best(.5)))
        .satisfies(i -> assertThat(i.variance()).isZero())
        .satisfies(i -> assertThat(i.warnings()).anyMatch(w -> w.contains("no variance")));
    for (int count : new int[] {0, 1}) {
      Importance none =
          FunctionalAnova.sampled(
              names(1),
              List.of(new Axis.Numeric(false)),
              new double[count][1],
              new double[count],
              Focus.WHOLE_SPACE,
              ForestSettings.standard(),
              1);
      assertThat(none.singles()).hasSize(1);
      assertThat(none.warnings()).anyMatch(w -> w.contains("needs at least 2"));
    }
  }

  @Test
  void gridWithGaps_isRefused() {
    assertThatThrownBy(
            () ->
                FunctionalAnova.exact(
                    names(1), new int[] {2}, new double[] {1, Double.NaN}, Focus.WHOLE_SPACE))
        .hasMessageContaining("as a sample");
  }

  /** Axis 0 numeric, 1 conditional with inactive as its first level, 2 categorical, 3 numeric. */
  private static final List<Axis> MIXED =
      List.of(
          new Axis.Numeric(false),
          new Axis.Numeric(true),
          new Axis.Categorical(3, false),
          new Axis.Numeric(false));

  private static final int[] MIXED_LEVELS = {4, 4, 3, 2};

  private static double[] mixed(int[] point) {
    return new double[] {
      (point[0] + 0.5) / 4,
      point[1] == 0 ? Double.NaN : (point[1] - 0.5) / 3,
      (point[2] + 0.5) / 3,
      (point[3] + 0.5) / 2
    };
  }

  private static double mixedLoss(int[] p) {
    return (p[1] == 0 ? 3 : p[1]) * (p[2] == 1 ? 2 : 1) + p[0] * 0.7 + p[3] * p[0] * 0.2;
  }

  @Test
  void treeVariance_equalsTheGridOfItsPredictions() {
    int[][] grid = points(MIXED_LEVELS);
    double[][] rows = new double[grid.length * 8][];
    double[] losses = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = mixed(grid[i % grid.length]);
      losses[i] = mixedLoss(grid[i % grid.length]);
    }
    ForestSettings one = new ForestSettings(1, 40, 64, 1);
    for (long seed = 0; seed < 10; seed++) {
      RegressionForest forest = RegressionForest.fit(MIXED, rows, losses, one, seed);
      double[] predicted = Arrays.stream(grid).mapToDouble(p -> forest.predict(mixed(p))).toArray();
      Importance exact =
          FunctionalAnova.exact(names(4), MIXED_LEVELS, predicted, Focus.WHOLE_SPACE);
      Importance tree =
          FunctionalAnova.sampled(names(4), MIXED, rows, losses, Focus.WHOLE_SPACE, one, seed);
      List<Effect> all = new ArrayList<>(exact.singles());
      all.addAll(exact.pairs());
      List<Effect> found = new ArrayList<>(tree.singles());
      found.addAll(tree.pairs());
      for (Effect effect : all) {
        assertThat(share(found, effect.parameters().toArray(String[]::new)))
            .as("seed %d, %s", seed, effect.parameters())
            .isCloseTo(effect.share(), within(1e-9));
      }
    }
  }

  @Test
  void denseSample_comesCloseToTheGrid() {
    int[][] grid = points(MIXED_LEVELS);
    double[] losses = Arrays.stream(grid).mapToDouble(FunctionalAnovaTest::mixedLoss).toArray();
    Importance exact = FunctionalAnova.exact(names(4), MIXED_LEVELS, losses, Focus.WHOLE_SPACE);
    double[][] rows = Arrays.stream(grid).map(FunctionalAnovaTest::mixed).toArray(double[][]::new);
    Importance forest =
        FunctionalAnova.sampled(
            names(4), MIXED, rows, losses, Focus.WHOLE_SPACE, ForestSettings.standard(), 4);
    for (Effect effect : exact.singles()) {
      assertThat(share(forest.singles(), effect.parameters().get(0)))
          .as(effect.parameters().get(0))
          .isCloseTo(effect.share(), within(0.06));
    }
    assertThat(forest.pairs().get(0).parameters()).isEqualTo(exact.pairs().get(0).parameters());
    assertThat(forest.evidence())
        .isInstanceOfSatisfying(
            Evidence.Forest.class, f -> assertThat(f.outOfBagR2()).isGreaterThan(0.9));
    assertThat(forest.singles()).allSatisfy(e -> assertThat(e.low()).isLessThan(e.high()));
  }

  @Test
  void noise_isCalledWorthless_andSeedsRepeat() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] rows = new double[120][];
    Arrays.setAll(rows, i -> random.doubles(2).toArray());
    double[] losses = random.doubles(120).toArray();
    List<Axis> axes = List.of(new Axis.Numeric(false), new Axis.Numeric(false));
    Importance one =
        FunctionalAnova.sampled(
            names(2), axes, rows, losses, Focus.WHOLE_SPACE, ForestSettings.standard(), 9);
    Importance two =
        FunctionalAnova.sampled(
            names(2), axes, rows, losses, Focus.WHOLE_SPACE, ForestSettings.standard(), 9);
    assertThat(one.warnings()).anyMatch(w -> w.contains("tell nothing of the landscape"));
    assertThat(two).isEqualTo(one);
  }

  private static Grid grid() {
    return Grid.of(
        List.of(
            GridAxis.ordinal("depth", List.of("1", "2", "4", "8")),
            GridAxis.categorical("kind", List.of("a", "b", "c"))));
  }

  @Test
  void completeGridLandscape_isExact_inTheGridsOwnOrder() {
    double[] losses = losses(new int[] {4, 3}, p -> p[0] + 10 * p[1]);
    Importance importance =
        FunctionalAnova.of(
            GridLandscape.full(grid(), losses), Focus.WHOLE_SPACE, ForestSettings.standard(), 1);
    assertThat(importance.evidence()).isInstanceOf(Evidence.FullGrid.class);
    assertThat(share(importance.singles(), "depth"))
        .isCloseTo(1.25 / (1.25 + 200 / 3.0), within(1e-9));
  }

  @Test
  void gridLandscapeWithGaps_isASample() {
    double[] losses = losses(new int[] {4, 3}, p -> p[0] + 10 * p[1]);
    losses[5] = Double.NaN;
    Importance importance =
        FunctionalAnova.of(
            GridLandscape.full(grid(), losses),
            Focus.WHOLE_SPACE,
            new ForestSettings(32, 1, 64, 1),
            1);
    assertThat(importance.evidence()).isInstanceOf(Evidence.Forest.class);
    assertThat(importance.points()).isEqualTo(11);
    assertThat(importance.singles().get(0).parameters()).containsExactly("kind");
  }
}
