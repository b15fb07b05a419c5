package io.cairn.bench.race;

import io.cairn.core.search.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Chance that depends on a scenario, a purpose and a number alone. */
final class Draws {
  private static final long SEED = 20_240_607;

  private Draws() {}

  /** The generator for one purpose in one scenario. */
  static RandomGenerator random(Scenario scenario, String purpose, long index) {
    return new RandomStreams(SEED).stream(scenario.name() + "/" + purpose, index);
  }

  /** The first so many of 0, 1, ... n - 1 in random order. */
  static int[] choose(int n, int count, RandomGenerator random) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(n - i);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return Arrays.copyOf(order, count);
  }
}
