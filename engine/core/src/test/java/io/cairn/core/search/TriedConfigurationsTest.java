package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TriedConfigurationsTest {

  @Test
  void addAndContains_agreeWithASetOfConfigurations() {
    SearchSpace space = TestSpaces.fourIntegers();
    for (long seed = 0; seed < 3; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      TriedConfigurations tried = new TriedConfigurations();
      Set<Configuration> expected = new HashSet<>();
      for (int i = 0; i < 20_000; i++) {
        Configuration one = space.sample(random).orElseThrow();
        assertThat(tried.contains(one)).as("seed %d", seed).isEqualTo(expected.contains(one));
        assertThat(tried.add(one)).as("seed %d", seed).isEqualTo(expected.add(one));
      }
      assertThat(tried.size()).as("seed %d", seed).isEqualTo(expected.size());
    }
  }

  @Test
  void activity_distinguishesConfigurations() {
    SearchSpace space = TestSpaces.mixed();
    TriedConfigurations tried = new TriedConfigurations();
    Set<Configuration> all = new HashSet<>();
    space.grid(4).forEachRemaining(all::add);
    all.forEach(one -> assertThat(tried.add(one)).isTrue());
    assertThat(tried.size()).isEqualTo(all.size()).isGreaterThan(500);
  }
}
