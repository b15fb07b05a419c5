package io.cairn.core.landscape.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridAxis;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.surrogate.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CartographerTest {
  private static final int[] LEVELS = {7, 6, 8};
  private static final MapSettings SETTINGS =
      new MapSettings(Proximity.UP_TO_TWO_STEPS, 16, 15, 120, 1, 20_000, 3);

  private static Terrain bowl() {
    double[] losses = new double[7 * 6 * 8];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = sq(i / 48 - 3.1) + sq(i / 8 % 6 - 2.2) + sq(i % 8 - 4.4);
    }
    return new Terrain.Grid(LEVELS, new boolean[3], losses);
  }

  private static double sq(double x) {
    return x * x;
  }

  private static Terrain sample(double[] losses) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] points = new double[losses.length][];
    for (int i = 0; i < points.length; i++) {
      double child = random.nextInt(3) == 0 ? Double.NaN : random.nextDouble();
      points[i] = new double[] {random.nextDouble(), child, random.nextDouble()};
    }
    return new Terrain.Sample(
        List.of(new Axis.Numeric(false), new Axis.Numeric(true), new Axis.Categorical(3, false)),
        points,
        losses);
  }

  @Test
  void sameSeed_givesTheSameBits_inConcurrentRunsToo() {
    LandscapeMap one = Cartographer.map(bowl(), SETTINGS);
    List<CompletableFuture<LandscapeMap>> others =
        List.of(
            CompletableFuture.supplyAsync(() -> Cartographer.map(bowl(), SETTINGS)),
            CompletableFuture.supplyAsync(() -> Cartographer.map(bowl(), SETTINGS)));
    for (CompletableFuture<LandscapeMap> other : others) {
      assertThat(other.join().map().x()).isEqualTo(one.map().x());
      assertThat(other.join().map().y()).isEqualTo(one.map().y());
    }
    MapSettings another = new MapSettings(Proximity.UP_TO_TWO_STEPS, 16, 15, 120, 1, 20_000, 4);
    assertThat(Cartographer.map(bowl(), another).map().x()).isNotEqualTo(one.map().x());
  }

  @Test
  void smoothGrid_keepsItsNeighbourhoods() {
    LandscapeMap map = Cartographer.map(bowl(), SETTINGS);
    assertThat(map.map().quality().trustworthiness()).isGreaterThan(0.75);
    assertThat(map.map().quality().continuity()).isGreaterThan(0.75);
    assertThat(map.rows()).hasSize(336);
    assertThat(map.warnings()).isEmpty();
    assertThat(map.ranks()[best(map)]).isZero();
  }

  private static int best(LandscapeMap map) {
    double[] losses = map.losses();
    int best = 0;
    for (int i = 0; i < losses.length; i++) {
      best = losses[i] < losses[best] ? i : best;
    }
    return best;
  }

  @Test
  void twoStepsAlone_tearAnOrderedGridApart() {
    MapSettings paper = new MapSettings(Proximity.TWO_STEPS, 16, 15, 120, 1, 20_000, 3);
    assertThat(Cartographer.map(bowl(), paper).map().quality().continuity())
        .isLessThan(Cartographer.map(bowl(), SETTINGS).map().quality().continuity() - 0.1);
  }

  @Test
  void largeLandscape_isSampledOverTheRanks_withTheBestAlways() {
    MapSettings few = new MapSettings(Proximity.UP_TO_TWO_STEPS, 8, 10, 50, 1, 60, 3);
    LandscapeMap map = Cartographer.map(bowl(), few);
    assertThat(map.rows()).hasSize(60).isSorted();
    assertThat(map.measured()).isEqualTo(336);
    assertThat(map.warnings()).anyMatch(w -> w.contains("a sample of 60 of 336"));
    double[] ranks = map.ranks();
    Arrays.sort(ranks);
    assertThat(ranks[0]).isZero();
    for (int i = 0; i < ranks.length; i++) {
      assertThat(ranks[i]).isCloseTo(i / 60.0, within(0.03));
    }
  }

  @Test
  void sampleWithInactiveAndDiverged_isMapped() {
    double[] losses = new SplittableRandom(2).doubles(150).toArray();
    losses[3] = Double.POSITIVE_INFINITY;
    losses[4] = Double.NaN;
    LandscapeMap map = Cartographer.map(sample(losses), SETTINGS);
    assertThat(map.rows()).hasSize(149).doesNotContain(4);
    assertThat(map.diverged()).isEqualTo(1);
    assertThat(map.map().x()).doesNotContain(Double.NaN);
    assertThat(map.ranks()[3]).isEqualTo(1);
  }

  @Test
  void constantLosses_showTheSpaceAlone() {
    LandscapeMap map = Cartographer.map(sample(new double[80]), SETTINGS);
    assertThat(map.map().method()).isEqualTo("UMAP of the space");
    assertThat(map.warnings()).anyMatch(w -> w.contains("no improving steps"));
    assertThat(map.ranks()).containsOnly(0.5);
  }

  @Test
  void allDiverged_isStillDrawn() {
    double[] losses = new double[40];
    Arrays.fill(losses, Double.POSITIVE_INFINITY);
    LandscapeMap map = Cartographer.map(sample(losses), SETTINGS);
    assertThat(map.diverged()).isEqualTo(40);
    assertThat(map.map().x()).hasSize(40).doesNotContain(Double.NaN);
  }

  @Test
  void fewPoints_giveBothPicturesAsPrincipalComponents() {
    for (int count = 0; count < 5; count++) {
      LandscapeMap map = Cartographer.map(sample(new double[count]), SETTINGS);
      assertThat(map.map()).isSameAs(map.baseline());
      assertThat(map.map().x()).hasSize(count).doesNotContain(Double.NaN);
      assertThat(map.warnings()).anyMatch(w -> w.contains("at least 5 measured"));
    }
  }

  @Test
  void spaceOfOneValue_isMapped() {
    LandscapeMap map =
        Cartographer.map(new Terrain.Sample(List.of(), new double[9][0], new double[9]), SETTINGS);
    assertThat(map.map().x()).hasSize(9);
  }

  @Test
  void nearnessCurve_hasThePublishedParameters() {
    NearnessCurve half = NearnessCurve.of(0.1); // umap-learn: a = 1.577, b = 0.895
    assertThat(half.a()).isCloseTo(1.577, within(0.005));
    assertThat(half.b()).isCloseTo(0.895, within(0.005));
    NearnessCurve one = NearnessCurve.of(1); // a = 0.115, b = 1.929
    assertThat(one.a()).isCloseTo(0.115, within(0.002));
    assertThat(one.b()).isCloseTo(1.929, within(0.01));
  }

  @Test
  void forceTable_isCloseToItsFunction() {
    ForceTable table = new ForceTable(d -> 1 / (1 + 0.3 * Math.pow(d, 1.7)));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000; i++) {
      double d = Math.pow(2, random.nextDouble(-30, 30));
      assertThat(table.at(d)).isCloseTo(1 / (1 + 0.3 * Math.pow(d, 1.7)), within(1e-4));
    }
  }

  @Test
  void gridLandscape_isMappedOnItsGrid_orAsPointsWhereSparse() {
    Grid grid =
        Grid.of(
            List.of(
                GridAxis.ordinal("depth", List.of("1", "2", "4", "8", "16")),
                GridAxis.categorical("kind", List.of("a", "b", "c"))));
    double[] losses = new SplittableRandom(1).doubles(15).toArray();
    LandscapeMap whole = Cartographer.map(GridLandscape.full(grid, losses), SETTINGS);
    assertThat(whole.graph()).isEqualTo("one step on the grid");
    Arrays.fill(losses, 0, 8, Double.NaN);
    LandscapeMap sparse = Cartographer.map(GridLandscape.full(grid, losses), SETTINGS);
    assertThat(sparse.graph()).startsWith("the 15 nearest");
    assertThat(sparse.rows()).containsExactly(8, 9, 10, 11, 12, 13, 14);
  }
}
