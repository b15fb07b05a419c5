package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UniqueProposalsTest {

  private static UniqueProposals random(SearchSpace space, long seed) {
    RandomStreams streams = new RandomStreams(seed);
    return new UniqueProposals(space, new RandomSampler(space, streams), streams);
  }

  /** Starts every proposal until there is none. */
  private static Set<Configuration> exhaust(Sampler sampler, int most) {
    Set<Configuration> tried = new HashSet<>();
    for (int trial = 0; trial < most; trial++) {
      Optional<Proposal> proposal = sampler.propose(trial);
      if (proposal.isEmpty()) {
        return tried;
      }
      assertThat(tried.add(proposal.get().configuration())).as("trial %d is new", trial).isTrue();
      sampler.started(trial, proposal.get().configuration());
    }
    return tried;
  }

  @Test
  void finiteSpace_everyConfigurationComesOnce() {
    for (long seed = 0; seed < 5; seed++) {
      UniqueProposals sampler = random(TestSpaces.twelve(), seed);
      assertThat(exhaust(sampler, 100)).as("seed %d", seed).hasSize(12);
      assertThat(sampler.exhaustion())
          .isEqualTo("space exhausted: all 12 configurations were tried");
    }
  }

  @Test
  void largerFiniteSpace_isExhaustedToTheLastOne() {
    SearchSpace space =
        TestSpaces.of(TestSpaces.integer("a", 1, 40), TestSpaces.integer("b", 1, 50));
    RandomStreams streams = new RandomStreams(2);
    assertThat(exhaust(random(space, 1), 3000)).hasSize(2000);
    assertThat(
            exhaust(
                new UniqueProposals(space, SobolSampler.scrambled(space, streams), streams), 3000))
        .hasSize(2000);
  }

  @Test
  void constrainedFiniteSpace_findsTheFeasibleOnesThatDrawingMisses() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                TestSpaces.integer("a", 1, 90),
                TestSpaces.integer("b", 1, 90),
                TestSpaces.integer("c", 1, 90)),
            Map.of(),
            List.of(Constraint.parse("a + b + c >= 269")));
    UniqueProposals sampler = random(space, 3);
    assertThat(exhaust(sampler, 100)).hasSize(4);
    assertThat(sampler.exhaustion()).isEqualTo("space exhausted: all 4 configurations were tried");
  }

  @Test
  void infiniteSpaceOfWhichConstraintsLeaveAFew_stopsAndSaysSo() {
    SearchSpace space =
        new SearchSpace(
            List.of(new CategoricalParameter("kind", List.of("a", "b", "c")), TestSpaces.real("x")),
            Map.of("x", new Condition.Equals("kind", "a")),
            List.of(Constraint.parse("not (kind = a)")));
    UniqueProposals sampler = random(space, 4);
    assertThat(exhaust(sampler, 100)).hasSize(2);
    assertThat(sampler.exhaustion())
        .isEqualTo(
            "space exhausted: no untried configuration was found in 1000 draws after 2 different ones");
  }

  @Test
  void impossibleConstraint_saysThatTheConstraintsAreWhy() {
    SearchSpace space =
        new SearchSpace(
            List.of(TestSpaces.real("x"), TestSpaces.real("y")),
            Map.of(),
            List.of(Constraint.parse("x + y > 3")));
    UniqueProposals sampler = random(space, 5);
    assertThat(sampler.propose(0)).isEmpty();
    assertThat(sampler.exhaustion()).contains("constraints");
  }

  /**
   * One draw of 50,000 satisfies the constraint, and drawing gives up after 20,000: it is asked
   * again.
   */
  @Test
  void verySmallFeasiblePart_isFoundBySeveralAttempts() {
    SearchSpace space =
        new SearchSpace(
            List.of(TestSpaces.real("x"), TestSpaces.real("y")),
            Map.of(),
            List.of(Constraint.parse("x + y <= 0.00633")));
    assertThat(exhaust(random(space, 7), 20)).hasSize(20).allMatch(space::satisfies);
  }

  @Test
  void startsOfOthers_countAsTried() {
    SearchSpace space = TestSpaces.twelve();
    UniqueProposals sampler = random(space, 6);
    space.grid(100).forEachRemaining(configuration -> sampler.started(0, configuration));
    assertThat(sampler.propose(1)).isEmpty();
  }

  /**
   * Field case O10: 20 pending, four integers with 5, 30, 30 and 30 values, 200 trials: no
   * duplicate.
   */
  @Test
  void bohbWithTwentyWorkers_neverSuggestsTheSameTwice() {
    for (String name : List.of("bohb", "asha", "random", "sobol")) {
      for (long seed = 0; seed < 3; seed++) {
        Method method =
            Methods.create(
                new MethodSpec(
                    MethodSettings.of(name, seed),
                    TestSpaces.fourIntegers(),
                    TestSpaces.epochs(),
                    OptionalInt.of(200),
                    List.of()));
        MethodRun run =
            new MethodRun(
                    method,
                    TestSpaces.epochs(),
                    20,
                    200,
                    (trial, configuration, level) -> TestSpaces.loss(configuration, level),
                    seed)
                .run();
        assertThat(run.configurations()).as("%s, seed %d", name, seed).hasSize(200);
        assertThat(new HashSet<>(run.configurations())).as("%s, seed %d", name, seed).hasSize(200);
      }
    }
  }
}
