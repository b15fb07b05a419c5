package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SobolSamplerTest {

  private static List<Proposal> run(Sampler sampler, int trials) {
    List<Proposal> proposals = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      Proposal proposal = sampler.propose(trial).orElseThrow();
      proposals.add(proposal);
      sampler.started(trial, proposal.configuration());
    }
    return proposals;
  }

  @Test
  void plain_givesThePointsOfTheSequence() {
    SobolSampler sampler = SobolSampler.plain(TestSpaces.square(), new RandomStreams(0));
    List<Proposal> proposals = run(sampler, 4);
    assertThat(proposals.get(0).configuration().values()).isEqualTo(Map.of("x", 0.0, "y", 0.0));
    assertThat(proposals.get(2).configuration().values()).isEqualTo(Map.of("x", 0.75, "y", 0.25));
    assertThat(proposals)
        .extracting(Proposal::origin)
        .containsExactly("sobol point 0", "sobol point 1", "sobol point 2", "sobol point 3");
  }

  @Test
  void scrambled_sixtyFourTrials_stratifyTheSquare() {
    for (long seed = 0; seed < 5; seed++) {
      int[] counts = new int[64];
      for (Proposal one :
          run(SobolSampler.scrambled(TestSpaces.square(), new RandomStreams(seed)), 64)) {
        double x = (Double) one.configuration().value(0);
        double y = (Double) one.configuration().value(1);
        counts[(int) (x * 8) * 8 + (int) (y * 8)]++;
      }
      assertThat(counts).as("seed %d", seed).containsOnly(1);
    }
  }

  @Test
  void constants_takeNoDimensionOfTheSequence() {
    SearchSpace space =
        TestSpaces.of(new ConstantParameter("k", 5), TestSpaces.real("x"), TestSpaces.real("y"));
    Configuration third =
        run(SobolSampler.plain(space, new RandomStreams(0)), 3).get(2).configuration();
    assertThat(third.values()).isEqualTo(Map.of("k", 5L, "x", 0.75, "y", 0.25));
  }

  @Test
  void infeasiblePoints_areSkipped() {
    SearchSpace space =
        new SearchSpace(
            List.of(TestSpaces.real("x"), TestSpaces.real("y")),
            Map.of(),
            List.of(Constraint.parse("x + y <= 0.5")));
    List<Proposal> proposals = run(SobolSampler.scrambled(space, new RandomStreams(3)), 100);
    assertThat(proposals).allMatch(one -> space.satisfies(one.configuration()));
    assertThat(proposals).allMatch(one -> one.origin().startsWith("sobol"));
    // One point in eight is feasible.
    assertThat(proposals.get(99).origin()).matches("sobol point [789]\\d\\d");
  }

  @Test
  void hardlyAnythingFeasible_randomDrawsStandIn() {
    SearchSpace space =
        new SearchSpace(
            List.of(TestSpaces.real("x"), TestSpaces.real("y")),
            Map.of(),
            List.of(Constraint.parse("x + y <= 0.04")));
    List<Proposal> proposals = run(SobolSampler.scrambled(space, new RandomStreams(4)), 20);
    assertThat(proposals).allMatch(one -> space.satisfies(one.configuration()));
    assertThat(proposals).anyMatch(one -> one.origin().equals("random"));
  }

  @Test
  void moreDimensionsThanTheTable_theRestIsRandom() {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      parameters.add(TestSpaces.real("x" + i));
    }
    SearchSpace space = new SearchSpace(parameters, Map.of(), List.of());
    int[] counts = new int[16];
    int[] tabled = new int[16];
    for (Proposal one : run(SobolSampler.scrambled(space, new RandomStreams(5)), 160)) {
      counts[(int) ((Double) one.configuration().value(299) * 16)]++;
      tabled[(int) ((Double) one.configuration().value(255) * 16)]++;
    }
    assertThat(tabled).containsOnly(10);
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - 10.0) * (count - 10.0) / 10;
    }
    // 0.01 % and 99.9999 % quantiles of chi-square with 15 degrees of freedom, seed 5.
    assertThat(chiSquare).isBetween(2.0, 55.0);
  }

  /** A sampler that never proposed anything, told of the same starts, proposes the same. */
  @Test
  void started_withoutHavingProposed_reachesTheSameState() {
    SearchSpace space = TestSpaces.mixed();
    for (long seed = 0; seed < 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SobolSampler live = SobolSampler.scrambled(space, new RandomStreams(seed));
      SobolSampler told = SobolSampler.scrambled(space, new RandomStreams(seed));
      for (int trial = 0; trial < 40; trial++) {
        int attempt = random.nextInt(4) == 0 ? random.nextInt(5) : 0;
        for (int i = 0; i < random.nextInt(4); i++) {
          live.propose(trial, random.nextInt(6));
        }
        Configuration one =
            random.nextInt(5) == 0
                ? space.sample(random).orElseThrow()
                : live.propose(trial, attempt).orElseThrow().configuration();
        live.started(trial, one);
        told.started(trial, one);
      }
      assertThat(told.propose(40)).as("seed %d", seed).isEqualTo(live.propose(40));
      assertThat(told.propose(40, 3)).as("seed %d", seed).isEqualTo(live.propose(40, 3));
    }
  }

  @Test
  void propose_laterAttempts_giveTheFollowingPoints() {
    SobolSampler sampler = SobolSampler.plain(TestSpaces.square(), new RandomStreams(0));
    assertThat(sampler.propose(0, 2).orElseThrow().origin()).isEqualTo("sobol point 2");
    assertThat(sampler.propose(0, 0).orElseThrow().origin()).isEqualTo("sobol point 0");
    assertThat(sampler.propose(0, 1).orElseThrow().origin()).isEqualTo("sobol point 1");
    sampler.started(0, sampler.propose(0, 2).orElseThrow().configuration());
    assertThat(sampler.propose(1).orElseThrow().origin()).isEqualTo("sobol point 3");
  }
}
