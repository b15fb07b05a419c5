package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KdeSamplerTest {
  /** Two reals and a category; the loss is least at x = .2, y = .8, colour = green. */
  private static final SearchSpace SPACE =
      TestSpaces.of(
          TestSpaces.real("x"),
          TestSpaces.real("y"),
          new CategoricalParameter("colour", List.of("red", "green", "blue")));

  private static final RungLadder ONE_RUNG = RungLadder.single();

  private static double loss(Configuration configuration) {
    double x = (Double) configuration.value(0) - 0.2;
    double y = (Double) configuration.value(1) - 0.8;
    return x * x + y * y + (configuration.value(2).equals("green") ? 0 : 0.3);
  }

  private static KdeSampler sampler(RungLadder ladder, long seed) {
    return KdeSampler.of(SPACE, ladder, new RandomStreams(seed));
  }

  private static boolean isOfModel(Proposal proposal) {
    return proposal.origin().startsWith("model");
  }

  /** Tells the sampler of finished random trials. */
  private static void teach(KdeSampler sampler, int trials, long seed, int rung) {
    RandomSampler random = new RandomSampler(SPACE, new RandomStreams(seed));
    for (int trial = 0; trial < trials; trial++) {
      Configuration configuration = random.propose(trial).orElseThrow().configuration();
      sampler.started(trial, configuration);
      sampler.reported(trial, configuration, rung, loss(configuration));
    }
  }

  /**
   * Gate: mean loss of what the model proposes after 60 random results, over 10 seeds. Healthy
   * 0.048; the first candidate taken instead of the best 0.37; good and bad density exchanged 0.97.
   * Bar 0.12.
   */
  @Test
  void propose_afterSixtyResults_samplesTheGoodRegion() {
    double sum = 0;
    int count = 0;
    for (long seed = 0; seed < 10; seed++) {
      KdeSampler sampler = sampler(ONE_RUNG, seed);
      teach(sampler, 60, seed + 1000, 0);
      for (int trial = 60; trial < 100; trial++) {
        Proposal proposal = sampler.propose(trial).orElseThrow();
        if (isOfModel(proposal)) {
          sum += loss(proposal.configuration());
          count++;
        }
      }
    }
    assertThat(sum / count).isLessThan(0.12);
  }

  /**
   * Gate: mean over 20 seeds of the best loss after 60 trials one after the other, against random
   * search (0.0119). Healthy 0.0035; bandwidths that may collapse 0.033; densities exchanged 0.042.
   * Bar: half of random search.
   */
  @Test
  void run_oneAfterTheOther_beatsRandomSearch() {
    double byModel = 0;
    double byChance = 0;
    for (long seed = 0; seed < 20; seed++) {
      byModel += best(sampler(ONE_RUNG, seed), 60);
      byChance += best(new RandomSampler(SPACE, new RandomStreams(seed)), 60);
    }
    assertThat(byModel).as("sum of best losses; random %s", byChance).isLessThan(0.5 * byChance);
  }

  private static double best(Sampler sampler, int trials) {
    double best = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < trials; trial++) {
      Configuration configuration = sampler.propose(trial).orElseThrow().configuration();
      sampler.started(trial, configuration);
      sampler.reported(trial, configuration, 0, loss(configuration));
      best = Math.min(best, loss(configuration));
    }
    return best;
  }

  @Test
  void propose_beforeEnoughResults_isRandom() {
    KdeSampler sampler = sampler(ONE_RUNG, 1);
    int least = KdeSettings.minPoints(3) + 2;
    teach(sampler, least - 1, 7, 0);
    for (int trial = least; trial < least + 50; trial++) {
      assertThat(sampler.propose(trial).orElseThrow().origin()).isEqualTo("random");
    }
    Configuration last =
        new RandomSampler(SPACE, new RandomStreams(8)).propose(0).orElseThrow().configuration();
    sampler.started(least - 1, last);
    sampler.reported(least - 1, last, 0, loss(last));
    assertThat(proposals(sampler, least, 50)).anyMatch(KdeSamplerTest::isOfModel);
  }

  @Test
  void propose_aboutAThird_isRandom() {
    KdeSampler sampler = sampler(ONE_RUNG, 3);
    teach(sampler, 40, 7, 0);
    long random = proposals(sampler, 40, 900).stream().filter(p -> !isOfModel(p)).count();
    // 300 expected, standard deviation 14.
    assertThat(random).as("of 900, seed 3").isBetween(230L, 370L);
  }

  @Test
  void propose_usesTheHighestRungWithEnoughResults_andNamesIt() {
    KdeSampler sampler = sampler(TestSpaces.epochs(), 4);
    teach(sampler, 30, 7, 0);
    assertThat(modelOrigins(sampler)).containsOnly("model at epoch 1");
    teach(sampler, 10, 8, 2);
    assertThat(modelOrigins(sampler)).containsOnly("model at epoch 9");
    teach(sampler, 3, 9, 3);
    assertThat(modelOrigins(sampler)).containsOnly("model at epoch 9");
  }

  private static List<String> modelOrigins(KdeSampler sampler) {
    return proposals(sampler, 500, 40).stream()
        .filter(KdeSamplerTest::isOfModel)
        .map(Proposal::origin)
        .distinct()
        .toList();
  }

  private static List<Proposal> proposals(Sampler sampler, int first, int count) {
    List<Proposal> proposals = new ArrayList<>();
    for (int trial = first; trial < first + count; trial++) {
      proposals.add(sampler.propose(trial).orElseThrow());
    }
    return proposals;
  }

  /**
   * Gate for the kind of field case O10: mean distance of 20 suggestions that are out at once to
   * the nearest other one, over 10 seeds. Healthy 0.048; pending trials invisible to the model
   * 0.026. Bar 0.036.
   */
  @Test
  void propose_whileTwentyArePending_spreads() {
    double spread = 0;
    for (long seed = 0; seed < 10; seed++) {
      KdeSampler sampler = sampler(ONE_RUNG, seed);
      teach(sampler, 60, seed + 1000, 0);
      List<Configuration> pending = new ArrayList<>();
      for (int trial = 60; pending.size() < 20; trial++) {
        Proposal proposal = sampler.propose(trial).orElseThrow();
        if (isOfModel(proposal)) {
          pending.add(proposal.configuration());
          sampler.started(trial, proposal.configuration());
        }
      }
      spread += meanNearest(pending) / 10;
    }
    assertThat(spread).isGreaterThan(0.036);
  }

  private static double meanNearest(List<Configuration> configurations) {
    double sum = 0;
    for (Configuration one : configurations) {
      double nearest = Double.POSITIVE_INFINITY;
      for (Configuration other : configurations) {
        if (other != one) {
          double[] a = SPACE.encode(one);
          double[] b = SPACE.encode(other);
          nearest = Math.min(nearest, Math.hypot(a[0] - b[0], a[1] - b[1]));
        }
      }
      sum += nearest;
    }
    return sum / configurations.size();
  }

  @Test
  void started_aPendingTrial_movesTheModelAway_andItsEndMovesItBack() {
    KdeSampler sampler = sampler(ONE_RUNG, 5);
    teach(sampler, 60, 7, 0);
    int trial = 60;
    while (!isOfModel(sampler.propose(trial).orElseThrow())) {
      trial++;
    }
    Optional<Proposal> first = sampler.propose(trial);
    Configuration chosen = first.orElseThrow().configuration();
    for (int other = 1000; other < 1010; other++) {
      sampler.started(other, chosen);
    }
    assertThat(sampler.propose(trial)).isNotEqualTo(first);
    for (int other = 1000; other < 1010; other++) {
      sampler.stopped(other, chosen);
    }
    assertThat(sampler.propose(trial)).isEqualTo(first);
  }

  @Test
  void propose_divergedResults_areAvoidedAndPoisonNothing() {
    KdeSampler sampler = sampler(ONE_RUNG, 6);
    RandomSampler random = new RandomSampler(SPACE, new RandomStreams(77));
    int diverged = 0;
    for (int trial = 0; trial < 120; trial++) {
      Configuration configuration = random.propose(trial).orElseThrow().configuration();
      boolean diverges = (Double) configuration.value(0) > 0.5;
      diverged += diverges ? 1 : 0;
      double bad =
          trial % 3 == 0
              ? Double.NaN
              : trial % 3 == 1 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      sampler.started(trial, configuration);
      sampler.reported(trial, configuration, 0, diverges ? bad : loss(configuration));
    }
    assertThat(diverged).isGreaterThan(30);
    long inDivergent =
        proposals(sampler, 200, 200).stream()
            .filter(KdeSamplerTest::isOfModel)
            .filter(proposal -> (Double) proposal.configuration().value(0) > 0.5)
            .count();
    assertThat(inDivergent).as("model proposals where trials diverge, seed 6").isLessThan(10);
  }

  @Test
  void propose_conditionalSpace_isFeasibleAndOfTheModel() {
    SearchSpace space = TestSpaces.mixed();
    KdeSampler sampler = KdeSampler.of(space, ONE_RUNG, new RandomStreams(9));
    int ofModel = 0;
    for (int trial = 0; trial < 150; trial++) {
      Proposal proposal = sampler.propose(trial).orElseThrow();
      assertThat(space.satisfies(proposal.configuration())).isTrue();
      ofModel += isOfModel(proposal) ? 1 : 0;
      sampler.started(trial, proposal.configuration());
      sampler.reported(
          trial, proposal.configuration(), 0, TestSpaces.loss(proposal.configuration(), 1));
    }
    assertThat(ofModel).isGreaterThan(70);
  }

  @Test
  void propose_failedTrials_countAsBad() {
    KdeSampler sampler = sampler(ONE_RUNG, 10);
    teach(sampler, 60, 7, 0);
    double before = shareNearOptimum(sampler);
    RandomSampler random = new RandomSampler(SPACE, new RandomStreams(11));
    for (int trial = 1000; trial < 3000; trial++) {
      Configuration configuration = random.propose(trial).orElseThrow().configuration();
      if (isNearOptimum(configuration)) {
        sampler.started(trial, configuration);
        sampler.failed(trial, configuration);
      }
    }
    assertThat(shareNearOptimum(sampler)).isLessThan(0.5 * before);
  }

  private static double shareNearOptimum(KdeSampler sampler) {
    return proposals(sampler, 60, 300).stream()
            .filter(KdeSamplerTest::isOfModel)
            .filter(proposal -> isNearOptimum(proposal.configuration()))
            .count()
        / 200.0;
  }

  private static boolean isNearOptimum(Configuration configuration) {
    return loss(configuration) < 0.02;
  }
}
