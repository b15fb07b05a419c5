package io.cairn.workers.smile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportLevelsTest {

  @Test
  void fewStages_areAllReported() {
    assertThat(ReportLevels.between(3, 9, 1)).containsExactly(4, 5, 6, 7, 8, 9);
    assertThat(ReportLevels.between(0, 1, 1)).containsExactly(1);
  }

  @Test
  void rungsOfUsualReductionFactors_areReported() {
    assertThat(ReportLevels.between(0, 1000, 1))
        .contains(1, 3, 9, 27, 81, 243, 729, 1000)
        .contains(2, 4, 8, 16, 32, 64, 128, 256, 512)
        .contains(10, 100);
    assertThat(ReportLevels.between(5, 5000, 5))
        .contains(15, 45, 135, 405, 1215, 3645)
        .doesNotContain(5);
  }

  @Test
  void levels_areBoundedAndWithinTheirRange() {
    for (long seed = 0; seed < 1000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int from = random.nextInt(0, 1000);
      int to = from + 1 + random.nextInt(0, 1 << random.nextInt(1, 30));
      int min = 1 + random.nextInt(100);

      assertThat(ReportLevels.between(from, to, min))
          .as("seed %d", seed)
          .hasSizeLessThanOrEqualTo(132)
          .contains(to)
          .allMatch(level -> level > from && level <= to);
    }
    assertThat(ReportLevels.between(0, Integer.MAX_VALUE, 1)).contains(Integer.MAX_VALUE);
  }

  @Test
  void gaps_areEven() {
    int[] levels =
        ReportLevels.between(0, 3200, 3200).stream().mapToInt(Integer::intValue).toArray();

    assertThat(levels).isEqualTo(IntStream.rangeClosed(1, 32).map(i -> i * 100).toArray());
  }
}
