package io.cairn.core.landscape.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Do the 95 % intervals hold what they say? By simulation, against figures of 400,000 pairs. */
class AgreementCoverageTest {
  private static final int TRUTH = 400_000;
  private static final int RUNS = 400;

  /** Three standard errors of a share of 95 % over 400 runs below it. */
  private static final double LEAST = 0.917;

  /** Draws one pair of losses. */
  private interface Pairs {
    void draw(SplittableRandom random, double[] pair);
  }

  private static Pairs gaussian(double correlation) {
    return (random, pair) -> {
      pair[0] = normal(random);
      pair[1] = correlation * pair[0] + Math.sqrt(1 - correlation * correlation) * normal(random);
    };
  }

  /** Good in the middle, useless at the top: noise where the first is low. */
  private static final Pairs SCRAMBLED_TOP =
      (random, pair) -> {
        pair[0] = random.nextDouble();
        pair[1] = pair[0] < 0.3 ? 0.3 * random.nextDouble() : pair[0] + 0.2 * random.nextDouble();
      };

  /** Losses of two digits: a third of the values are tied, the worst fifth diverged. */
  private static final Pairs TIED =
      (random, pair) -> {
        gaussian(0.8).draw(random, pair);
        pair[0] = Math.round(pair[0] * 2) / 2.0;
        pair[1] = pair[1] > 0.8 ? Double.POSITIVE_INFINITY : Math.round(pair[1] * 5) / 5.0;
      };

  /** Heavy tails that come together, and whose order says little in between. */
  private static final Pairs CLUSTERED =
      (random, pair) -> {
        boolean good = random.nextInt(4) == 0;
        pair[0] = normal(random) + (good ? -4 : 0);
        pair[1] = normal(random) + (good ? -4 : 0);
      };

  private static double normal(SplittableRandom random) {
    return GaussianCopula.quantile((random.nextInt(1 << 30) + 0.5) / (1 << 30));
  }

  private static Agreement sample(Pairs pairs, int n, SplittableRandom random) {
    double[] a = new double[n];
    double[] b = new double[n];
    double[] pair = new double[2];
    for (int i = 0; i < n; i++) {
      pairs.draw(random, pair);
      a[i] = pair[0];
      b[i] = pair[1];
    }
    return Agreement.of(a, b, AgreementSettings.standard());
  }

  private static void check(String name, Pairs pairs, int... sizes) {
    Agreement truth = sample(pairs, TRUTH, new SplittableRandom(99));
    for (int n : sizes) {
      Agreement[] runs = new Agreement[RUNS];
      for (int run = 0; run < RUNS; run++) {
        runs[run] = sample(pairs, n, new SplittableRandom(1000L * n + run));
      }
      covers(name + " rho", n, runs, Agreement::rho, truth.rho().value());
      covers(name + " shake-up", n, runs, Agreement::shakeUp, truth.shakeUp().value());
      covers(name + " overlap", n, runs, Agreement::overlap, truth.overlap().value());
      covers(name + " deficit", n, runs, Agreement::deficit, truth.deficit().value());
    }
  }

  private static void covers(
      String name,
      int n,
      Agreement[] runs,
      java.util.function.Function<Agreement, Estimate> figure,
      double truth) {
    int held = 0;
    double width = 0;
    for (Agreement run : runs) {
      Estimate estimate = figure.apply(run);
      held += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
      width += (estimate.high() - estimate.low()) / runs.length;
    }
    double share = (double) held / runs.length;
    String what = String.format("%s, n = %d: %.3f covered, mean width %.3f", name, n, share, width);
    System.out.println(what);
    assertThat(share).as(what).isGreaterThanOrEqualTo(LEAST);
  }

  @Test
  void gaussian_isCovered() {
    check("gaussian .3", gaussian(0.3), 20, 100, 1000);
    check("gaussian .9", gaussian(0.9), 20, 100, 1000);
  }

  @Test
  void scrambledTop_isCovered() {
    check("scrambled top", SCRAMBLED_TOP, 50, 500);
  }

  @Test
  void ties_areCovered() {
    check("tied", TIED, 50, 500);
  }

  @Test
  void clusters_areCovered() {
    check("clustered", CLUSTERED, 50, 500);
  }

  @Test
  void alarm_underAGaussianCopula_isRarelyRaised() {
    int alarms = 0;
    for (int run = 0; run < RUNS; run++) {
      alarms += sample(gaussian(0.8), 300, new SplittableRandom(run)).topDisappoints() ? 1 : 0;
    }
    assertThat(alarms).as("alarms in %d runs", RUNS).isLessThanOrEqualTo(RUNS / 25);
  }

  @Test
  void alarm_onAScrambledTop_isRaised() {
    int alarms = 0;
    ToDoubleFunction<Agreement> rho = agreement -> agreement.rho().value();
    for (int run = 0; run < 100; run++) {
      Agreement agreement = sample(SCRAMBLED_TOP, 500, new SplittableRandom(run));
      assertThat(rho.applyAsDouble(agreement)).as("run %d", run).isGreaterThan(0.8);
      alarms += agreement.topDisappoints() ? 1 : 0;
    }
    assertThat(alarms).as("alarms in 100 runs").isGreaterThan(90);
  }
}
