package io.cairn.workers.smile.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Test
  void holdOut_dividesEveryRowOnceAndStratified() {
    for (long seed = 0; seed < 50; seed++) {
      Target.Labels labels = labels(seed);
      Fold fold = Split.holdOut(labels, 0.25, seed).get(0);
      int[] training = fold.training(fold.size());

      assertThat(sorted(training, fold.validation()))
          .as("seed %d", seed)
          .isEqualTo(IntStream.range(0, labels.size()).toArray());
      int[] counts = labels.counts();
      int[] held = labels.rows(fold.validation()).counts();
      for (int c = 0; c < counts.length; c++) {
        assertThat((double) held[c])
            .as("seed %d, class %d", seed, c)
            .isCloseTo(Math.max(1, counts[c] * 0.25), within(0.5));
      }
    }
  }

  @Test
  void kFold_validatesEveryRowOnce() {
    for (long seed = 0; seed < 50; seed++) {
      Target.Labels labels = labels(seed);
      int folds = 2 + (int) (seed % 4);
      List<Fold> split = Split.kFold(labels, folds, seed);

      int[] validated =
          split.stream().flatMapToInt(f -> Arrays.stream(f.validation())).sorted().toArray();
      assertThat(validated)
          .as("seed %d", seed)
          .isEqualTo(IntStream.range(0, labels.size()).toArray());
      for (Fold fold : split) {
        assertThat(sorted(fold.training(fold.size()), fold.validation()))
            .as("seed %d", seed)
            .isEqualTo(validated);
        assertThat(fold.validation().length)
            .as("seed %d", seed)
            .isBetween(labels.size() / folds, labels.size() / folds + 1);
        assertThat(labels.rows(fold.validation()).counts()).as("seed %d", seed).doesNotContain(0);
      }
    }
  }

  @Test
  void smallerTrainingSets_areStratifiedBeginningsOfLargerOnes() {
    for (long seed = 0; seed < 50; seed++) {
      Target.Labels labels = labels(seed);
      Fold fold = Split.holdOut(labels, 0.25, seed).get(0);
      int[] all = fold.training(fold.size());
      int[] counts = labels.rows(all).counts();
      for (int rows = counts.length; rows <= all.length; rows++) {
        int[] some = fold.training(rows);
        assertThat(some).as("seed %d", seed).isEqualTo(Arrays.copyOf(all, rows));
        int[] seen = labels.rows(some).counts();
        for (int c = 0; c < seen.length; c++) {
          assertThat((double) seen[c])
              .as("seed %d, %d rows, class %d", seed, rows, c)
              .isGreaterThanOrEqualTo(1)
              .isCloseTo((double) counts[c] * rows / all.length, within(seen.length + 1.0));
        }
      }
    }
  }

  @Test
  void sameSeed_sameSplit() {
    Target.Labels labels = labels(3);

    assertThat(Split.holdOut(labels, 0.3, 5).get(0).validation())
        .isEqualTo(Split.holdOut(labels, 0.3, 5).get(0).validation())
        .isNotEqualTo(Split.holdOut(labels, 0.3, 6).get(0).validation());
  }

  @Test
  void numbers_areShuffled() {
    Target.Values values = new Target.Values(IntStream.range(0, 100).asDoubleStream().toArray());
    Fold fold = Split.holdOut(values, 0.2, 1).get(0);

    assertThat(fold.validation()).hasSize(20);
    assertThat(sorted(fold.training(80), fold.validation()))
        .isEqualTo(IntStream.range(0, 100).toArray());
    assertThat(IntStream.of(fold.validation()).average().orElseThrow()).isBetween(30.0, 70.0);
  }

  @Test
  void classThatCannotBeDivided_isRefused() {
    Target.Labels labels = new Target.Labels(List.of("a", "b"), new int[] {0, 0, 0, 1});

    assertThatThrownBy(() -> Split.holdOut(labels, 0.5, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Split.kFold(labels, 3, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Two to four classes of 5 to 60 rows, mixed. */
  private static Target.Labels labels(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int classes = random.nextInt(2, 5);
    int[] codes =
        IntStream.range(0, classes)
            .flatMap(c -> IntStream.generate(() -> c).limit(random.nextInt(5, 61)))
            .toArray();
    return new Target.Labels(
        IntStream.range(0, classes).mapToObj(c -> "c" + c).toList(), Shuffle.of(codes, seed));
  }

  private static int[] sorted(int[] a, int[] b) {
    return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).sorted().toArray();
  }
}
