package io.cairn.core.landscape.topology;

import static io.cairn.core.landscape.topology.TopologyMetric.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.landscape.grid.GridLandscape;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopologyBruteForceTest {
  private static final int SEEDS = 300;
  private static final TopologySettings SETTINGS = TopologySettings.DEFAULT.withEps(0.031, 0.3);

  private static void same(double actual, double expected, String what, long seed) {
    if (Double.isNaN(expected) || Double.isNaN(actual)) {
      assertThat(actual).as("%s, seed %d", what, seed).isEqualTo(Double.valueOf(expected));
      return;
    }
    double margin = 1e-9 * Math.max(1, Math.abs(expected));
    assertThat(Math.abs(actual - expected))
        .as("%s: %s for %s, seed %d", what, actual, expected, seed)
        .isLessThanOrEqualTo(margin);
  }

  @Test
  void everyMetric_isThatOfItsDefinition() {
    for (long seed = 0; seed < SEEDS; seed++) {
      GridLandscape landscape = RandomLandscape.of(seed);
      BruteForce brute = new BruteForce(landscape);
      TopologyReport report = Topology.analyze(landscape, SETTINGS);
      same(report.value(ASSORTATIVITY), brute.assortativity(false), "assortativity", seed);
      same(report.value(ASSORTATIVITY_PAPER), brute.assortativity(true), "paper", seed);
      same(report.value(NEUTRALITY_ABSOLUTE), brute.neutrality(false, 0.031), "abs", seed);
      same(report.value(NEUTRALITY_RELATIVE), brute.neutrality(true, 0.3), "rel", seed);
      same(report.value(GAMMA), brute.gamma(), "gamma", seed);
      same(report.value(OPTIMA_STRICT), brute.strict(), "strict", seed);
      same(report.value(OPTIMA_TIED), brute.tied(), "tied", seed);
      same(report.value(OPTIMA_PLATEAU), brute.closedTies().size(), "ties", seed);
      same(report.value(OPTIMA_PLATEAU_ABSOLUTE), brute.plateaus(0.031), "plateaus", seed);
      Figure content = report.figure(INFORMATION_CONTENT);
      same(report.value(INFORMATION_CONTENT_EXACT), brute.informationContent(0), "H(0)", seed);
      same(content.value(), brute.informationContent(content.eps()), "H", seed);
      if (report.measured() > report.diverged()) {
        same(report.value(FITNESS_DISTANCE), brute.lossDistance(), "distance", seed);
        same(
            report.value(NEUTRALITY_DISTANCE_ABSOLUTE),
            brute.neutralityDistance(false, 0.031),
            "NDC",
            seed);
        same(report.value(ACCESSIBILITY), brute.accessible(false) / (double) brute.n, "acc", seed);
        same(
            report.value(ACCESSIBILITY_NEUTRAL),
            brute.accessible(true) / (double) brute.n,
            "acc over ties",
            seed);
      }
    }
  }

  @Test
  void basins_areThoseOfClimbs() {
    for (long seed = 0; seed < SEEDS; seed++) {
      GridLandscape landscape = RandomLandscape.of(seed);
      BruteForce brute = new BruteForce(landscape);
      TopologyReport report =
          Topology.analyze(landscape, SETTINGS, Set.of(BASIN_SIZE, BASIN_STEPS, ESCAPE_RATE));
      Map<Integer, Integer> sizes = new TreeMap<>();
      long steps = 0;
      long climbing = 0;
      for (int node = 0; node < brute.n; node++) {
        int[] climb = brute.climb(node);
        if (climb[0] >= 0) {
          sizes.merge(climb[0], 1, Integer::sum);
          steps += climb[1];
          climbing++;
        }
      }
      LocalOptimaNetwork network = LocalOptimaNetwork.of(landscape, 1000);
      assertThat(network.found()).as("seed %d", seed).isEqualTo(brute.closedTies().size());
      if (climbing > 0) {
        same(report.value(BASIN_SIZE), climbing / (double) sizes.size(), "size", seed);
        same(report.value(BASIN_STEPS), steps / (double) climbing, "steps", seed);
        double escape = 0;
        long members = 0;
        for (int i = 0; i < network.size(); i++) {
          members += network.basinSize(i);
          escape += network.escapeRate(i);
          assertThat(i == 0 || network.loss(i) >= network.loss(i - 1)).isTrue();
          assertThat(network.escapeRate(i)).isBetween(0.0, 1 + 1e-9);
        }
        assertThat(members).as("seed %d", seed).isEqualTo(climbing);
        same(report.value(ESCAPE_RATE), escape / network.size(), "escape", seed);
      }
    }
  }

  @Test
  void unimodality_isThatOfEveryStart() {
    int rejected = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      GridLandscape landscape = RandomLandscape.of(seed);
      BruteForce brute = new BruteForce(landscape);
      SplittableRandom random = new SplittableRandom(seed);
      double[] lower = landscape.losses();
      double[] upper = landscape.losses();
      double[] nodeLower = new double[brute.n];
      double[] nodeUpper = new double[brute.n];
      int node = 0;
      for (int row = 0; row < lower.length; row++) {
        lower[row] -= random.nextDouble() * 0.05;
        upper[row] += random.nextDouble() * 0.05;
        if (!Double.isNaN(landscape.loss(row))) {
          nodeLower[node] = lower[row];
          nodeUpper[node++] = upper[row];
        }
      }
      Unimodality test = Unimodality.test(landscape, lower, upper);
      assertThat(test.rejected())
          .as("seed %d", seed)
          .isNotEqualTo(brute.unimodal(nodeLower, nodeUpper));
      rejected += test.rejected() ? 1 : 0;
    }
    assertThat(rejected).isBetween(SEEDS / 10, SEEDS - SEEDS / 10);
  }
}
