package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Constraint;
import io.cairn.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortfolioSamplerTest {
  private static final SearchSpace SPACE = TestSpaces.of(TestSpaces.integer("n", 1, 1000));

  private static Proposal entry(int n) {
    return new Proposal(SPACE.configuration(Map.of("n", n)), "portfolio: best of p" + n);
  }

  private static Sampler sampler(Proposal... portfolio) {
    RandomStreams streams = new RandomStreams(1);
    return new UniqueProposals(
        SPACE,
        new PortfolioSampler(SPACE, List.of(portfolio), SobolSampler.scrambled(SPACE, streams)),
        streams);
  }

  @Test
  void propose_givesThePortfolioInOrderAndThenSobol() {
    Sampler sampler = sampler(entry(5), entry(7), entry(9));
    for (int n : new int[] {5, 7, 9}) {
      assertThat(sampler.propose(n)).contains(entry(n));
      sampler.started(n, entry(n).configuration());
    }
    assertThat(sampler.propose(10).orElseThrow().origin()).startsWith("sobol point");
  }

  @Test
  void started_outOfTurn_isStruckOffAndTheOthersRemain() {
    Sampler sampler = sampler(entry(5), entry(7), entry(9));
    sampler.started(0, entry(7).configuration());
    sampler.started(1, SPACE.configuration(Map.of("n", 500)));
    assertThat(sampler.propose(2)).contains(entry(5));
    sampler.started(2, entry(5).configuration());
    assertThat(sampler.propose(3)).contains(entry(9));
  }

  @Test
  void portfolio_withARepeatedConfiguration_triesItOnce() {
    Sampler sampler = sampler(entry(5), entry(5), entry(9));
    sampler.started(0, entry(5).configuration());
    assertThat(sampler.propose(1)).contains(entry(9));
  }

  @Test
  void portfolio_entryThatViolatesAConstraint_isSkipped() {
    SearchSpace constrained =
        new SearchSpace(SPACE.parameters(), Map.of(), List.of(Constraint.parse("n >= 6")));
    PortfolioSampler sampler =
        new PortfolioSampler(
            constrained,
            List.of(entry(5), entry(7)),
            new RandomSampler(constrained, new RandomStreams(1)));
    assertThat(sampler.propose(0)).contains(entry(7));
  }
}
