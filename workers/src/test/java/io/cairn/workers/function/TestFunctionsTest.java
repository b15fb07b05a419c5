package io.cairn.workers.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TestFunctionsTest {

  private static final Map<String, TestFunction> FUNCTIONS = Catalogue.functions();

  private static double at(String name, double... x) {
    return FUNCTIONS.get(name).loss(x, 1);
  }

  @Test
  void optima_areThoseOfTheLiterature() {
    assertThat(at("branin", -Math.PI, 12.275)).isCloseTo(0.397887, within(1e-6));
    assertThat(at("branin", Math.PI, 2.275)).isCloseTo(0.397887, within(1e-6));
    assertThat(at("branin", 9.42478, 2.475)).isCloseTo(0.397887, within(1e-6));
    assertThat(at("hartmann3", 0.114614, 0.555649, 0.852547)).isCloseTo(-3.86278, within(1e-5));
    assertThat(at("hartmann6", 0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573))
        .isCloseTo(-3.32237, within(1e-5));
    assertThat(at("six-hump-camel", 0.0898, -0.7126)).isCloseTo(-1.0316, within(1e-4));
    assertThat(at("six-hump-camel", -0.0898, 0.7126)).isCloseTo(-1.0316, within(1e-4));
    assertThat(at("currin", 0.216667, 0)).isCloseTo(-13.7987, within(1e-4));
    assertThat(at("borehole", 0.15, 100, 115_600, 1_110, 116, 700, 1_120, 12_045))
        .isCloseTo(-309.5756, within(1e-3));
    for (int inputs = 2; inputs < 6; inputs++) {
      double[] zeros = new double[inputs];
      double[] ones = new double[inputs];
      Arrays.fill(ones, 1);
      assertThat(at("sphere", zeros)).isZero();
      assertThat(at("ackley", zeros)).isCloseTo(0, within(1e-12));
      assertThat(at("rastrigin", zeros)).isCloseTo(0, within(1e-12));
      assertThat(at("rosenbrock", ones)).isZero();
      assertThat(at("levy", ones)).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void values_elsewhere_areThoseOfTheFormulas() {
    assertThat(at("branin", 0, 0)).isCloseTo(55.602113, within(1e-6));
    assertThat(at("rosenbrock", 0, 0, 0)).isEqualTo(2);
    assertThat(at("rastrigin", 1, 2)).isCloseTo(5, within(1e-9));
    assertThat(at("sphere", 1, 2, 3)).isEqualTo(14);
    assertThat(at("ackley", 1)).isCloseTo(20 - 20 * Math.exp(-0.2), within(1e-9));
    assertThat(at("levy", 5)).isCloseTo(1, within(1e-9));
    assertThat(FUNCTIONS.get("currin").loss(new double[] {0, 1e9}, 0))
        .isCloseTo(-0.3, within(1e-6));
  }

  @Test
  void optimum_isNotBeatenByRandomPoints() {
    Map<String, Double> optima =
        Map.of(
            "branin", 0.397887,
            "hartmann3", -3.86279,
            "hartmann6", -3.32238,
            "six-hump-camel", -1.03163,
            "currin", -13.79872,
            "borehole", -309.576,
            "levy", 0.0,
            "rastrigin", 0.0);
    optima.forEach(
        (name, optimum) -> {
          SplittableRandom random = new SplittableRandom(11);
          for (int i = 0; i < 5_000; i++) {
            double[] x = point(FUNCTIONS.get(name), random);
            assertThat(FUNCTIONS.get(name).loss(x, 1)).as(name).isGreaterThanOrEqualTo(optimum);
          }
        });
  }

  @Test
  void everyFunction_atEveryFidelity_isFinite() {
    SplittableRandom random = new SplittableRandom(3);
    FUNCTIONS.forEach(
        (name, function) -> {
          for (int i = 0; i < 500; i++) {
            assertThat(function.loss(point(function, random), 1e-9 + random.nextDouble(1)))
                .as(name)
                .isFinite();
          }
        });
  }

  @Test
  void everyFunction_ranksBetterWithMoreFidelity() {
    FUNCTIONS.forEach(
        (name, function) -> {
          double last = 0.2;
          for (double z : new double[] {1.0 / 81, 1.0 / 27, 1.0 / 9, 1.0 / 3, 2.0 / 3}) {
            double correlation = rankCorrelation(function, z);
            // Borehole's two fidelities rank alike all along, but for a few neighbours.
            assertThat(correlation).as("%s at %s", name, z).isGreaterThan(last - 1e-3);
            last = correlation;
          }
          assertThat(last).as(name).isGreaterThan(0.7);
          assertThat(rankCorrelation(function, 1)).as(name).isEqualTo(1);
        });
  }

  @Test
  void learningCurves_crossEarly_andRankCorrelationGrowsWithEveryRung() {
    for (int inputs = 2; inputs <= 6; inputs++) {
      TestFunction curve = FUNCTIONS.get("learning-curve");
      List<Double> correlations = new ArrayList<>();
      for (double level : new double[] {1, 3, 9, 27, 81}) {
        correlations.add(rankCorrelation(curve, level / 81, inputs));
      }
      assertThat(correlations).as("%d inputs: %s", inputs, correlations).isSorted();
      assertThat(correlations.get(0)).isLessThan(0.75);
      assertThat(correlations.get(4)).isEqualTo(1);
    }
  }

  @Test
  void learningCurves_fallFromOneToTheirEnd() {
    TestFunction curve = FUNCTIONS.get("learning-curve");
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 200; i++) {
      double[] x = point(curve, random);
      double last = 1;
      for (double z = 0.01; z <= 1; z += 0.03) {
        double loss = curve.loss(x, z);
        assertThat(loss).isLessThan(last).isPositive();
        last = loss;
      }
    }
  }

  @Test
  void descriptions_sayTheDomain() {
    assertThat(FUNCTIONS.get("branin").describe())
        .isEqualTo("branin takes 2 inputs: [-5, 10], [0, 15]");
    assertThat(FUNCTIONS.get("ackley").describe())
        .isEqualTo("ackley takes 1 or more inputs, each in [-32.768, 32.768]");
    assertThat(FUNCTIONS.get("borehole").describe()).contains("[0.05, 0.15], [100, 50000]");
  }

  private static double[] point(TestFunction function, SplittableRandom random) {
    return point(function, random, Math.max(2, function.minInputs()));
  }

  private static double[] point(TestFunction function, SplittableRandom random, int inputs) {
    List<TestFunction.Range> domain = function.domain(inputs);
    double[] x = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      x[i] = random.nextDouble(domain.get(i).low(), domain.get(i).high());
    }
    return x;
  }

  private static double rankCorrelation(TestFunction function, double z) {
    return rankCorrelation(function, z, Math.max(2, function.minInputs()));
  }

  /** Spearman's rank correlation with full fidelity. */
  private static double rankCorrelation(TestFunction function, double z, int inputs) {
    SplittableRandom random = new SplittableRandom(9);
    int n = 1_000;
    double[] some = new double[n];
    double[] full = new double[n];
    for (int i = 0; i < n; i++) {
      double[] x = point(function, random, inputs);
      some[i] = function.loss(x, z);
      full[i] = function.loss(x, 1);
    }
    int[] a = ranks(some);
    int[] b = ranks(full);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) (a[i] - b[i]) * (a[i] - b[i]);
    }
    return 1 - 6 * sum / ((double) n * ((double) n * n - 1));
  }

  private static int[] ranks(double[] values) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> values[i]));
    int[] ranks = new int[values.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[order.get(i)] = i;
    }
    return ranks;
  }
}
