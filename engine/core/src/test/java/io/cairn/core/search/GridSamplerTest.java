package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridSamplerTest {

  @Test
  void run_givesEveryPointOnceAndEndsWithTheCount() {
    SearchSpace space = TestSpaces.of(TestSpaces.real("x"), TestSpaces.integer("n", 1, 2));
    GridSampler sampler = new GridSampler(space, 3);
    List<Configuration> points = new ArrayList<>();
    while (sampler.propose(points.size()).isPresent()) {
      Proposal proposal = sampler.propose(points.size()).orElseThrow();
      assertThat(proposal.origin()).isEqualTo("grid point " + (points.size() + 1));
      sampler.started(points.size(), proposal.configuration());
      points.add(proposal.configuration());
    }
    assertThat(points).hasSize(6).doesNotHaveDuplicates();
    assertThat(points).extracting(point -> point.values().get("x")).contains(0.0, 0.5, 1.0);
    assertThat(sampler.exhaustion())
        .isEqualTo("grid finished: all 6 configurations with levels = 3 were tried");
  }

  @Test
  void started_outOfTurn_isSkippedWhenItsTurnComes() {
    SearchSpace space = TestSpaces.of(TestSpaces.integer("n", 1, 4));
    GridSampler sampler = new GridSampler(space, 5);
    sampler.started(0, space.configuration(Map.of("n", 2)));
    sampler.started(1, space.configuration(Map.of("n", 1)));
    assertThat(sampler.propose(2).orElseThrow().configuration())
        .isEqualTo(space.configuration(Map.of("n", 3)));
  }

  @Test
  void propose_anotherAttempt_hasNothingElse() {
    GridSampler sampler = new GridSampler(TestSpaces.square(), 2);
    assertThat(sampler.propose(0, 1)).isEmpty();
  }
}
