package io.cairn.core.landscape.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.landscape.similarity.AgreementSettings;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FidelityAdvisorTest {
  private static final double NONE = Double.NaN;
  private static final AdvisorSettings STANDARD = AdvisorSettings.standard();
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(new IntegerParameter("n", 0, 99_999, Scale.LINEAR, 1)), Map.of(), List.of());

  /** Losses by level, then configuration; NaN is not measured. Cost is the level squared. */
  private static Landscape ladder(double[] resources, boolean maximize, double[]... losses) {
    LandscapeBuilder builder =
        new LandscapeBuilder(SPACE, new Measure("m", maximize, "epoch"), resources);
    for (int level = 0; level < resources.length; level++) {
      for (int i = 0; i < losses[level].length; i++) {
        if (!Double.isNaN(losses[level][i])) {
          double value = maximize ? -losses[level][i] : losses[level][i];
          builder.add(
              SPACE.configuration(Map.of("n", i)),
              resources[level],
              value,
              resources[level] * resources[level]);
        }
      }
    }
    return builder.build(Provenance.of("s", "ladder", Instant.EPOCH, "test"));
  }

  private static Landscape ladder(double[] resources, double[]... losses) {
    return ladder(resources, false, losses);
  }

  private static double[] full(int n) {
    return new SplittableRandom(1).doubles(n).toArray();
  }

  private static double[] noise(int n, long seed) {
    return new SplittableRandom(seed).doubles(n).toArray();
  }

  private static double[] reversed(double[] losses) {
    return IntStream.range(0, losses.length).mapToDouble(i -> -losses[i]).toArray();
  }

  @Test
  void perfectLadder_isTrustedFromTheLowestLevel() {
    double[] full = full(900);
    FidelityAdvice advice =
        FidelityAdvisor.advise(
            ladder(new double[] {1, 3, 9, 27}, full, full, full, full), STANDARD);
    assertThat(advice.survivorsOnly()).isFalse();
    assertThat(advice.full()).isEqualTo(27);
    assertThat(advice.levels()).hasSize(3);
    LevelAdvice lowest = advice.lowestTrusted().orElseThrow();
    assertThat(lowest.level()).isZero();
    assertThat(lowest.measured()).isEqualTo(900);
    assertThat(lowest.costShare()).isCloseTo(1.0 / 729, within(1e-12));
    assertThat(lowest.resourceShare()).isCloseTo(1.0 / 27, within(1e-12));
    assertThat(lowest.why()).startsWith("Trusted");
    assertThat(advice.why()).startsWith("From epoch 1.0 on rankings can be trusted");
    for (LevelAdvice level : advice.levels()) {
      assertThat(level.alone().orElseThrow().lost().value()).isCloseTo(0, within(1e-12));
      assertThat(level.alone().orElseThrow().bestKept()).isEqualTo(1);
      assertThat(level.alone().orElseThrow().kept()).isCloseTo(1.0 / 3, within(1e-12));
    }
    // 900 / 3 / 3 = 100 hold the best 90; 33 of the third rung cannot.
    List<Promotion> cumulative =
        advice.levels().stream().map(level -> level.cumulative().orElseThrow()).toList();
    assertThat(cumulative.get(1).lost().value()).isCloseTo(0, within(1e-12));
    assertThat(cumulative.get(2).unavoidable()).isCloseTo(1 - 900.0 / 27 / 90, within(1e-9));
    assertThat(cumulative.get(2).lost().value())
        .isCloseTo(cumulative.get(2).unavoidable(), within(1e-9));
    assertThat(cumulative.get(2).bestKept()).isEqualTo(1);
  }

  @Test
  void uselessLowRung_isNotTrustedButTheNextIs() {
    double[] full = full(2000);
    FidelityAdvice advice =
        FidelityAdvisor.advise(
            ladder(new double[] {1, 3, 9}, noise(2000, 7), full, full), STANDARD);
    LevelAdvice low = advice.levels().get(0);
    assertThat(low.judgement()).isEqualTo(LevelAdvice.Judgement.NOT_TRUSTED);
    assertThat(low.why()).contains("the ranking is not good enough");
    assertThat(low.alone().orElseThrow().lost().value()).isCloseTo(2.0 / 3, within(0.1));
    assertThat(low.alone().orElseThrow().lost().low()).isLessThan(2.0 / 3);
    assertThat(low.alone().orElseThrow().lost().high()).isGreaterThan(2.0 / 3);
    assertThat(advice.lowestTrusted().orElseThrow().resource()).isEqualTo(3);
    LevelAdvice next = advice.levels().get(1);
    assertThat(next.alone().orElseThrow().lost().value()).isCloseTo(0, within(1e-12));
    // What the first rung lost stays lost.
    assertThat(next.cumulative().orElseThrow().lost().value()).isGreaterThan(0.5);
  }

  @Test
  void rankReversingLowRung_losesAllOfTheBest() {
    double[] full = full(300);
    FidelityAdvice advice =
        FidelityAdvisor.advise(
            ladder(new double[] {1, 3, 9}, reversed(full), full, full), STANDARD);
    LevelAdvice low = advice.levels().get(0);
    assertThat(low.agreement().rho().high()).isLessThan(-0.9);
    assertThat(low.alone().orElseThrow().lost().value()).isEqualTo(1);
    assertThat(low.alone().orElseThrow().bestKept()).isZero();
    assertThat(low.judgement()).isEqualTo(LevelAdvice.Judgement.NOT_TRUSTED);
    assertThat(advice.lowestTrusted().orElseThrow().level()).isEqualTo(1);
  }

  @Test
  void goodRankingWithAScrambledTop_isNotTrusted() {
    SplittableRandom random = new SplittableRandom(3);
    double[] full = full(1000);
    double[] low =
        IntStream.range(0, 1000)
            .mapToDouble(i -> full[i] < 0.4 ? 0.4 * random.nextDouble() : full[i])
            .toArray();
    FidelityAdvice advice =
        FidelityAdvisor.advise(ladder(new double[] {1, 9}, low, full), STANDARD);
    LevelAdvice level = advice.levels().get(0);
    assertThat(level.agreement().rho().low()).isGreaterThan(0.8);
    assertThat(level.judgement()).isEqualTo(LevelAdvice.Judgement.NOT_TRUSTED);
    assertThat(level.why())
        .contains("the top is not good enough")
        .contains("worse than the ranking");
    assertThat(advice.lowestTrusted()).isEmpty();
    assertThat(advice.why()).startsWith("No level below full fidelity can be trusted");
  }

  @Test
  void goodLevelBelowABadOne_isNotTrusted() {
    double[] full = full(300);
    FidelityAdvice advice =
        FidelityAdvisor.advise(ladder(new double[] {1, 3, 9}, full, noise(300, 5), full), STANDARD);
    assertThat(advice.levels().get(0).judgement()).isEqualTo(LevelAdvice.Judgement.NOT_TRUSTED);
    assertThat(advice.levels().get(0).why()).contains("but a level above fails");
  }

  @Test
  void successiveHalving_isNamedAsSurvivorsOnly() {
    int n = 900;
    double[] full = full(n);
    SplittableRandom random = new SplittableRandom(9);
    double[][] levels = new double[3][n];
    List<Integer> alive = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    for (int level = 0; level < 3; level++) {
      java.util.Arrays.fill(levels[level], NONE);
      for (int i : alive) {
        levels[level][i] = full[i] + (2 - level) * 0.1 * random.nextDouble();
      }
      double[] own = levels[level];
      alive.sort(Comparator.comparingDouble(i -> own[i]));
      alive = new ArrayList<>(alive.subList(0, alive.size() / 3));
    }
    FidelityAdvice advice =
        FidelityAdvisor.advise(ladder(new double[] {1, 3, 9}, levels), STANDARD);
    assertThat(advice.survivorsOnly()).isTrue();
    assertThat(advice.why()).contains("survivors only");
    for (LevelAdvice level : advice.levels()) {
      assertThat(level.agreement().n()).isEqualTo(100);
      assertThat(level.alone()).isEmpty();
      assertThat(level.cumulative()).isEmpty();
    }
    assertThat(advice.levels().get(0).measured()).isEqualTo(900);
  }

  @Test
  void randomPartFinished_isNoSurvivorship() {
    int n = 600;
    double[] full = full(n);
    double[] low = full.clone();
    for (int i = 0; i < n; i++) {
      full[i] = i % 3 == 0 ? full[i] : NONE;
    }
    FidelityAdvice advice =
        FidelityAdvisor.advise(ladder(new double[] {1, 9}, low, full), STANDARD);
    assertThat(advice.survivorsOnly()).isFalse();
    assertThat(advice.levels().get(0).alone()).isPresent();
    assertThat(advice.levels().get(0).agreement().n()).isEqualTo(200);
  }

  @Test
  void tooLittleData_isSaidByLevel() {
    double[] full = full(100);
    double[] few = new double[100];
    java.util.Arrays.fill(few, NONE);
    System.arraycopy(full, 0, few, 0, 7);
    FidelityAdvice advice =
        FidelityAdvisor.advise(ladder(new double[] {1, 3, 9}, few, full, full), STANDARD);
    assertThat(advice.levels().get(0).judgement()).isEqualTo(LevelAdvice.Judgement.TOO_LITTLE_DATA);
    assertThat(advice.levels().get(0).why()).startsWith("7 configurations were measured");
    assertThat(advice.levels().get(0).alone()).isEmpty();
    assertThat(advice.lowestTrusted().orElseThrow().level()).isEqualTo(1);
    FidelityAdvice none = FidelityAdvisor.advise(ladder(new double[] {1, 9}, few, few), STANDARD);
    assertThat(none.why()).contains("No level was measured on enough configurations");
  }

  @Test
  void degenerateLandscapes_haveADefinedAnswer() {
    assertThat(FidelityAdvisor.advise(ladder(new double[] {1}, full(50)), STANDARD).levels())
        .isEmpty();
    assertThat(
            FidelityAdvisor.advise(
                    ladder(new double[] {1, 9}, new double[0], new double[0]), STANDARD)
                .why())
        .contains("at least 20");
    assertThat(
            FidelityAdvisor.advise(
                    ladder(new double[] {1, 9}, new double[] {1}, new double[] {1}), STANDARD)
                .lowestTrusted())
        .isEmpty();
    double[] constant = new double[50];
    FidelityAdvice flat =
        FidelityAdvisor.advise(ladder(new double[] {1, 9}, constant, full(50)), STANDARD);
    assertThat(flat.levels().get(0).judgement()).isEqualTo(LevelAdvice.Judgement.TOO_LITTLE_DATA);
    assertThat(flat.levels().get(0).why()).contains("no order to compare");
    double[] diverged = new double[50];
    java.util.Arrays.fill(diverged, Double.POSITIVE_INFINITY);
    assertThat(
            FidelityAdvisor.advise(ladder(new double[] {1, 9}, full(50), diverged), STANDARD)
                .lowestTrusted())
        .isEmpty();
  }

  @Test
  void highestLevelUnmeasured_comparesWithTheHighestMeasured() {
    double[] full = full(100);
    FidelityAdvice advice =
        FidelityAdvisor.advise(ladder(new double[] {1, 3, 9}, full, full, new double[0]), STANDARD);
    assertThat(advice.full()).isEqualTo(3);
    assertThat(advice.levels()).hasSize(1);
  }

  @Test
  void maximisedMetric_getsTheSameAdvice() {
    double[] full = full(400);
    double[] low = noise(400, 8);
    double[] resources = {1, 9};
    assertThat(
            FidelityAdvisor.advise(ladder(resources, true, low, full), STANDARD)
                .levels()
                .get(0)
                .agreement())
        .isEqualTo(
            FidelityAdvisor.advise(ladder(resources, false, low, full), STANDARD)
                .levels()
                .get(0)
                .agreement());
  }

  @Test
  void selectionWithTies_isTheMeanOverTieBreaks() {
    double[] losses = {1, 2, 2, 2, 3};
    assertThat(FractionalSelection.best(losses, FractionalSelection.all(5), 2))
        .containsExactly(new double[] {1, 1 / 3.0, 1 / 3.0, 1 / 3.0, 0}, within(1e-12));
    assertThat(FractionalSelection.best(losses, new double[] {0, 1, .5, .5, 1}, 1))
        .containsExactly(new double[] {0, .5, .25, .25, 0}, within(1e-12));
  }

  @Test
  void rungs_areEtaApart_roundedLevelsIncluded() {
    double[] epochs = IntStream.rangeClosed(1, 52).mapToDouble(i -> i).toArray();
    assertThat(Rungs.of(epochs, 0, 51, 3)).containsExactly(0, 2, 8, 26);
    assertThat(Rungs.of(new double[] {0.037, 0.111, 0.333, 1}, 0, 3, 3)).containsExactly(0, 1, 2);
    assertThat(Rungs.of(new double[] {1, 3, 9, 27, 81, 100}, 0, 5, 3))
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void settings_outsideTheirRange_areRefused() {
    AgreementSettings agreement = AgreementSettings.standard();
    assertThatThrownBy(() -> new AdvisorSettings(1, 0.5, 20, agreement))
        .hasMessageContaining("eta = 1.0");
    assertThatThrownBy(() -> new AdvisorSettings(3, 1, 20, agreement))
        .hasMessageContaining("threshold");
    assertThatThrownBy(() -> new AdvisorSettings(3, 0.5, 3, agreement))
        .hasMessageContaining("minConfigurations");
  }
}
