package io.cairn.core.landscape.topology;

import static io.cairn.core.landscape.topology.TopologyMetric.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridLandscape;
import org.junit.jupiter.api.Test;

/** Landscapes whose figures are known without computing them. */
class TopologyAnchorsTest {
  private static TopologyReport analyze(GridLandscape landscape) {
    return Topology.analyze(landscape, TopologySettings.DEFAULT);
  }

  @Test
  void oneMax_isPerfectlyEasy() {
    int bits = 10;
    TopologyReport report = analyze(Landscapes.oneMax(bits));
    assertThat(report.value(FITNESS_DISTANCE)).isCloseTo(1, within(1e-12));
    assertThat(report.value(GAMMA)).isCloseTo(1, within(1e-12));
    assertThat(report.value(ASSORTATIVITY)).isCloseTo(1 - 2.0 / bits, within(1e-12));
    assertThat(report.value(OPTIMA_STRICT)).isOne();
    assertThat(report.value(OPTIMA_PLATEAU)).isOne();
    assertThat(report.value(GLOBAL_OPTIMA)).isOne();
    assertThat(report.value(BASIN_SIZE)).isEqualTo(1 << bits);
    assertThat(report.value(BASIN_STEPS)).isCloseTo(bits / 2.0, within(1e-12));
    assertThat(report.value(BASIN_RADIUS)).isEqualTo(bits);
    assertThat(report.value(ACCESSIBILITY)).isOne();
    assertThat(report.value(ESCAPE_RATE)).isZero();
    assertThat(report.value(NEUTRALITY_ABSOLUTE)).isZero();
    assertThat(report.figure(ASSORTATIVITY).n()).isEqualTo(bits * (1 << bits) / 2);
  }

  @Test
  void houseOfCards_hasNoStructure() {
    int bits = 13;
    Grid grid = Landscapes.grid(bits, 2, false);
    double gamma = 0;
    double r = 0;
    double optima = 0;
    for (long seed = 0; seed < 5; seed++) {
      TopologyReport report = analyze(Landscapes.houseOfCards(grid, seed));
      gamma += report.value(GAMMA) / 5;
      r += report.value(ASSORTATIVITY) / 5;
      optima += report.value(OPTIMA_STRICT) / 5;
    }
    assertThat(gamma).isCloseTo(0, within(0.02));
    assertThat(r).isCloseTo(0, within(0.02));
    assertThat(optima / grid.codes()).isCloseTo(1.0 / (bits + 1), within(0.005));
  }

  @Test
  void nk_growsRuggedWithK() {
    int n = 12;
    double before = Double.POSITIVE_INFINITY;
    double optimaBefore = 0;
    for (int k : new int[] {0, 2, 5, 11}) {
      double r = 0;
      double optima = 0;
      double gamma = 0;
      for (long seed = 0; seed < 4; seed++) {
        TopologyReport report = analyze(Landscapes.nk(n, k, seed));
        r += report.value(ASSORTATIVITY) / 4;
        optima += report.value(OPTIMA_PLATEAU) / 4;
        gamma += report.value(GAMMA) / 4;
      }
      assertThat(r).as("K %d", k).isLessThan(before);
      assertThat(r).as("K %d", k).isCloseTo(1 - (k + 1.0) / n, within(0.1)).isLessThan(before);
      assertThat(optima).as("K %d", k).isGreaterThan(optimaBefore);
      if (k == 0) {
        assertThat(optima).isOne();
        assertThat(gamma).isCloseTo(1, within(1e-9));
      }
      before = r;
      optimaBefore = optima;
    }
  }

  @Test
  void paraboloid_isUnimodalAndFlattensOut() {
    Grid grid = Landscapes.grid(3, 9, true);
    GridLandscape bowl =
        Landscapes.of(
            grid, l -> Math.pow(l[0] - 8, 2) + Math.pow(l[1] - 8, 2) + Math.pow(l[2] - 8, 2));
    TopologyReport report = analyze(bowl);
    // The best is the top level of every axis: the move into it must be there.
    assertThat(report.value(OPTIMA_STRICT)).isOne();
    assertThat(report.value(ACCESSIBILITY)).isOne();
    assertThat(report.value(FLATTENING)).isGreaterThan(0.9);
    assertThat(report.figure(ASSORTATIVITY).n()).isEqualTo(3 * 9 * 9 * 8);
    assertThat(report.value(GAMMA)).isCloseTo(1, within(1e-9));
    GridLandscape cone = Landscapes.of(grid, l -> Math.sqrt(24 - l[0] - l[1] - l[2]));
    assertThat(analyze(cone).value(FLATTENING)).isCloseTo(-1, within(1e-9));
  }

  @Test
  void neutralNearTheBest_isSeenByTheNeutralityDistanceCorrelation() {
    GridLandscape bowl = Landscapes.of(Landscapes.grid(1, 30, true), l -> l[0] * l[0] * 1e-3);
    assertThat(analyze(bowl).value(NEUTRALITY_DISTANCE_ABSOLUTE)).isGreaterThan(0.6);
    assertThat(analyze(bowl).value(NEUTRALITY_ABSOLUTE)).isBetween(0.1, 0.3);
  }

  @Test
  void localOptimaNetwork_ofTwoWells_isThatByHand() {
    LocalOptimaNetwork network = LocalOptimaNetwork.of(Landscapes.line(1, 0, 2, 3, 0.5), 9);
    // Basins {0, 1, 2} around level 1 and {3, 4} around level 4; level 2 steps to 1 or 3.
    assertThat(network.size()).isEqualTo(2);
    assertThat(network.code(0)).isEqualTo(1);
    assertThat(network.code(1)).isEqualTo(4);
    assertThat(network.basinSize(0)).isEqualTo(3);
    assertThat(network.basinSize(1)).isEqualTo(2);
    assertThat(network.weight(0, 0)).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(network.weight(1, 0)).isCloseTo(1.0 / 4, within(1e-12));
    assertThat(network.target(1, 0)).isZero();
    LocalOptimaNetwork one = LocalOptimaNetwork.of(Landscapes.line(1, 0, 2, 3, 0.5), 1);
    assertThat(one.size()).isOne();
    assertThat(one.found()).isEqualTo(2);
    assertThat(one.unlisted(0)).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(one.escapeRate(0)).isCloseTo(1.0 / 6, within(1e-12));
  }
}
