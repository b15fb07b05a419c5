package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.space.Configuration;
import io.cairn.core.surrogate.Candidates;
import io.cairn.core.surrogate.Encoding;
import io.cairn.core.surrogate.GaussianProcess;
import io.cairn.core.surrogate.KernelShape;
import io.cairn.core.surrogate.LandscapeKernel;
import io.cairn.core.surrogate.LandscapePoint;
import io.cairn.core.surrogate.LossScale;
import io.cairn.core.surrogate.Normal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** {@link ShapeSearch} and {@link ScaleSearch}. */
class SearchesTest {
  private static final Encoding ENCODING = Bowls.BASIS.encoding();

  private static ShapeSearch.Figures usual() {
    return ShapeSearch.Figures.usual(new double[] {0.5, 0.5}, 2);
  }

  private static ShapeSearch.Figures found(
      int count, long seed, ToDoubleFunction<Configuration> value) {
    List<Trial> trials = new ArrayList<>();
    List<Configuration> places = Bowls.samples(Bowls.SQUARE, count, seed);
    for (int i = 0; i < count; i++) {
      trials.add(Bowls.reported(i, places.get(i), i % 3, 0));
    }
    double[] values = places.stream().mapToDouble(value).toArray();
    return new ShapeSearch(ENCODING, trials, values, usual()).search(3);
  }

  @Test
  void axisThatDoesNotMatter_getsALongerScale() {
    for (long seed = 0; seed < 10; seed++) {
      ShapeSearch.Figures x = found(30, seed, c -> Math.sin(9 * Bowls.x(c)));
      assertThat(x.scales()[1]).as("x matters, seed %d", seed).isGreaterThan(1.9 * x.scales()[0]);
      ShapeSearch.Figures y = found(30, seed, c -> Math.sin(9 * Bowls.y(c)));
      assertThat(y.scales()[0]).as("y matters, seed %d", seed).isGreaterThan(1.9 * y.scales()[1]);
    }
  }

  @Test
  void repeatsThatDisagree_areTakenForNoise() {
    SplittableRandom random = new SplittableRandom(1);
    List<Configuration> places = Bowls.samples(Bowls.SQUARE, 15, 2);
    List<Trial> trials = new ArrayList<>();
    double[] values = new double[30];
    for (int i = 0; i < 30; i++) {
      trials.add(Bowls.reported(i, places.get(i % 15), 2, 0));
      values[i] = Math.sin(4 * Bowls.x(places.get(i % 15))) + 0.3 * Normal.draw(random);
    }
    ShapeSearch.Figures found = new ShapeSearch(ENCODING, trials, values, usual()).search(3);
    assertThat(found.noise()).isGreaterThan(3.9 * ShapeSearch.NOISE);
    ShapeSearch.Figures smooth = found(40, 2, c -> 0.5 * Math.sin(4 * Bowls.x(c)));
    assertThat(smooth.noise()).isLessThan(1.1 * ShapeSearch.NOISE);
  }

  @Test
  void fewObservations_changeLittle() {
    for (long seed = 0; seed < 20; seed++) {
      ShapeSearch.Figures found = found(2, seed, c -> Bowls.x(c) - 0.5);
      for (double scale : found.scales()) {
        assertThat(scale).as("seed %d", seed).isBetween(0.24, 1.01);
      }
      assertThat(found.amplitude()).as("seed %d", seed).isBetween(0.24, 1.01);
      assertThat(found.level()).as("seed %d", seed).isBetween(0.19, 0.81);
    }
  }

  @Test
  void search_isDeterministic_andDoesNotChangeItsStart() {
    ShapeSearch.Figures one = found(25, 3, Bowls.bowl(0.2, 0.8));
    ShapeSearch.Figures two = found(25, 3, Bowls.bowl(0.2, 0.8));
    assertThat(two.scales()).isEqualTo(one.scales());
    assertThat(two.decays()).isEqualTo(one.decays());
    assertThat(List.of(two.amplitude(), two.level(), two.noise()))
        .isEqualTo(List.of(one.amplitude(), one.level(), one.noise()));
    ShapeSearch.Figures start = usual();
    List<Trial> trials = List.of(Bowls.reported(0, Bowls.at(0, 0), 0, 0));
    new ShapeSearch(ENCODING, trials, new double[] {3}, start).search(3);
    assertThat(start.scales()).isEqualTo(usual().scales());
    assertThat(start.decays()).isEqualTo(usual().decays());
  }

  // ---- scale -----------------------------------------------------------------------------------

  private static final LandscapeKernel KERNEL =
      new LandscapeKernel(
          new KernelShape(new double[] {0.4, 0.4}, new double[] {0.2, 0.2}),
          0.5,
          0.2,
          0.05,
          LandscapeKernel.Coefficients.NONE);

  /** Losses drawn from the very model, one after another. */
  private static List<ScaleSearch.Observation> drawn(LossScale truth, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GaussianProcess process = new GaussianProcess(KERNEL);
    List<ScaleSearch.Observation> all = new ArrayList<>();
    for (Configuration place : Bowls.samples(Bowls.SQUARE, count, seed)) {
      LandscapePoint point = Bowls.BASIS.plainPoint(place);
      int rung = random.nextInt(3);
      Candidates here = new Candidates(process, rung, List.of(point));
      here.update();
      double warped =
          here.mean(0)
              + here.deviation(0) * Normal.draw(random)
              + KERNEL.noise() * Normal.draw(random);
      process.observe(point, rung, warped);
      all.add(new ScaleSearch.Observation(point, rung, truth.loss(Math.min(0.97, warped))));
    }
    return all;
  }

  @Test
  void find_dataOfItsOwnModel_givesMedianAndSpreadWithinAFactor() {
    LossScale truth = new LossScale(50, 4);
    List<Double> off = new ArrayList<>();
    for (double usual : new double[] {1.5, 4, 10}) {
      for (long seed = 0; seed < 12; seed++) {
        LossScale found = ScaleSearch.find(KERNEL, drawn(truth, 40, seed), usual, 1);
        assertThat(found.spread())
            .as("usual %s, seed %d", usual, seed)
            .isBetween(truth.spread() / 4, truth.spread() * 4);
        assertThat(found.middle())
            .as("usual %s, seed %d", usual, seed)
            .isCloseTo(truth.middle(), within(2 * truth.spread()));
        off.add(Math.abs(Math.log(found.spread() / truth.spread())));
      }
    }
    off.sort(null);
    assertThat(off.get(off.size() / 2)).as("mostly").isLessThan(Math.log(2));
  }

  @Test
  void find_followsTheUnitOfTheLosses() {
    List<ScaleSearch.Observation> plain = drawn(new LossScale(0, 1), 20, 5);
    List<ScaleSearch.Observation> large =
        plain.stream()
            .map(o -> new ScaleSearch.Observation(o.point(), o.rung(), 1024 * o.loss()))
            .toList();
    LossScale one = ScaleSearch.find(KERNEL, plain, 1, 1);
    LossScale thousand = ScaleSearch.find(KERNEL, large, 1024, 1);
    assertThat(thousand.spread()).isCloseTo(1024 * one.spread(), within(1e-6));
    assertThat(thousand.middle()).isCloseTo(1024 * one.middle(), within(1e-6));
  }

  @Test
  void find_oneObservation_keepsTheUsualSpread() {
    List<ScaleSearch.Observation> one = drawn(new LossScale(7, 3), 1, 1);
    assertThat(ScaleSearch.find(KERNEL, one, 3, 1).spread()).isBetween(1.0, 9.0);
  }
}
