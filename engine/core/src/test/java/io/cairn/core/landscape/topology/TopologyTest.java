package io.cairn.core.landscape.topology;

import static io.cairn.core.landscape.topology.TopologyMetric.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridAxis;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.GridLandscapeBuilder;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final TopologySettings SETTINGS = TopologySettings.DEFAULT;

  private static TopologyReport analyze(GridLandscape landscape) {
    return Topology.analyze(landscape, SETTINGS);
  }

  private static GridLandscape smooth(Grid grid, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Landscapes.of(
        grid,
        levels -> {
          double loss = 0;
          for (int axis = 0; axis < levels.length; axis++) {
            double x = levels[axis] - 2 - 0.3 * axis;
            loss += 0.02 * x * x;
          }
          return loss + noise * random.nextDouble();
        });
  }

  // Ties and plateaus

  @Test
  void gentleSlope_isOneOptimum_whateverTheTolerance() {
    double[] slope = new double[200];
    Arrays.setAll(slope, i -> 0.009 * i);
    TopologyReport report = analyze(Landscapes.line(slope));
    assertThat(report.value(OPTIMA_PLATEAU_ABSOLUTE)).isOne();
    assertThat(report.value(OPTIMA_STRICT)).isOne();
    assertThat(report.value(NEUTRALITY_ABSOLUTE)).isOne();
  }

  @Test
  void slopeBetweenTwoWells_doesNotChainThemIntoOne() {
    double[] hill = new double[101];
    Arrays.setAll(hill, i -> 0.009 * (50 - Math.abs(i - 50)));
    TopologyReport report = analyze(Landscapes.line(hill));
    assertThat(report.value(OPTIMA_PLATEAU_ABSOLUTE)).isEqualTo(2);
    assertThat(report.value(NEUTRALITY_ABSOLUTE)).isOne();
  }

  @Test
  void exactTies_areOneOptimum_andNoneIfTheyHaveAnExit() {
    TopologyReport closed = analyze(Landscapes.line(3, 1, 1, 1, 3));
    assertThat(closed.value(OPTIMA_TIED)).isEqualTo(3);
    assertThat(closed.value(OPTIMA_STRICT)).isZero();
    assertThat(closed.value(OPTIMA_PLATEAU)).isOne();
    assertThat(closed.value(GLOBAL_OPTIMA)).isEqualTo(3);
    assertThat(closed.value(BASIN_SIZE)).isEqualTo(5);
    TopologyReport open = analyze(Landscapes.line(3, 1, 1, 1, 0));
    assertThat(open.value(OPTIMA_PLATEAU)).isOne();
    assertThat(open.value(OPTIMA_TIED)).isEqualTo(3);
    assertThat(open.value(BASIN_SIZE)).isEqualTo(5);
    assertThat(open.value(BASIN_STEPS)).isEqualTo((4 + 3 + 2 + 1) / 5.0);
    assertThat(open.value(ACCESSIBILITY)).isEqualTo(2 / 5.0);
    assertThat(open.value(ACCESSIBILITY_NEUTRAL)).isOne();
  }

  @Test
  void wiggleWithinTheTolerance_isNoFurtherOptimum() {
    TopologyReport report = analyze(Landscapes.line(0, 0.004, 0.001, 0.005, 0.5, 0.2, 0.9));
    assertThat(report.value(OPTIMA_STRICT)).isEqualTo(3);
    assertThat(report.value(OPTIMA_PLATEAU_ABSOLUTE)).isEqualTo(2);
  }

  @Test
  void constantLosses_areDefined() {
    TopologyReport report = analyze(Landscapes.of(Landscapes.grid(3, 4, true), levels -> 0.1));
    for (TopologyMetric undefined :
        List.of(
            ASSORTATIVITY,
            ASSORTATIVITY_PAPER,
            AUTOCORRELATION_PAPER,
            GAMMA,
            GRADIENT,
            FITNESS_DISTANCE,
            NEUTRALITY_DISTANCE_ABSOLUTE,
            FLATTENING,
            BASIN_SIZE_LOSS)) {
      assertThat(report.figure(undefined).defined()).as(undefined.label()).isFalse();
    }
    assertThat(report.value(NEUTRALITY_ABSOLUTE)).isOne();
    assertThat(report.value(OPTIMA_PLATEAU)).isOne();
    assertThat(report.value(OPTIMA_TIED)).isEqualTo(64);
    assertThat(report.value(ACCESSIBILITY)).isOne();
    assertThat(report.value(INFORMATION_CONTENT)).isZero();
    assertThat(report.value(BASIN_STEPS)).isZero();
  }

  // Small, empty and diverged

  @Test
  void oneConfigurationNoneAndDiverged_areDefined() {
    TopologyReport one = analyze(Landscapes.line(5));
    assertThat(one.value(OPTIMA_STRICT)).isOne();
    assertThat(one.value(ASSORTATIVITY)).isNaN();
    assertThat(one.value(ACCESSIBILITY)).isOne();
    Grid grid = Landscapes.grid(2, 3, true);
    TopologyReport none = analyze(new GridLandscapeBuilder(grid).build());
    assertThat(none.measured()).isZero();
    assertThat(none.value(OPTIMA_STRICT)).isZero();
    assertThat(none.figures()).hasSize(TopologyMetric.values().length);
    TopologyReport diverged = analyze(Landscapes.of(grid, levels -> INFINITE));
    assertThat(diverged.diverged()).isEqualTo(9);
    assertThat(diverged.value(OPTIMA_PLATEAU)).isZero();
    assertThat(diverged.value(GLOBAL_OPTIMA)).isZero();
    assertThat(diverged.value(ACCESSIBILITY)).isNaN();
  }

  @Test
  void divergedNode_isNoOptimum_andClimbsToTheBest() {
    TopologyReport report = analyze(Landscapes.line(INFINITE, INFINITE, 2, 1, INFINITE));
    assertThat(report.value(OPTIMA_STRICT)).isOne();
    assertThat(report.value(BASIN_SIZE)).isEqualTo(5);
    assertThat(report.value(ACCESSIBILITY)).isEqualTo(4 / 5.0);
    assertThat(report.value(ACCESSIBILITY_NEUTRAL)).isOne();
    assertThat(report.figure(ASSORTATIVITY).n()).isOne();
    assertThat(report.value(NEUTRALITY_ABSOLUTE)).isZero();
  }

  // Modes

  @Test
  void paperModes_areMarked_andLowerThanTheExactAutocorrelation() {
    TopologyReport report = analyze(smooth(Landscapes.grid(4, 7, true), 0.05, 1));
    Figure exact = report.figure(AUTOCORRELATION);
    Figure paper = report.figure(AUTOCORRELATION_PAPER);
    assertThat(exact.mode()).isEqualTo(Mode.EXACT);
    assertThat(paper.mode()).isEqualTo(Mode.PAPER);
    assertThat(exact.value()).isEqualTo(report.value(ASSORTATIVITY));
    // Each walk is centred by its own mean: the bias that keeps the two from being compared.
    assertThat(paper.value()).isLessThan(exact.value() - 0.1);
    assertThat(paper.n()).isEqualTo(1000);
    assertThat(report.figure(ASSORTATIVITY_PAPER).mode()).isEqualTo(Mode.PAPER);
    assertThat(report.figure(NEUTRALITY_RELATIVE).tolerance()).isEqualTo(Tolerance.RELATIVE);
    assertThat(report.figure(NEUTRALITY_ABSOLUTE).eps()).isEqualTo(0.01);
  }

  @Test
  void gradient_doesNotDependOnTheMeanOfTheLosses() {
    Grid grid = Landscapes.grid(2, 5, true);
    GridLandscape centred = Landscapes.of(grid, l -> l[0] + l[1] - 4);
    GridLandscape shifted = Landscapes.of(grid, l -> l[0] + l[1] + 96);
    assertThat(analyze(centred).value(GRADIENT))
        .isCloseTo(0.5, within(1e-9))
        .isCloseTo(analyze(shifted).value(GRADIENT), within(1e-9));
  }

  @Test
  void someMetrics_areTheSameAlone() {
    GridLandscape landscape = smooth(Landscapes.grid(4, 5, true), 0.1, 2);
    TopologyReport all = analyze(landscape);
    for (TopologyMetric metric : TopologyMetric.values()) {
      TopologyReport alone = Topology.analyze(landscape, SETTINGS, EnumSet.of(metric));
      assertThat(alone.figures()).containsExactly(all.figure(metric));
    }
    TopologyReport alone = Topology.analyze(landscape, SETTINGS, EnumSet.of(GAMMA));
    assertThatThrownBy(() -> alone.figure(ASSORTATIVITY)).hasMessageContaining("not computed");
  }

  // Invariances

  @Test
  void maximisedMetric_equalsItsNegative_toTheLastBit() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new IntegerParameter("a", 1, 5, Scale.LINEAR, 1),
                new CategoricalParameter("b", List.of("x", "y", "z")),
                new IntegerParameter("c", 1, 4, Scale.LINEAR, 1)),
            Map.of(),
            List.of());
    Grid grid = Grid.of(space, 9);
    SplittableRandom random = new SplittableRandom(5);
    LandscapeBuilder up =
        new LandscapeBuilder(space, new Measure("m", true, "r"), new double[] {1});
    LandscapeBuilder down =
        new LandscapeBuilder(space, new Measure("m", false, "r"), new double[] {1});
    for (long code = 0; code < grid.codes(); code++) {
      Configuration configuration = grid.configuration(code);
      double value = random.nextInt(40) / 100.0;
      up.add(configuration, 1, value, Double.NaN);
      down.add(configuration, 1, -value, Double.NaN);
    }
    Landscape maximised = up.build(Provenance.of("s", "n", Instant.EPOCH, "t"));
    Landscape minimised = down.build(Provenance.of("s", "n", Instant.EPOCH, "t"));
    assertThat(analyze(GridLandscape.of(maximised, 0, grid)))
        .isEqualTo(analyze(GridLandscape.of(minimised, 0, grid)));
  }

  @Test
  void rowOrderAndNames_doNotMatter() {
    Grid grid = Landscapes.grid(4, 4, true);
    GridLandscape landscape = smooth(grid, 0.2, 3);
    List<GridAxis> renamed = new ArrayList<>();
    for (int axis = 0; axis < 4; axis++) {
      renamed.add(GridAxis.ordinal("z" + (9 - axis), List.of("9", "10", "1", "x")));
    }
    List<Integer> codes = new ArrayList<>();
    for (int code = 0; code < grid.codes(); code++) {
      codes.add(code);
    }
    for (double share : new double[] {1, 0.6}) {
      GridLandscapeBuilder inOrder = new GridLandscapeBuilder(grid);
      GridLandscapeBuilder shuffled = new GridLandscapeBuilder(Grid.of(renamed));
      List<Integer> some = codes.subList(0, (int) (share * codes.size()));
      some.forEach(code -> inOrder.add(code, landscape.loss(code)));
      List<Integer> other = new ArrayList<>(some);
      Collections.shuffle(other, new Random(1));
      other.forEach(code -> shuffled.add(code, landscape.loss(code)));
      assertThat(analyze(shuffled.build())).isEqualTo(analyze(inOrder.build()));
    }
  }

  @Test
  void fullAndSampledForm_agree() {
    Grid grid = Landscapes.grid(4, 4, true);
    double[] losses = smooth(grid, 0.2, 3).losses();
    SplittableRandom random = new SplittableRandom(8);
    GridLandscapeBuilder builder = new GridLandscapeBuilder(grid);
    for (int code = 0; code < losses.length; code++) {
      losses[code] = random.nextInt(5) == 0 ? Double.NaN : losses[code];
      builder.add(code, losses[code]);
    }
    TopologyReport full = analyze(GridLandscape.full(grid, losses));
    TopologyReport sampled = analyze(builder.build());
    for (Figure figure : full.figures()) {
      if (figure.defined() && figure.metric() != AUTOCORRELATION_PAPER) {
        assertThat(sampled.value(figure.metric()))
            .as(figure.metric().label())
            .isCloseTo(figure.value(), within(1e-12 * Math.max(1, Math.abs(figure.value()))));
      }
    }
  }

  @Test
  void oneProcessorOrSeveral_sameBits() throws Exception {
    GridLandscape landscape = smooth(Landscapes.grid(5, 5, true), 0.1, 4);
    TopologyReport several = analyze(landscape);
    ForkJoinPool alone = new ForkJoinPool(1);
    ForkJoinPool crowd = new ForkJoinPool(7);
    try {
      assertThat(alone.submit(() -> analyze(landscape)).get()).isEqualTo(several);
      assertThat(crowd.submit(() -> analyze(landscape)).get()).isEqualTo(several);
    } finally {
      alone.shutdown();
      crowd.shutdown();
    }
  }

  // Samples and noise

  @Test
  void samples_haveIntervalsThatMostlyHoldTheTruth() {
    GridLandscape whole = smooth(Landscapes.grid(5, 5, true), 0.15, 6);
    List<TopologyMetric> metrics =
        List.of(
            ASSORTATIVITY,
            ASSORTATIVITY_PAPER,
            NEUTRALITY_ABSOLUTE,
            NEUTRALITY_RELATIVE,
            FITNESS_DISTANCE,
            GAMMA,
            GRADIENT,
            NEUTRALITY_DISTANCE_ABSOLUTE);
    TopologyReport truth = analyze(whole);
    int samples = 40;
    double best = Arrays.stream(whole.losses()).min().orElseThrow();
    for (TopologyMetric metric : metrics) {
      assertThat(truth.figure(metric).interval().present()).as(metric.label()).isFalse();
      int held = 0;
      for (long seed = 0; seed < samples; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        GridLandscapeBuilder builder = new GridLandscapeBuilder(whole.grid());
        for (int code = 0; code < whole.rows(); code++) {
          // The best node is there, else distances are to another optimum.
          if (random.nextDouble() < 0.5 || whole.loss(code) == best) {
            builder.add(code, whole.loss(code));
          }
        }
        Figure figure =
            Topology.analyze(builder.build(), SETTINGS, EnumSet.of(metric)).figure(metric);
        Interval interval = figure.interval();
        assertThat(interval.lower()).isLessThan(interval.upper());
        double value = truth.value(metric);
        held += interval.lower() <= value && value <= interval.upper() ? 1 : 0;
      }
      assertThat(held).as(metric.label()).isGreaterThanOrEqualTo(samples - 5);
    }
  }

  @Test
  void optimaOfASample_haveBoundsFromConfirmedToNotRefuted() {
    Grid grid = Landscapes.grid(1, 7, true);
    GridLandscapeBuilder builder = new GridLandscapeBuilder(grid);
    builder.add(0, 2).add(1, 1).add(2, 2).add(4, 0.5).add(6, 3);
    Figure figure = analyze(builder.build()).figure(OPTIMA_STRICT);
    assertThat(figure.value()).isEqualTo(3);
    assertThat(figure.interval()).isEqualTo(new Interval(1, 3));
    assertThat(figure.coverage()).isEqualTo(5 / 7.0);
  }

  @Test
  void repeats_giveNoiseAwareFigures() {
    Grid grid = Landscapes.grid(2, 12, true);
    SplittableRandom random = new SplittableRandom(11);
    GridLandscapeBuilder builder = new GridLandscapeBuilder(grid);
    for (int code = 0; code < grid.codes(); code++) {
      int[] levels = grid.levels(code, new int[2]);
      for (int repeat = 0; repeat < 4; repeat++) {
        double noise = 0.3 * (random.nextDouble() + random.nextDouble() - 1);
        builder.add(code, 0.1 * (levels[0] + levels[1]) + noise);
      }
    }
    TopologyReport report = analyze(builder.build());
    assertThat(report.value(OPTIMA_PLATEAU_NOISE)).isLessThan(report.value(OPTIMA_STRICT) / 2);
    assertThat(report.value(NEUTRALITY_NOISE)).isGreaterThan(0.5);
    assertThat(report.value(UNIMODAL)).isOne();
    assertThat(report.figure(OPTIMA_PLATEAU_NOISE).tolerance()).isEqualTo(Tolerance.NOISE);
    assertThat(analyze(Landscapes.line(1, 2)).figure(NEUTRALITY_NOISE).defined()).isFalse();
  }

  @Test
  void unimodality_startsWhereAWideIntervalCannotMislead() {
    GridLandscape line = Landscapes.line(5, 5, 1.5);
    double[] lower = {0, 5, 1};
    double[] upper = {10, 5, 2};
    // From the lowest lower bound, level 0, the wall of 5 hides level 2; but 5, 5, 1 fits.
    assertThat(Unimodality.test(line, lower, upper)).isEqualTo(new Unimodality(3, 3, 2));
    assertThat(Unimodality.test(Landscapes.line(1, 5, 1.5), 0.95).rejected()).isTrue();
    assertThatThrownBy(() -> Unimodality.test(line, upper, lower))
        .hasMessageContaining("lower end first");
    assertThatThrownBy(() -> Unimodality.test(line, new double[1], upper))
        .hasMessageContaining("one for each");
    assertThatThrownBy(() -> Unimodality.test(line, 1)).hasMessageContaining("confidence = 1.0");
  }

  @Test
  void settings_refuseWhatMeansNothing() {
    assertThatThrownBy(() -> SETTINGS.withEps(-1, 0)).hasMessageContaining("absoluteEps = -1.0");
    assertThatThrownBy(() -> SETTINGS.withEps(0, Double.NaN)).hasMessageContaining("relativeEps");
    assertThatThrownBy(() -> LocalOptimaNetwork.of(Landscapes.line(1), 0))
        .hasMessageContaining("most = 0");
  }
}
