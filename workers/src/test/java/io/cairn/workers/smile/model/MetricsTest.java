package io.cairn.workers.smile.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.workers.smile.data.Target;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final Target.Labels TWO =
      new Target.Labels(List.of("n", "y"), new int[] {0, 0, 1, 1});

  @Test
  void twoClasses_byHand() {
    Map<String, Double> metrics = Metrics.of(probabilities(0.1, 0.6, 0.35, 0.8), TWO);

    assertThat(metrics.keySet())
        .containsExactly("val_accuracy", "val_error", "val_log_loss", "val_f1", "val_auc");
    assertThat(metrics.get("val_accuracy")).isEqualTo(0.5);
    assertThat(metrics.get("val_error")).isEqualTo(0.5);
    assertThat(metrics.get("val_log_loss"))
        .isCloseTo(
            -(Math.log(0.9) + Math.log(0.4) + Math.log(0.35) + Math.log(0.8)) / 4, within(1e-12));
    assertThat(metrics.get("val_f1")).isEqualTo(0.5);
    assertThat(metrics.get("val_auc")).isEqualTo(0.75);
  }

  @Test
  void macroF1_countsAClassWithoutAnyAsZero() {
    Target.Labels truth = new Target.Labels(List.of("a", "b", "c"), new int[] {0, 0, 1, 1});
    double[][] certain = {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 0, 0}};

    Map<String, Double> metrics = Metrics.of(Predictions.Classes.mostProbable(certain), truth);

    assertThat(metrics.get("val_f1")).isCloseTo((4.0 / 5 + 2.0 / 3 + 0) / 3, within(1e-12));
    assertThat(metrics).doesNotContainKey("val_auc");
  }

  @Test
  void certaintyThatIsWrong_hasAFiniteLoss() {
    assertThat(Metrics.of(probabilities(1, 0, 1, 1), TWO).get("val_log_loss"))
        .isCloseTo(-Math.log(1e-15) / 4, within(1e-9));
  }

  @Test
  void auc_isTheShareOfPairsInOrder() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = random.nextInt(4, 40);
      int[] codes = IntStream.range(0, n).map(i -> i < 2 ? i : random.nextInt(2)).toArray();
      // Few different values, so that there are ties.
      double[] p = random.ints(n, 0, 8).mapToDouble(v -> v / 8.0).toArray();
      double pairs = 0;
      double inOrder = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          if (codes[i] == 1 && codes[j] == 0) {
            pairs++;
            inOrder += p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0;
          }
        }
      }
      assertThat(
              Metrics.of(probabilities(p), new Target.Labels(List.of("n", "y"), codes))
                  .get("val_auc"))
          .as("seed %d", seed)
          .isCloseTo(inOrder / pairs, within(1e-12));
    }
  }

  @Test
  void numbers_byHand() {
    Map<String, Double> metrics =
        Metrics.of(
            new Predictions.Values(new double[] {1, 2, 6}),
            new Target.Values(new double[] {1, 3, 5}));

    assertThat(metrics.get("val_rmse")).isCloseTo(Math.sqrt(2.0 / 3), within(1e-12));
    assertThat(metrics.get("val_mae")).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(metrics.get("val_r2")).isCloseTo(1 - 2.0 / 8, within(1e-12));
  }

  @Test
  void oneNumberThatIsNotFinite_makesEveryMetricNaN() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(Metrics.of(probabilities(0.1, bad, 0.9, 0.9), TWO).values())
          .containsOnly(Double.NaN);
      assertThat(
              Metrics.of(
                      new Predictions.Values(new double[] {bad, 1}),
                      new Target.Values(new double[] {1, 1}))
                  .values())
          .hasSize(3)
          .containsOnly(Double.NaN);
    }
  }

  @Test
  void mean_isOverFolds() {
    Map<String, Double> mean = Metrics.mean(List.of(Map.of("m", 1.0), Map.of("m", 4.0)));

    assertThat(mean).containsExactly(Map.entry("m", 2.5));
    assertThat(Metrics.mean(List.of(Map.of("m", 1.0), Map.of("m", Double.NaN))).get("m")).isNaN();
  }

  @Test
  void sizesThatDiffer_areABug() {
    assertThatThrownBy(() -> Metrics.of(probabilities(0.5), TWO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Predictions.Classes probabilities(double... second) {
    return Predictions.Classes.mostProbable(
        IntStream.range(0, second.length)
            .mapToObj(i -> new double[] {1 - second[i], second[i]})
            .toArray(double[][]::new));
  }
}
