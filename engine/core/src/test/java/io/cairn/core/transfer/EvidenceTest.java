package io.cairn.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.surrogate.Normal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final int N = 24;

  private static double[] normals(int n, SplittableRandom random) {
    double[] all = new double[n];
    for (int i = 0; i < n; i++) {
      all[i] = Normal.draw(random);
    }
    return all;
  }

  /** Correlated with some values. */
  private static double[] like(double[] values, double correlation, SplittableRandom random) {
    double[] all = normals(values.length, random);
    double rest = Math.sqrt(1 - correlation * correlation);
    for (int i = 0; i < all.length; i++) {
      all[i] = correlation * values[i] + rest * all[i];
    }
    return all;
  }

  private static double[] mapped(double[] values, DoubleUnaryOperator map) {
    return Arrays.stream(values).map(map).toArray();
  }

  private static double[][] independent(int priors, SplittableRandom random) {
    double[][] expectations = new double[priors][];
    for (int k = 0; k < priors; k++) {
      expectations[k] = normals(N, random);
    }
    return expectations;
  }

  @Test
  void logBayesFactor_isTheRatioOfTheDensities() {
    double[] a = {0.3, -1.2, 2};
    double[] b = {-1.2, 2, 0.3};
    double r = 0.6;
    double expected = 0;
    for (int i = 0; i < 3; i++) {
      double rest = 1 - r * r;
      double joint =
          Math.exp(-(a[i] * a[i] - 2 * r * a[i] * b[i] + b[i] * b[i]) / (2 * rest))
              / (2 * Math.PI * Math.sqrt(rest));
      expected += Math.log(joint / (Normal.density(a[i]) * Normal.density(b[i])));
    }
    double squares = 0.09 + 1.44 + 4;
    assertThat(Evidence.logBayesFactor(a, b, squares, r)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void logSumExp_ofFarApartAndHugeLogs_isFinite() {
    assertThat(Evidence.logSumExp(new double[] {Math.log(2), Math.log(3)}))
        .isCloseTo(Math.log(5), within(1e-12));
    assertThat(Evidence.logSumExp(new double[] {-2000, -2000}))
        .isCloseTo(-2000 + Math.log(2), within(1e-9));
    assertThat(Evidence.logSumExp(new double[] {3000, -3000})).isEqualTo(3000);
  }

  @Test
  void log_perfectOrder_provesAsManyAreSeen() {
    double before = 0;
    for (int n : new int[] {4, 8, 16, N}) {
      double[] losses = normals(n, new SplittableRandom(n));
      Evidence evidence = Evidence.of(new double[][] {mapped(losses, Math::exp)}, losses);
      assertThat(evidence.log()).as("n = %d", n).isGreaterThan(before + 0.3);
      assertThat(evidence.ofEach()[0]).isGreaterThan(0);
      assertThat(evidence.ofEachContrary()[0]).isLessThan(0);
      before = evidence.log();
    }
    assertThat(before).isGreaterThan(4);
  }

  @Test
  void log_reversed_provesToo_butLessThanAsTheyAre() {
    double[] losses = normals(N, new SplittableRandom(1));
    double[][] reversed = {mapped(losses, x -> -x)};
    double straight = Evidence.of(new double[][] {losses}, losses).log();
    Evidence evidence = Evidence.of(reversed, losses);
    assertThat(evidence.log())
        .isGreaterThan(3)
        .isCloseTo(straight + Math.log(Evidence.CONTRARY / (1 - Evidence.CONTRARY)), within(0.01));
    assertThat(evidence.ofEach()[0]).isLessThan(0);
    assertThat(evidence.ofEachContrary()[0]).isGreaterThan(3);
  }

  @Test
  void log_independent_isNearlyAlwaysBelowZero() {
    for (int priors : new int[] {1, 5, 40}) {
      double seeds = 400;
      int proved = 0;
      int strongly = 0;
      for (long seed = 0; seed < seeds; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        double log = Evidence.of(independent(priors, random), normals(N, random)).log();
        proved += log > 0 ? 1 : 0;
        strongly += log > 3 ? 1 : 0;
      }
      assertThat(proved / seeds).as("%d priors", priors).isLessThan(0.2);
      assertThat(strongly / seeds).as("%d priors, strongly", priors).isLessThan(0.02);
    }
  }

  /** What cannot be told apart proves nothing, neither for nor against. */
  @Test
  void log_constantOnEitherSide_isZero() {
    for (int n : new int[] {1, 2, 4, 10, N}) {
      for (int priors : new int[] {1, 7, 10}) {
        SplittableRandom random = new SplittableRandom(n);
        double[][] expectations = new double[priors][];
        for (int k = 0; k < priors; k++) {
          expectations[k] = normals(n, random);
        }
        String which = "n = " + n + ", " + priors + " priors";
        Evidence losses = Evidence.of(expectations, new double[n]);
        assertThat(losses.log()).as(which).isZero();
        assertThat(losses.ofEach()).as(which).containsOnly(0);
        assertThat(losses.ofEachContrary()).as(which).containsOnly(0);
        assertThat(Evidence.of(new double[priors][n], normals(n, random)).log()).as(which).isZero();
        assertThat(Evidence.of(new double[priors][n], new double[n]).log()).as(which).isZero();
      }
    }
  }

  @Test
  void log_independentWithMostLossesTied_hardlyEverProvesMuch() {
    for (int tied : new int[] {12, 20, 22}) {
      double seeds = 400;
      int proved = 0;
      int strongly = 0;
      for (long seed = 0; seed < seeds; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] losses = normals(N, random);
        Arrays.fill(losses, 0, tied, Double.POSITIVE_INFINITY);
        double log = Evidence.of(independent(3, random), losses).log();
        proved += log > 0 ? 1 : 0;
        strongly += log > 2 ? 1 : 0;
      }
      assertThat(proved / seeds).as("%d of %d tied", tied, N).isLessThan(0.35);
      assertThat(strongly / seeds).as("%d of %d tied, strongly", tied, N).isLessThan(0.05);
    }
  }

  @Test
  void log_monotoneMapsOfEitherSide_changeNothing() {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] losses = normals(N, random);
      double[][] expectations = {like(losses, 0.5, random)};
      Evidence evidence = Evidence.of(expectations, losses);
      Evidence moved = Evidence.of(expectations, mapped(losses, x -> 1e6 * Math.exp(x) - 7));
      Evidence other = Evidence.of(new double[][] {mapped(expectations[0], Math::atan)}, losses);
      assertThat(moved.log()).as("losses, seed %d", seed).isEqualTo(evidence.log());
      assertThat(other.log()).as("expectations, seed %d", seed).isEqualTo(evidence.log());
    }
  }

  /** Two that diverged are equally bad, and worse than what did not. */
  @Test
  void log_infiniteLosses_areTheWorstAndEqual() {
    double[] expected = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] losses = expected.clone();
    losses[8] = Double.POSITIVE_INFINITY;
    losses[9] = Double.POSITIVE_INFINITY;
    double diverged = Evidence.of(new double[][] {expected}, losses).log();
    double[] tied = expected.clone();
    tied[8] = 100;
    tied[9] = 100;
    assertThat(diverged)
        .isFinite()
        .isGreaterThan(1)
        .isEqualTo(Evidence.of(new double[][] {expected}, tied).log());
    double[] all = new double[10];
    Arrays.fill(all, Double.POSITIVE_INFINITY);
    assertThat(Evidence.of(new double[][] {expected}, all).log()).isZero();
  }

  @Test
  void ofEach_tenHonestOfAHundredReversed_tellsThemApart() {
    for (long seed = 0; seed < 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] losses = normals(N, random);
      double[][] expectations = new double[100][];
      for (int k = 0; k < 100; k++) {
        double[] honest = like(losses, 0.9, random);
        expectations[k] = k % 10 == 3 ? honest : mapped(honest, x -> -x);
      }
      Evidence evidence = Evidence.of(expectations, losses);
      assertThat(evidence.log()).as("seed %d", seed).isGreaterThan(0);
      for (int k = 0; k < 100; k++) {
        double straight = evidence.ofEach()[k];
        double turned = evidence.ofEachContrary()[k];
        assertThat(straight > turned).as("seed %d, prior %d", seed, k).isEqualTo(k % 10 == 3);
      }
    }
  }

  /** The mean of many weak ones is heard where no single one would be. */
  @Test
  void log_manyWeakPriors_areProvedByTheirMean() {
    int proved = 0;
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] losses = normals(N, random);
      double[][] expectations = new double[50][];
      for (int k = 0; k < 50; k++) {
        expectations[k] = like(losses, 0.3, random);
      }
      proved += Evidence.of(expectations, losses).log() > 2 ? 1 : 0;
    }
    assertThat(proved).isGreaterThan(45);
  }

  @Test
  void noPriors_saysNothing() {
    Evidence evidence = Evidence.of(new double[0][], new double[] {1, 2, 3});
    assertThat(evidence.log()).isZero();
    assertThat(evidence.ofEach()).isEmpty();
  }

  @Test
  void ofEach_isACopy() {
    Evidence evidence = Evidence.of(new double[][] {{1, 2, 3}}, new double[] {1, 2, 3});
    double before = evidence.log();
    evidence.ofEach()[0] = 1e9;
    evidence.ofEachContrary()[0] = 1e9;
    assertThat(evidence.log()).isEqualTo(before);
  }
}
