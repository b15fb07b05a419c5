package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RandomSamplerTest {

  @Test
  void propose_overTrials_isUniformOnEveryDiscreteParameterAndPair() {
    SearchSpace space = TestSpaces.twelve();
    for (long seed = 0; seed < 10; seed++) {
      RandomSampler sampler = new RandomSampler(space, new RandomStreams(seed));
      Map<Configuration, Integer> counts = new HashMap<>();
      int trials = 12_000;
      for (int trial = 0; trial < trials; trial++) {
        counts.merge(sampler.propose(trial).orElseThrow().configuration(), 1, Integer::sum);
      }
      double chiSquare =
          counts.values().stream().mapToDouble(c -> (c - 1000.0) * (c - 1000.0) / 1000).sum();
      assertThat(counts).as("seed %d", seed).hasSize(12);
      // 99.9999 % quantile of chi-square with 11 degrees of freedom.
      assertThat(chiSquare).as("seed %d", seed).isLessThan(48.3);
    }
  }

  @Test
  void propose_overAttempts_isUniformToo() {
    RandomSampler sampler = new RandomSampler(TestSpaces.square(), new RandomStreams(5));
    int[] counts = new int[100];
    for (int attempt = 0; attempt < 20_000; attempt++) {
      Configuration one = sampler.propose(3, attempt).orElseThrow().configuration();
      int column = (int) ((Double) one.value(0) * 10);
      int row = (int) ((Double) one.value(1) * 10);
      counts[column * 10 + row]++;
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - 200.0) * (count - 200.0) / 200;
    }
    // 99.9999 % quantile of chi-square with 99 degrees of freedom.
    assertThat(chiSquare).as("seed 5").isLessThan(177);
  }

  @Test
  void propose_dependsOnNothingButSeedAndTrial() {
    SearchSpace space = TestSpaces.mixed();
    RandomSampler fresh = new RandomSampler(space, new RandomStreams(1));
    RandomSampler used = new RandomSampler(space, new RandomStreams(1));
    for (int trial = 0; trial < 10; trial++) {
      used.started(trial, used.propose(trial).orElseThrow().configuration());
    }
    assertThat(used.propose(10)).isEqualTo(fresh.propose(10));
    assertThat(used.propose(10)).isNotEqualTo(used.propose(11));
  }
}
