package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void numbers_areWrittenPlainly() {
    assertThat(List.of(1e-4, 0.1, 1e-9, 1.0, 1e7, 123456789.5, 0.0, -2.5e-3))
        .extracting(Texts::value)
        .containsExactly(
            "0.0001", "0.1", "0.000000001", "1.0", "10000000.0", "123456789.5", "0.0", "-0.0025");
    assertThat(Texts.value(1e-300)).isEqualTo("1.0E-300");
    assertThat(List.of(3L, "adam", true))
        .extracting(Texts::value)
        .containsExactly("3", "adam", "true");
  }

  @Test
  void numbers_readBackAsTheSameDouble() {
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      double value = Math.pow(10, 40 * random.nextDouble() - 20) * (random.nextBoolean() ? 1 : -1);
      assertThat(Double.parseDouble(Texts.value(value))).isEqualTo(value);
    }
  }

  @Test
  void levels_areWholeWhereTheyAre() {
    assertThat(List.of(9.0, 1.0 / 3, 0.5, 1e6))
        .extracting(Texts::level)
        .containsExactly("9", "0.3333333333333333", "0.5", "1000000");
  }

  @Test
  void seeds_areInTheRangeThatEveryLibraryTakes() {
    assertThat(List.of(0L, 42L, 2147483647L))
        .extracting(Texts::portableSeed)
        .containsExactly(0, 42, 2147483647);
    Set<Integer> distinct = new HashSet<>();
    for (int shift = 0; shift < 64; shift++) {
      int seed = Texts.portableSeed((1L << shift) | (1L << 63));
      assertThat(seed).isNotNegative();
      distinct.add(seed);
    }
    assertThat(distinct).hasSizeGreaterThan(60);
  }
}
