package io.cairn.core.landscape.sample;

import static io.cairn.core.landscape.sample.SampleMetric.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.surrogate.UnitAxes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleMetricsTest {
  private static final SampleSettings QUICK = new SampleSettings(1000, 40, 0.95, 1);
  private static final SearchSpace CUBE =
      new SearchSpace(List.of(real("a"), real("b"), real("c")), Map.of(), List.of());
  private static final UnitAxes AXES = UnitAxes.of(CUBE);

  private static RealParameter real(String name) {
    return new RealParameter(name, 0, 1, Scale.LINEAR, OptionalDouble.empty());
  }

  private static double[][] points(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, n)
        .mapToObj(i -> random.doubles(3).toArray())
        .toArray(double[][]::new);
  }

  private static SampleAnalysis analyse(double[][] points, ToDoubleFunction<double[]> loss) {
    double[] losses = Arrays.stream(points).mapToDouble(loss).toArray();
    return SampleMetrics.analyse(LandscapeSample.of(AXES, points, losses), QUICK);
  }

  private static double sphere(double[] x) {
    return Arrays.stream(x).map(one -> (one - 0.4) * (one - 0.4)).sum();
  }

  @Test
  void plane_isLinearAndSmooth() {
    SampleAnalysis plane = analyse(points(400, 1), x -> 2 * x[0] - x[1] + 0.5 * x[2]);
    assertThat(plane.of(LINEAR_R2).value()).isCloseTo(1, within(1e-9));
    assertThat(plane.of(LINEAR_R2).low()).isCloseTo(1, within(1e-6));
    assertThat(plane.of(NEIGHBOUR_CORRELATION).low()).isGreaterThan(0.8);
    assertThat(plane.of(PARTIAL_INFORMATION).value()).isLessThan(0.6);
    assertThat(plane.note()).isEqualTo("400 of 400 measured points.");
  }

  @Test
  void metaModels_seeWhatTheyHaveTermsFor() {
    SampleAnalysis saddle = analyse(points(400, 2), x -> (x[0] - .5) * (x[1] - .5));
    assertThat(saddle.of(LINEAR_R2).value()).isLessThan(0.1);
    assertThat(saddle.of(QUADRATIC_R2).value()).isLessThan(0.1);
    assertThat(saddle.of(LINEAR_INTERACTIONS_R2).value()).isCloseTo(1, within(1e-9));
    assertThat(saddle.of(QUADRATIC_INTERACTIONS_R2).value()).isCloseTo(1, within(1e-9));
    SampleAnalysis bowl = analyse(points(400, 3), SampleMetricsTest::sphere);
    assertThat(bowl.of(LINEAR_R2).value()).isLessThan(0.6);
    assertThat(bowl.of(QUADRATIC_R2).value()).isCloseTo(1, within(1e-9));
  }

  @Test
  void bowl_isOneFunnel() {
    SampleAnalysis bowl = analyse(points(800, 4), SampleMetricsTest::sphere);
    assertThat(bowl.of(FITNESS_DISTANCE).low()).isGreaterThan(0.9);
    assertThat(bowl.of(DISPERSION_02).high()).isLessThan(bowl.of(DISPERSION_25).low());
    assertThat(bowl.of(DISPERSION_10).high()).isLessThan(0.8);
    SampleAnalysis noise = noise(800, 4);
    assertThat(bowl.of(NBC_MEAN_RATIO).low()).isGreaterThan(noise.of(NBC_MEAN_RATIO).high());
    assertThat(bowl.of(NBC_INDEGREE_CORRELATION).high()).isNegative();
  }

  private static SampleAnalysis noise(int n, long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    return analyse(points(n, seed), x -> random.nextDouble());
  }

  @Test
  void noise_hasNoShape() {
    SampleAnalysis noise = noise(800, 5);
    assertThat(noise.of(NEIGHBOUR_CORRELATION).value()).isCloseTo(0, within(0.15));
    assertThat(noise.of(LINEAR_R2).value()).isCloseTo(0, within(0.03));
    assertThat(noise.of(QUADRATIC_INTERACTIONS_R2).value()).isCloseTo(0, within(0.05));
    assertThat(noise.of(DISPERSION_25).value()).isCloseTo(1, within(0.08));
    // Of independent losses two of three steps turn.
    assertThat(noise.of(PARTIAL_INFORMATION).value()).isCloseTo(2.0 / 3, within(0.06));
    SampleAnalysis bowl = analyse(points(800, 5), SampleMetricsTest::sphere);
    assertThat(noise.of(SETTLING_SENSITIVITY).value())
        .isGreaterThan(bowl.of(SETTLING_SENSITIVITY).value());
    assertThat(noise.of(INFORMATION_CONTENT).value())
        .isGreaterThan(bowl.of(INFORMATION_CONTENT).value());
  }

  @Test
  void nearestNeighbours_agreeWithBruteForce() {
    double[][] points = points(60, 6);
    double[] losses = Arrays.stream(points).mapToDouble(x -> Math.sin(9 * x[0]) + x[1]).toArray();
    SampleAnalysis analysis =
        SampleMetrics.analyse(LandscapeSample.of(AXES, points, losses), QUICK);
    double near = 0;
    double better = 0;
    int n = 0;
    for (int i = 0; i < 60; i++) {
      int own = i;
      double[] distances =
          IntStream.range(0, 60).mapToDouble(j -> AXES.distance(points[own], points[j])).toArray();
      double nearest =
          IntStream.range(0, 60)
              .filter(j -> j != own)
              .mapToDouble(j -> distances[j])
              .min()
              .orElseThrow();
      var lower =
          IntStream.range(0, 60)
              .filter(j -> losses[j] < losses[own])
              .mapToDouble(j -> distances[j])
              .min();
      if (lower.isPresent()) {
        near += nearest;
        better += lower.getAsDouble();
        n++;
      }
    }
    assertThat(n).isEqualTo(59);
    assertThat(analysis.of(NBC_MEAN_RATIO).value()).isCloseTo(near / better, within(1e-6));
    int[] sorted =
        IntStream.range(0, 60)
            .boxed()
            .sorted((i, j) -> Double.compare(losses[i], losses[j]))
            .mapToInt(i -> i)
            .toArray();
    assertThat(analysis.of(DISPERSION_10).value())
        .isCloseTo(mean(points, sorted, 6) / mean(points, sorted, 60), within(1e-6));
    assertThat(analysis.of(DISPERSION_02).known()).isFalse(); // one point has no distance
  }

  private static double mean(double[][] points, int[] sorted, int count) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        sum += AXES.distance(points[sorted[i]], points[sorted[j]]);
        n++;
      }
    }
    return sum / n;
  }

  @Test
  void rowOrder_changesNothing() {
    double[][] points = points(150, 7);
    for (double[] point : points) {
      point[0] = Math.round(point[0] * 3) / 3.0; // many equal distances
      point[1] = Math.round(point[1] * 3) / 3.0;
    }
    double[][] reversed = new double[150][];
    for (int i = 0; i < 150; i++) {
      reversed[i] = points[149 - i];
    }
    ToDoubleFunction<double[]> loss = x -> Math.round(4 * sphere(x)) + x[2];
    assertThat(analyse(reversed, loss)).isEqualTo(analyse(points, loss));
  }

  @Test
  void maximisedMetric_isTheSameLandscape() {
    Landscape[] landscapes = new Landscape[2];
    for (int maximize = 0; maximize < 2; maximize++) {
      LandscapeBuilder builder =
          new LandscapeBuilder(CUBE, new Measure("m", maximize == 1, "epoch"), new double[] {1});
      for (double[] point : points(80, 8)) {
        builder.add(CUBE.decode(point), 1, maximize == 1 ? -sphere(point) : sphere(point), 1);
      }
      landscapes[maximize] = builder.build(Provenance.of("s", "l", Instant.EPOCH, "test"));
    }
    assertThat(SampleMetrics.analyse(LandscapeSample.of(landscapes[0], 0), QUICK))
        .isEqualTo(SampleMetrics.analyse(LandscapeSample.of(landscapes[1], 0), QUICK));
  }

  @Test
  void weights_undoThePreferenceOfTheSearch() {
    SplittableRandom random = new SplittableRandom(9);
    double[][] points = new double[6000][];
    double[] inverse = new double[points.length];
    double[] losses = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      points[i] = random.doubles(3).toArray();
      // The first coordinate has the density 2 - 1.8 u, which prefers low ones.
      double u = random.nextDouble();
      points[i][0] = (2 - Math.sqrt(4 - 3.6 * u * 1.1)) / 1.8;
      inverse[i] = 1.1 / (2 - 1.8 * points[i][0]);
      losses[i] = sphere(points[i]);
    }
    LandscapeSample biased = LandscapeSample.of(AXES, points, losses);
    SampleAnalysis fair = analyse(points(1000, 10), SampleMetricsTest::sphere);
    SampleAnalysis corrected = SampleMetrics.analyse(biased.weighted(inverse), QUICK);
    assertThat(corrected.note()).contains("thinned to a uniform sample");
    for (SampleMetric metric : List.of(LINEAR_R2, DISPERSION_25)) {
      assertThat(corrected.of(metric).value())
          .as(metric.title())
          .isBetween(fair.of(metric).low() - 0.05, fair.of(metric).high() + 0.05);
    }
    double bias =
        Math.abs(
            SampleMetrics.analyse(biased, QUICK).of(LINEAR_R2).value()
                - fair.of(LINEAR_R2).value());
    assertThat(Math.abs(corrected.of(LINEAR_R2).value() - fair.of(LINEAR_R2).value()))
        .isLessThan(bias);
  }

  @Test
  void restrictedTo_looksAtTheRandomPartAlone() {
    double[][] points = points(200, 11);
    double[] losses = Arrays.stream(points).mapToDouble(SampleMetricsTest::sphere).toArray();
    double[][] part = Arrays.copyOf(points, 90);
    assertThat(
            SampleMetrics.analyse(
                LandscapeSample.of(AXES, points, losses).restrictedTo(i -> i < 90), QUICK))
        .isEqualTo(
            SampleMetrics.analyse(
                LandscapeSample.of(AXES, part, Arrays.copyOf(losses, 90)), QUICK));
  }

  @Test
  void intervals_coverTheFigureOfFreshSamples() {
    ToDoubleFunction<double[]> loss =
        x -> sphere(x) + 0.2 * Math.sin(15 * x[0]) * Math.sin(11 * x[1]);
    int n = 150;
    double[] mean = new double[SampleMetric.values().length];
    SampleAnalysis[] runs = new SampleAnalysis[60];
    for (int run = 0; run < runs.length; run++) {
      runs[run] = analyse(points(n, 1000 + run), loss);
      for (SampleMetric metric : SampleMetric.values()) {
        mean[metric.ordinal()] += runs[run].of(metric).value() / runs.length;
      }
    }
    for (SampleMetric metric : SampleMetric.values()) {
      double expected = mean[metric.ordinal()];
      long held =
          Arrays.stream(runs)
              .map(run -> run.of(metric))
              .filter(one -> one.low() <= expected && expected <= one.high())
              .count();
      System.out.println(
          metric.title()
              + ": "
              + held
              + " of 60 intervals hold the mean, e.g. "
              + runs[0].of(metric));
      assertThat(held).as(metric.title()).isGreaterThanOrEqualTo(48);
    }
  }

  @Test
  void conditionalSpace_treatsInactiveAsAValueOfItsOwn() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new CategoricalParameter("booster", List.of("tree", "dart", "linear")),
                real("x"),
                real("drop")),
            Map.of("drop", new Condition.Equals("booster", "dart")),
            List.of());
    LandscapeBuilder builder =
        new LandscapeBuilder(space, new Measure("m", false, "epoch"), new double[] {1});
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < 300; i++) {
      Configuration one = space.sample(random).orElseThrow();
      double drop = one.isActive(2) ? (Double) one.value(2) : 0;
      double offset = one.value(0).equals("linear") ? 3 : one.isActive(2) ? 1 : 0;
      builder.add(one, 1, offset + (Double) one.value(1) + 2 * drop, 1);
    }
    Landscape landscape = builder.build(Provenance.of("s", "l", Instant.EPOCH, "test"));
    SampleAnalysis analysis = SampleMetrics.analyse(LandscapeSample.of(landscape, 0), QUICK);
    assertThat(analysis.of(LINEAR_R2).value()).isCloseTo(1, within(1e-9));
    assertThat(analysis.of(NEIGHBOUR_CORRELATION).value()).isGreaterThan(0.9);
  }

  @Test
  void degenerateSamples_areUnknownNotWrong() {
    for (int n : new int[] {0, 1, 9}) {
      SampleAnalysis few = analyse(points(n, 13), SampleMetricsTest::sphere);
      assertThat(few.used()).isEqualTo(n);
      assertThat(few.note()).contains("at least 10 are needed");
      assertThat(few.figures().values()).noneMatch(one -> one.known());
    }
    assertThat(analyse(points(50, 14), x -> 1).figures().values()).noneMatch(one -> one.known());
    SampleAnalysis diverged = analyse(points(50, 15), x -> Double.POSITIVE_INFINITY);
    assertThat(diverged.diverged()).isEqualTo(50);
    assertThat(diverged.figures().values()).noneMatch(one -> one.known());
    SampleAnalysis same = analyse(new double[50][3], x -> 1);
    assertThat(same.figures().values()).noneMatch(one -> one.known());
    SampleAnalysis mixed =
        analyse(
            points(200, 16),
            x -> x[0] < .1 ? Double.NaN : x[1] > .9 ? Double.POSITIVE_INFINITY : sphere(x));
    assertThat(mixed.measured()).isBetween(150, 199).isEqualTo(mixed.used());
    assertThat(mixed.diverged()).isPositive();
    assertThat(mixed.of(NEIGHBOUR_CORRELATION).known()).isTrue();
  }

  @Test
  void duplicatePoints_areSurvived() {
    double[][] points = points(100, 17);
    for (int i = 50; i < 100; i++) {
      points[i] = points[i - 50].clone();
    }
    SplittableRandom random = new SplittableRandom(18);
    SampleAnalysis analysis = analyse(points, x -> sphere(x) + 0.01 * random.nextDouble());
    assertThat(analysis.of(NBC_MEAN_RATIO).known()).isTrue();
    assertThat(analysis.of(INFORMATION_CONTENT).known()).isTrue();
  }

  @Test
  void manyPoints_areCappedAndSaySo() {
    SampleAnalysis many =
        SampleMetrics.analyse(
            LandscapeSample.of(
                AXES,
                points(20_000, 19),
                Arrays.stream(points(20_000, 19)).mapToDouble(SampleMetricsTest::sphere).toArray()),
            new SampleSettings(300, 20, 0.95, 1));
    assertThat(many.used()).isEqualTo(300);
    assertThat(many.note()).startsWith("300 of 20000 measured points: a random part");
    assertThat(many.of(QUADRATIC_R2).value()).isCloseTo(1, within(1e-9));
  }

  @Test
  void badInput_isRefused() {
    assertThatThrownBy(() -> LandscapeSample.of(AXES, new double[2][3], new double[3]))
        .hasMessageContaining("2 points need one loss each");
    assertThatThrownBy(() -> LandscapeSample.of(AXES, new double[1][2], new double[1]))
        .hasMessageContaining("2 coordinates");
    LandscapeSample sample = LandscapeSample.of(AXES, new double[1][3], new double[1]);
    assertThatThrownBy(() -> sample.weighted(new double[] {-1})).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new SampleSettings(5, 40, .95, 1))
        .hasMessageContaining("maxPoints = 5");
  }
}
