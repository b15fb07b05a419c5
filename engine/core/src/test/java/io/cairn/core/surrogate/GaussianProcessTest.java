package io.cairn.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.surrogate.RandomProcess.Seen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
  private static final int[] SURFACES = {0, 3};
  private static final double CLOSE = 1e-5;

  private static GaussianProcess observed(LandscapeKernel kernel, List<Seen> all) {
    GaussianProcess process = new GaussianProcess(kernel);
    all.forEach(s -> process.observe(s.point(), s.rung(), s.value()));
    return process;
  }

  private static double mean(GaussianProcess process, LandscapePoint point, int rung) {
    return candidates(process, point, rung).mean(0);
  }

  private static Candidates candidates(GaussianProcess process, LandscapePoint point, int rung) {
    Candidates candidates = new Candidates(process, rung, List.of(point));
    candidates.update();
    return candidates;
  }

  @Test
  void observe_weightsLikelihoodAndFit_areThoseOfADenseSolve() {
    for (int surfaces : SURFACES) {
      for (long seed = 0; seed < 10; seed++) {
        RandomProcess random = new RandomProcess(seed, surfaces);
        for (int n : new int[] {1, 2, 17, 40}) {
          List<Seen> all = random.seen(n);
          GaussianProcess process = observed(random.kernel, all);
          String which = surfaces + " surfaces, seed " + seed + ", n " + n;
          assertThat(process.size()).as(which).isEqualTo(n);
          double[] weights = random.denseWeights(all);
          double most = 1;
          for (double weight : weights) {
            most = Math.max(most, Math.abs(weight));
          }
          assertThat(process.weights()).as(which).containsExactly(weights, within(CLOSE * most));
          double likelihood = random.denseLogLikelihood(all);
          assertThat(process.logLikelihood())
              .as(which)
              .isCloseTo(likelihood, within(CLOSE * (1 + Math.abs(likelihood))));
          Seen last = all.get(n - 1);
          assertThat(mean(process, last.point(), last.rung()))
              .as(which)
              .isCloseTo(
                  random.densePrediction(all, last.point(), last.rung()).mean(), within(CLOSE));
        }
      }
    }
  }

  @Test
  void beforeAnyObservation_thereIsNothing() {
    GaussianProcess process = new GaussianProcess(new RandomProcess(1, 2).kernel);
    assertThat(process.size()).isZero();
    assertThat(process.weights()).isEmpty();
    assertThat(process.logLikelihood()).isZero();
  }

  @Test
  void logLikelihood_ofOtherValues_isThatOfHavingObservedThem() {
    for (int surfaces : SURFACES) {
      for (long seed = 0; seed < 10; seed++) {
        RandomProcess random = new RandomProcess(seed, surfaces);
        List<Seen> all = random.seen(12);
        List<Seen> others = new ArrayList<>();
        double[] values = new double[12];
        for (int i = 0; i < 12; i++) {
          values[i] = random.seen().value();
          others.add(new Seen(all.get(i).point(), all.get(i).rung(), values[i]));
        }
        GaussianProcess process = observed(random.kernel, all);
        double before = process.logLikelihood();
        assertThat(process.logLikelihood(values))
            .as("%d surfaces, seed %d", surfaces, seed)
            .isCloseTo(observed(random.kernel, others).logLikelihood(), within(1e-9))
            .isNotCloseTo(before, within(1e-9));
        assertThat(process.logLikelihood()).as("nothing changed").isEqualTo(before);
      }
    }
  }

  @Test
  void await_changesNoMean_andShrinksVarianceAsAnObservationThereWould() {
    for (int surfaces : SURFACES) {
      for (long seed = 0; seed < 20; seed++) {
        RandomProcess random = new RandomProcess(seed, surfaces);
        List<Seen> all = random.seen(8);
        GaussianProcess waiting = observed(random.kernel, all);
        GaussianProcess certain = observed(random.kernel, all);
        LandscapePoint probe = random.point();
        double before = mean(waiting, probe, 2);
        double deviation = candidates(waiting, probe, 2).deviation(0);
        Seen next = random.seen();
        waiting.await(next.point(), next.rung());
        certain.observe(next.point(), next.rung(), next.value());
        String which = surfaces + " surfaces, seed " + seed;
        assertThat(mean(waiting, probe, 2)).as(which).isEqualTo(before);
        assertThat(candidates(waiting, probe, 2).deviation(0))
            .as(which)
            .isLessThan(deviation)
            .isEqualTo(candidates(certain, probe, 2).deviation(0));
      }
    }
  }

  @Test
  void settle_inAnyOrder_isAsObservingInTheFirstPlace() {
    for (int surfaces : SURFACES) {
      for (long seed = 0; seed < 30; seed++) {
        RandomProcess random = new RandomProcess(seed, surfaces);
        List<Seen> all = random.seen(25);
        Random order = new Random(seed);
        GaussianProcess late = new GaussianProcess(random.kernel);
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
          Seen seen = all.get(i);
          if (order.nextInt(3) == 0) {
            late.observe(seen.point(), seen.rung(), seen.value());
          } else {
            open.add(late.await(seen.point(), seen.rung()));
          }
          if (!open.isEmpty() && order.nextInt(3) == 0) {
            int index = open.remove(order.nextInt(open.size()));
            late.settle(index, all.get(index).value());
          }
        }
        Collections.shuffle(open, order);
        open.forEach(index -> late.settle(index, all.get(index).value()));
        GaussianProcess early = observed(random.kernel, all);
        String which = surfaces + " surfaces, seed " + seed;
        assertThat(late.weights()).as(which).isEqualTo(early.weights());
        assertThat(late.logLikelihood()).as(which).isEqualTo(early.logLikelihood());
        LandscapePoint probe = random.point();
        assertThat(mean(late, probe, 1)).as(which).isEqualTo(mean(early, probe, 1));
      }
    }
  }

  @Test
  void observe_theSamePointOverAndOver_staysFinite() {
    RandomProcess random = new RandomProcess(3, 2);
    LandscapeKernel noiseless =
        new LandscapeKernel(random.kernel.shape(), 1, 0.5, 0, random.kernel.coefficients());
    GaussianProcess process = new GaussianProcess(noiseless);
    LandscapePoint point = random.point();
    for (int i = 0; i < 40; i++) {
      process.observe(point, 1, 0.25);
    }
    assertThat(process.weights()).doesNotContain(Double.NaN);
    assertThat(mean(process, point, 1)).isCloseTo(0.25, within(1e-3));
    assertThat(process.logLikelihood()).isFinite();
  }
}
