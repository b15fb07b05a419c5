package io.cairn.core.landscape.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final double NONE = Double.NaN;
  private static final double DIVERGED = Double.POSITIVE_INFINITY;
  private static final AgreementSettings STANDARD = AgreementSettings.standard();

  private static Agreement agreement(double[] a, double[] b) {
    return Agreement.of(a, b, STANDARD);
  }

  @Test
  void identicalOrders_agreeInEverything() {
    double[] a = IntStream.range(0, 200).mapToDouble(i -> (i * 37) % 200).toArray();
    double[] b = Arrays.stream(a).map(x -> Math.exp(x / 50) - 7).toArray();
    Agreement agreement = agreement(a, b);
    assertThat(agreement.n()).isEqualTo(200);
    assertThat(agreement.rho().value()).isCloseTo(1, within(1e-12));
    assertThat(agreement.rho().low()).isGreaterThan(0.99).isLessThan(1);
    assertThat(agreement.shakeUp().value()).isZero();
    assertThat(agreement.shakeUp().high()).isBetween(0.001, 0.01);
    assertThat(agreement.calibratedShakeUp().value()).isEqualTo(1);
    assertThat(agreement.top()).isEqualTo(20);
    assertThat(agreement.overlap().value()).isEqualTo(1);
    assertThat(agreement.overlap().low()).isBetween(0.8, 0.9);
    assertThat(agreement.intersectionOverUnion().value()).isEqualTo(1);
    assertThat(agreement.chance()).isEqualTo(0.1);
    assertThat(agreement.chanceOfOverlap()).isLessThan(1e-20);
    assertThat(agreement.topDisappoints()).isFalse();
    assertThat(agreement.verdict()).startsWith("The orders agree");
  }

  @Test
  void reversedOrders_areOpposed() {
    double[] a = IntStream.range(0, 300).mapToDouble(i -> i).toArray();
    double[] b = Arrays.stream(a).map(x -> -x).toArray();
    Agreement agreement = agreement(a, b);
    assertThat(agreement.rho().value()).isCloseTo(-1, within(1e-12));
    assertThat(agreement.shakeUp().value()).isCloseTo(0.5, within(1e-12));
    assertThat(agreement.calibratedShakeUp().value()).isCloseTo(-0.5, within(1e-12));
    assertThat(agreement.overlap().value()).isZero();
    assertThat(agreement.chanceOfOverlap()).isEqualTo(1);
    assertThat(agreement.verdict()).startsWith("The orders are opposed");
  }

  @Test
  void independentOrders_areAtChance() {
    SplittableRandom random = new SplittableRandom(3);
    double[] a = random.doubles(40_000).toArray();
    double[] b = random.doubles(40_000).toArray();
    Agreement agreement = agreement(a, b);
    assertThat(agreement.rho().value()).isCloseTo(0, within(0.02));
    assertThat(agreement.shakeUp().value()).isCloseTo(1.0 / 3, within(0.01));
    assertThat(agreement.calibratedShakeUp().value()).isCloseTo(0, within(0.03));
    assertThat(agreement.overlap().value()).isCloseTo(0.1, within(0.02));
    assertThat(agreement.intersectionOverUnion().value()).isCloseTo(0.053, within(0.011));
    assertThat(agreement.chanceOfOverlap()).isBetween(0.001, 0.999);
  }

  @Test
  void spearmanAndShakeUp_agreeWithTheDefinition_tiesAndGapsIncluded() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int size = 5 + random.nextInt(30);
      int values = 2 + random.nextInt(12);
      double[] a = losses(random, size, values);
      double[] b = losses(random, size, values);
      List<double[]> pairs = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
          pairs.add(new double[] {a[i], b[i]});
        }
      }
      Agreement agreement = agreement(a, b);
      assertThat(agreement.n()).as("seed %d", seed).isEqualTo(pairs.size());
      if (!agreement.determined()) {
        continue;
      }
      double[] ra = ranks(pairs.stream().mapToDouble(p -> p[0]).toArray());
      double[] rb = ranks(pairs.stream().mapToDouble(p -> p[1]).toArray());
      assertThat(agreement.rho().value())
          .as("seed %d", seed)
          .isCloseTo(pearson(ra, rb), within(1e-9));
      double shift =
          IntStream.range(0, ra.length)
              .mapToDouble(i -> Math.abs(ra[i] - rb[i]))
              .average()
              .orElseThrow();
      assertThat(agreement.shakeUp().value())
          .as("seed %d", seed)
          .isCloseTo(shift / ra.length, within(1e-12));
    }
  }

  /** Integers in a narrow range, so that there are ties; some diverged, some not measured. */
  private static double[] losses(SplittableRandom random, int size, int values) {
    return IntStream.range(0, size)
        .mapToDouble(
            i -> {
              int draw = random.nextInt(10);
              return draw == 0 ? NONE : draw == 1 ? DIVERGED : random.nextInt(values) - 2;
            })
        .toArray();
  }

  private static double[] ranks(double[] x) {
    return Arrays.stream(x)
        .map(
            one ->
                Arrays.stream(x).filter(other -> other < one).count()
                    + (Arrays.stream(x).filter(other -> other == one).count() + 1) / 2.0)
        .toArray();
  }

  private static double pearson(double[] x, double[] y) {
    double mx = Arrays.stream(x).average().orElseThrow();
    double my = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mx) * (y[i] - my);
      xx += (x[i] - mx) * (x[i] - mx);
      yy += (y[i] - my) * (y[i] - my);
    }
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void overlap_isTheMeanOverAllTieBreaks() {
    AgreementSettings half = new AgreementSettings(0.4, 0.95);
    for (long seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int size = 4 + random.nextInt(3);
      double[] a = IntStream.range(0, size).mapToDouble(i -> random.nextInt(3)).toArray();
      double[] b = IntStream.range(0, size).mapToDouble(i -> random.nextInt(3)).toArray();
      Agreement agreement = Agreement.of(a, b, half);
      if (!agreement.determined()) {
        continue;
      }
      int top = half.top(size);
      List<int[]> orders = permutations(size);
      double sum = 0;
      for (int[] breakA : orders) {
        int[] bestA = best(a, breakA, top);
        for (int[] breakB : orders) {
          int[] bestB = best(b, breakB, top);
          sum += IntStream.of(bestA).filter(i -> IntStream.of(bestB).anyMatch(j -> i == j)).count();
        }
      }
      double expected = sum / orders.size() / orders.size() / top;
      assertThat(agreement.overlap().value()).as("seed %d", seed).isCloseTo(expected, within(1e-9));
    }
  }

  private static int[] best(double[] losses, int[] order, int top) {
    return IntStream.of(order)
        .boxed()
        .sorted((i, j) -> Double.compare(losses[i], losses[j])) // stable: ties as in the order
        .limit(top)
        .mapToInt(i -> i)
        .toArray();
  }

  private static List<int[]> permutations(int size) {
    List<int[]> all = new ArrayList<>();
    permute(IntStream.range(0, size).toArray(), 0, all);
    return all;
  }

  private static void permute(int[] order, int from, List<int[]> all) {
    if (from == order.length) {
      all.add(order.clone());
      return;
    }
    for (int i = from; i < order.length; i++) {
      swap(order, from, i);
      permute(order, from + 1, all);
      swap(order, from, i);
    }
  }

  private static void swap(int[] order, int i, int j) {
    int kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }

  @Test
  void chanceOfOverlap_isTheHypergeometricTail() {
    // 2 of the best 2 of 10 shared: 1 in (10 choose 2).
    assertThat(new SharedTop(10, 2, 2).chanceOfAsMany()).isCloseTo(1.0 / 45, within(1e-12));
    // At least 1: 1 - (8 choose 2) / (10 choose 2).
    assertThat(new SharedTop(10, 2, 1).chanceOfAsMany()).isCloseTo(1 - 28.0 / 45, within(1e-12));
    assertThat(new SharedTop(10, 2, 1.7).chanceOfAsMany()).isCloseTo(1 - 28.0 / 45, within(1e-12));
    assertThat(new SharedTop(10, 2, 0).chanceOfAsMany()).isEqualTo(1);
    assertThat(new SharedTop(10, 7, 4).chanceOfAsMany()).isEqualTo(1);
    assertThat(new SharedTop(2000, 200, 21).chanceOfAsMany()).isBetween(0.4, 0.5);
    assertThat(new SharedTop(1_000_000, 100_000, 100_000).chanceOfAsMany()).isZero();
  }

  @Test
  void interval_ofTheShare_isClopperPearson() {
    // Published: 10 of 20 at 95 %: 0.2720 to 0.7280; 0 of 10: 0 to 0.3085.
    Estimate half = new SharedTop(200, 20, 10).interval(0.025);
    assertThat(half.low()).isCloseTo(0.2720, within(1e-4));
    assertThat(half.high()).isCloseTo(0.7280, within(1e-4));
    Estimate none = new SharedTop(100, 10, 0).interval(0.025);
    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(0.3085, within(1e-4));
    Estimate many = new SharedTop(1_000_000, 100_000, 70_000).interval(0.025);
    assertThat(many.low()).isCloseTo(0.7 - 1.96 * Math.sqrt(0.21 / 100_000), within(1e-4));
    assertThat(many.high()).isCloseTo(0.7 + 1.96 * Math.sqrt(0.21 / 100_000), within(1e-4));
  }

  @Test
  void fewerThanThreePairs_determineNothing() {
    for (int n = 0; n < 3; n++) {
      double[] a = IntStream.range(0, n).mapToDouble(i -> i).toArray();
      Agreement agreement = agreement(a, a);
      assertThat(agreement.determined()).isFalse();
      assertThat(agreement.n()).isEqualTo(n);
      assertThat(agreement.rho().low()).isEqualTo(-1);
      assertThat(agreement.rho().high()).isEqualTo(1);
      assertThat(agreement.overlap().known()).isFalse();
      assertThat(agreement.overlap().low()).isZero();
      assertThat(agreement.overlapAboveChance().low()).isNegative();
      assertThat(agreement.topDisappoints()).isFalse();
      assertThat(agreement.verdict()).contains(n + " shared configurations are too few");
    }
    Agreement apart = agreement(new double[] {1, 2, NONE, NONE}, new double[] {NONE, 1, 2, 3});
    assertThat(apart.n()).isEqualTo(1);
    assertThat(apart.dropped()).isEqualTo(3);
  }

  @Test
  void threePairs_sayAlmostNothing() {
    Agreement agreement = agreement(new double[] {1, 2, 3}, new double[] {1, 2, 3});
    assertThat(agreement.rho()).isEqualTo(new Estimate(1, -1, 1));
    assertThat(agreement.overlap().value()).isEqualTo(1);
    assertThat(agreement.overlap().low()).isLessThan(0.03);
  }

  @Test
  void fiveEqualRanks_areStillWeakEvidence() {
    double[] a = {1, 2, 3, 4, 5};
    assertThat(agreement(a, a).rho().low()).isBetween(0.0, 0.5);
  }

  @Test
  void constantOrAllDiverged_hasNoOrder() {
    double[] order = {3, 1, 2, 5, 4};
    double[] constant = {7, 7, 7, 7, 7};
    double[] diverged = {DIVERGED, DIVERGED, DIVERGED, DIVERGED, DIVERGED};
    assertThat(agreement(order, constant).verdict()).contains("the second side");
    assertThat(agreement(diverged, order).verdict()).contains("the first side");
    assertThat(agreement(diverged, constant).verdict()).contains("on both");
    assertThat(agreement(order, constant).determined()).isFalse();
  }

  @Test
  void diverged_isTheWorstRankSharedByAll() {
    double[] a = {1, 2, 3, DIVERGED, DIVERGED};
    double[] b = {1, 2, 3, 1000, 1000};
    double[] c = {2, 5, 1, 3, 4};
    assertThat(agreement(a, c)).isEqualTo(agreement(b, c));
    assertThat(agreement(a, b).rho().value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void negativeZero_isZero() {
    assertThat(agreement(new double[] {0.0, -0.0, 1}, new double[] {1, 2, 3}))
        .isEqualTo(agreement(new double[] {0.0, 0.0, 1}, new double[] {1, 2, 3}));
  }

  @Test
  void agreement_isSymmetricAndBlindToRowOrderAndScale() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] a = losses(random, 60, 20);
      double[] b = losses(random, 60, 20);
      Agreement one = agreement(a, b);
      Agreement swapped = agreement(b, a);
      same(one, swapped, seed);
      double[] shuffledA = a.clone();
      double[] shuffledB = b.clone();
      for (int i = a.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        double keptA = shuffledA[i];
        double keptB = shuffledB[i];
        shuffledA[i] = shuffledA[j];
        shuffledB[i] = shuffledB[j];
        shuffledA[j] = keptA;
        shuffledB[j] = keptB;
      }
      same(one, agreement(shuffledA, shuffledB), seed);
      double[] scaled = Arrays.stream(a).map(x -> 3 * x * x * x + x - 11).toArray();
      same(one, agreement(scaled, b), seed);
    }
  }

  private static void same(Agreement one, Agreement other, long seed) {
    assertThat(other.n()).isEqualTo(one.n());
    same(one.rho(), other.rho(), seed);
    same(one.shakeUp(), other.shakeUp(), seed);
    same(one.overlap(), other.overlap(), seed);
    same(one.deficit(), other.deficit(), seed);
  }

  private static void same(Estimate one, Estimate other, long seed) {
    assertThat(other.value()).as("seed %d", seed).isCloseTo(one.value(), within(1e-9));
    assertThat(other.low()).as("seed %d", seed).isCloseTo(one.low(), within(1e-7));
    assertThat(other.high()).as("seed %d", seed).isCloseTo(one.high(), within(1e-7));
  }

  @Test
  void topThatIsScrambled_raisesTheAlarm() {
    SplittableRandom random = new SplittableRandom(11);
    double[] a = random.doubles(2000).toArray();
    double[] b = Arrays.stream(a).map(x -> x < 0.25 ? 0.25 * random.nextDouble() : x).toArray();
    Agreement agreement = agreement(a, b);
    assertThat(agreement.rho().value()).isGreaterThan(0.95);
    assertThat(agreement.topDisappoints()).isTrue();
    assertThat(agreement.verdict()).contains("The top agrees worse than the ranking promises");
  }

  @Test
  void unequalLengths_areRefused() {
    assertThatThrownBy(() -> agreement(new double[3], new double[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 losses on one side and 4");
  }

  @Test
  void settings_outsideTheirRange_areRefused() {
    assertThatThrownBy(() -> new AgreementSettings(0, 0.95)).hasMessageContaining("gamma = 0.0");
    assertThatThrownBy(() -> new AgreementSettings(0.6, 0.95)).hasMessageContaining("gamma = 0.6");
    assertThatThrownBy(() -> new AgreementSettings(0.1, 1)).hasMessageContaining("confidence");
  }
}
