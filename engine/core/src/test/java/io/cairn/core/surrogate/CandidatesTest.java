package io.cairn.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.surrogate.RandomProcess.Prediction;
import io.cairn.core.surrogate.RandomProcess.Seen;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static final int[] SURFACES = {0, 3};

  private static void assertSame(Candidates one, Candidates two, String which) {
    assertThat(one.size()).isEqualTo(two.size());
    for (int c = 0; c < one.size(); c++) {
      assertThat(one.point(c)).isSameAs(two.point(c));
      assertThat(one.mean(c)).as("mean of %d, %s", c, which).isEqualTo(two.mean(c));
      assertThat(one.deviation(c)).as("deviation of %d, %s", c, which).isEqualTo(two.deviation(c));
    }
  }

  @Test
  void update_meansAndDeviations_areThoseOfADenseSolve() {
    for (int surfaces : SURFACES) {
      for (long seed = 0; seed < 10; seed++) {
        RandomProcess random = new RandomProcess(seed, surfaces);
        List<LandscapePoint> points = random.points(6);
        List<Seen> all = random.seen(20);
        for (int rung = 0; rung < RandomProcess.RUNGS; rung++) {
          GaussianProcess process = new GaussianProcess(random.kernel);
          Candidates candidates = new Candidates(process, rung, points);
          all.forEach(s -> process.observe(s.point(), s.rung(), s.value()));
          candidates.update();
          for (int c = 0; c < 6; c++) {
            Prediction dense = random.densePrediction(all, points.get(c), rung);
            String which = surfaces + " surfaces, seed " + seed + ", rung " + rung;
            assertThat(candidates.mean(c)).as(which).isCloseTo(dense.mean(), within(1e-5));
            assertThat(candidates.deviation(c))
                .as(which)
                .isCloseTo(Math.sqrt(dense.variance()), within(1e-4));
          }
        }
      }
    }
  }

  @Test
  void new_withoutObservations_predictsThePrior() {
    RandomProcess random = new RandomProcess(1, 3);
    List<LandscapePoint> points = random.points(3);
    Candidates candidates = new Candidates(new GaussianProcess(random.kernel), 2, points);
    candidates.update();
    for (int c = 0; c < 3; c++) {
      assertThat(candidates.mean(c)).isEqualTo(random.kernel.mean(points.get(c), 2));
      assertThat(candidates.deviation(c))
          .isCloseTo(Math.sqrt(random.kernel.variance(points.get(c), 2)), within(1e-15));
    }
  }

  /** Live, candidates follow every observation; on replay they may be made when all is known. */
  @Test
  void update_afterEachChangeOrOnceAtTheEnd_isTheSameBitForBit() {
    for (int surfaces : SURFACES) {
      for (long seed = 0; seed < 20; seed++) {
        RandomProcess random = new RandomProcess(seed, surfaces);
        SplittableRandom order = new SplittableRandom(seed);
        List<LandscapePoint> points = random.points(10);
        GaussianProcess process = new GaussianProcess(random.kernel);
        int rung = order.nextInt(RandomProcess.RUNGS);
        Candidates grown = new Candidates(process, rung, points);
        Candidates lazy = new Candidates(process, rung, points);
        Deque<Integer> open = new ArrayDeque<>();
        for (Seen seen : random.seen(40)) {
          if (order.nextInt(2) == 0) {
            process.observe(seen.point(), seen.rung(), seen.value());
          } else {
            open.add(process.await(seen.point(), seen.rung()));
          }
          if (!open.isEmpty() && order.nextInt(3) == 0) {
            process.settle(open.remove(), seen.value());
          }
          grown.update();
          if (order.nextInt(8) == 0) {
            lazy.update();
          }
        }
        lazy.update();
        Candidates built = new Candidates(process, rung, points);
        built.update();
        String which = surfaces + " surfaces, seed " + seed;
        assertSame(grown, built, which);
        assertSame(lazy, built, which);
      }
    }
  }

  @Test
  void add_lateOrFromTheStart_isTheSameBitForBit() {
    for (int surfaces : SURFACES) {
      for (long seed = 0; seed < 20; seed++) {
        RandomProcess random = new RandomProcess(seed, surfaces);
        SplittableRandom order = new SplittableRandom(seed);
        List<LandscapePoint> points = random.points(30);
        GaussianProcess process = new GaussianProcess(random.kernel);
        int rung = order.nextInt(RandomProcess.RUNGS);
        Candidates late = new Candidates(process, rung, List.of());
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < points.size(); i++) {
          Seen seen = random.seen();
          open.add(process.await(seen.point(), seen.rung()));
          if (order.nextInt(2) == 0) {
            process.settle(open.remove(), seen.value());
          }
          if (order.nextInt(2) == 0) {
            late.update();
          }
          assertThat(late.add(points.get(i))).isEqualTo(i);
        }
        late.update();
        Candidates start = new Candidates(process, rung, points);
        start.update();
        assertSame(late, start, surfaces + " surfaces, seed " + seed);
      }
    }
  }

  @Test
  void add_predictsByWhatWasTakenIn() {
    RandomProcess random = new RandomProcess(4, 2);
    List<Seen> all = random.seen(9);
    GaussianProcess process = new GaussianProcess(random.kernel);
    Candidates candidates = new Candidates(process, 1, random.points(2));
    all.forEach(s -> process.observe(s.point(), s.rung(), s.value()));
    candidates.update();
    LandscapePoint fresh = random.point();
    int index = candidates.add(fresh);
    Prediction dense = random.densePrediction(all, fresh, 1);
    assertThat(candidates.mean(index)).isCloseTo(dense.mean(), within(1e-5));
    assertThat(candidates.deviation(index)).isCloseTo(Math.sqrt(dense.variance()), within(1e-4));
  }

  @Test
  void deviation_atAnObservationWithoutNoise_isTinyAndNeverNaN() {
    RandomProcess random = new RandomProcess(5, 0);
    LandscapeKernel noiseless =
        new LandscapeKernel(random.kernel.shape(), 1, 0.5, 0, LandscapeKernel.Coefficients.NONE);
    GaussianProcess process = new GaussianProcess(noiseless);
    List<LandscapePoint> points = random.points(12);
    points.forEach(p -> process.observe(p, 0, 0.5));
    points.forEach(p -> process.observe(p, 0, 0.5));
    Candidates candidates = new Candidates(process, 0, points);
    candidates.update();
    for (int c = 0; c < points.size(); c++) {
      assertThat(candidates.deviation(c)).isGreaterThan(0).isLessThan(1e-3);
    }
  }
}
