package io.cairn.core.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LandscapeTest {
  private static final double NONE = Double.NaN;
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(new IntegerParameter("n", 1, 10_000, Scale.LINEAR, 1)), Map.of(), List.of());
  private static final Measure ACCURACY = new Measure("val_accuracy", true, "epoch");
  private static final Provenance PROVENANCE =
      Provenance.of("study-1", "churn", Instant.EPOCH, "test");

  private static Configuration n(int n) {
    return SPACE.configuration(Map.of("n", n));
  }

  private static LandscapeBuilder builder(double... levels) {
    return new LandscapeBuilder(SPACE, ACCURACY, levels);
  }

  @Test
  void build_keepsWhatWasAddedInAnyOrder() {
    Landscape landscape =
        builder(1, 3, 9)
            .add(n(7), 9, 0.9, 30)
            .add(n(5), 1, 0.5, NONE)
            .add(n(7), 1, 0.6, 4)
            .build(PROVENANCE);
    assertThat(landscape.configurations()).containsExactly(n(7), n(5));
    assertThat(landscape.size()).isEqualTo(2);
    assertThat(landscape.value(0, 0)).isEqualTo(0.6);
    assertThat(landscape.value(1, 0)).isNaN();
    assertThat(landscape.value(2, 0)).isEqualTo(0.9);
    assertThat(landscape.cost(2, 0)).isEqualTo(30);
    assertThat(landscape.cost(0, 1)).isNaN();
    assertThat(landscape.indexOf(n(5))).hasValue(1);
    assertThat(landscape.indexOf(n(6))).isEmpty();
    assertThat(landscape.measured(0)).isEqualTo(2);
    assertThat(landscape.highestMeasured()).hasValue(2);
    assertThat(landscape.top()).isEqualTo(2);
  }

  @Test
  void loss_turnsAMaximisedMetricRound() {
    Landscape landscape = builder(1).add(n(1), 1, 0.75, 1).build(PROVENANCE);
    assertThat(landscape.loss(0, 0)).isEqualTo(-0.75);
    assertThat(landscape.losses(0)).containsExactly(-0.75);
    assertThat(landscape.maximize()).isTrue();
    assertThat(new Measure("loss", false, "epoch").loss(0.75)).isEqualTo(0.75);
  }

  @Test
  void add_divergedValue_isInfinitelyBadInEitherDirection() {
    for (double diverged :
        new double[] {NONE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      for (boolean maximize : new boolean[] {true, false}) {
        Landscape landscape =
            new LandscapeBuilder(SPACE, new Measure("m", maximize, "epoch"), new double[] {1})
                .add(n(1), 1, diverged, 1)
                .build(PROVENANCE);
        assertThat(landscape.loss(0, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(landscape.measured(0)).isEqualTo(1);
      }
    }
  }

  @Test
  void add_sameConfigurationAndLevelAgain_keepsTheLater() {
    Landscape landscape = builder(1).add(n(1), 1, 0.1, 1).add(n(1), 1, 0.2, 2).build(PROVENANCE);
    assertThat(landscape.size()).isEqualTo(1);
    assertThat(landscape.value(0, 0)).isEqualTo(0.2);
    assertThat(landscape.cost(0, 0)).isEqualTo(2);
  }

  @Test
  void add_thousands_agreesWithAMap() {
    SplittableRandom random = new SplittableRandom(1);
    LandscapeBuilder builder = builder(1, 3);
    double[][] expected = new double[2][10_001];
    for (double[] row : expected) {
      Arrays.fill(row, NONE);
    }
    for (int i = 0; i < 15_000; i++) {
      int n = 1 + random.nextInt(10_000);
      int level = random.nextInt(2);
      expected[level][n] = random.nextDouble();
      builder.add(n(n), level == 0 ? 1 : 3, expected[level][n], n);
    }
    Landscape landscape = builder.build(PROVENANCE);
    for (int i = 0; i < landscape.size(); i++) {
      int n = ((Long) landscape.configurations().get(i).value(0)).intValue();
      assertThat(landscape.value(0, i)).isEqualTo((Double) expected[0][n]);
      assertThat(landscape.value(1, i)).isEqualTo((Double) expected[1][n]);
    }
  }

  @Test
  void build_thenAddMore_doesNotChangeTheFirst() {
    LandscapeBuilder builder = builder(1).add(n(1), 1, 0.1, 1);
    Landscape first = builder.build(PROVENANCE);
    builder.add(n(1), 1, 0.9, 1).add(n(2), 1, 0.9, 1);
    assertThat(first.size()).isEqualTo(1);
    assertThat(first.value(0, 0)).isEqualTo(0.1);
    assertThat(first.indexOf(n(2))).isEmpty();
    first.levels()[0] = 99;
    assertThat(first.levels()).containsExactly(1);
  }

  @Test
  void empty_hasNothingMeasured() {
    assertThat(builder(1, 3).build(PROVENANCE).highestMeasured()).isEmpty();
  }

  @Test
  void badInput_isRefusedWithValueAndRule() {
    assertThatThrownBy(() -> builder()).hasMessageContaining("must be finite and rise");
    assertThatThrownBy(() -> builder(3, 1)).hasMessageContaining("[3.0, 1.0]");
    assertThatThrownBy(() -> builder(1, NONE)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> builder(1, 3).add(n(1), 2, 0.5, 1))
        .hasMessageContaining("epoch 2.0")
        .hasMessageContaining("[1.0, 3.0]");
    assertThatThrownBy(() -> builder(1).add(n(1), 1, 0.5, -1)).hasMessageContaining("-1.0");
  }

  @Test
  void repeats_keepMeanCountAndSpreadInAnyOrder() {
    double[] values = {0.5, 0.25, 0.75, 0.125};
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] order = values.clone();
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        double swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
      LandscapeBuilder builder = builder(1);
      for (double value : order) {
        builder.repeat(n(3), 1, value, 2);
      }
      Landscape landscape = builder.build(PROVENANCE);
      assertThat(landscape.value(0, 0)).as("seed " + seed).isCloseTo(0.40625, within(1e-12));
      assertThat(landscape.repeats(0, 0)).isEqualTo(4);
      assertThat(landscape.spread(0, 0)).isCloseTo(0.27716947282604315, within(1e-6));
      assertThat(landscape.standardError(0, 0)).isCloseTo(0.27716947282604315 / 2, within(1e-6));
    }
  }

  @Test
  void repeats_divergeWhenMostDo() {
    Landscape landscape =
        builder(1)
            .repeat(n(3), 1, Double.NaN, 2)
            .repeat(n(3), 1, 0.5, 2)
            .repeat(n(4), 1, 0.5, 2)
            .repeat(n(4), 1, Double.POSITIVE_INFINITY, 2)
            .repeat(n(4), 1, Double.NaN, 2)
            .build(PROVENANCE);
    assertThat(landscape.value(0, 0)).isEqualTo(0.5);
    assertThat(landscape.repeats(0, 0)).isEqualTo(2);
    assertThat(landscape.spread(0, 0)).isNaN();
    assertThat(landscape.loss(0, 1)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void additionAfterRepeats_forgetsThem() {
    Landscape landscape =
        builder(1)
            .repeat(n(3), 1, 0.25, 2)
            .repeat(n(3), 1, 0.5, 2)
            .add(n(3), 1, 0.75, 2)
            .build(PROVENANCE);
    assertThat(landscape.value(0, 0)).isEqualTo(0.75);
    assertThat(landscape.repeats(0, 0)).isEqualTo(1);
    assertThat(landscape.spread(0, 0)).isNaN();
  }
}
