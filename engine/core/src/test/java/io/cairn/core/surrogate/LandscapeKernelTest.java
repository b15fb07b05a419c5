package io.cairn.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LandscapeKernelTest {
  private static final int[] SURFACES = {0, 1, 4};

  @Test
  void covariance_isSymmetric_andAtTheSamePointTheVariance() {
    for (int surfaces : SURFACES) {
      for (long seed = 0; seed < 20; seed++) {
        RandomProcess process = new RandomProcess(seed, surfaces);
        LandscapeKernel kernel = process.kernel;
        LandscapePoint a = process.point();
        LandscapePoint b = process.point();
        for (int r = 0; r < RandomProcess.RUNGS; r++) {
          assertThat(kernel.covariance(a, r, a, r))
              .as("%d surfaces, seed %d, rung %d", surfaces, seed, r)
              .isCloseTo(kernel.variance(a, r), within(1e-12));
          for (int s = 0; s < RandomProcess.RUNGS; s++) {
            assertThat(kernel.covariance(a, r, b, s))
                .as("%d surfaces, seed %d, rungs %d and %d", surfaces, seed, r, s)
                .isCloseTo(kernel.covariance(b, s, a, r), within(1e-12));
          }
        }
      }
    }
  }

  @Test
  void covariance_isBoundedByTheDeviations() {
    for (int surfaces : SURFACES) {
      for (long seed = 0; seed < 50; seed++) {
        RandomProcess process = new RandomProcess(seed, surfaces);
        LandscapePoint a = process.point();
        LandscapePoint b = process.point();
        double bound =
            Math.sqrt(process.kernel.variance(a, 0) * process.kernel.variance(b, 2)) + 1e-12;
        assertThat(Math.abs(process.kernel.covariance(a, 0, b, 2)))
            .as("%d surfaces, seed %d", surfaces, seed)
            .isLessThanOrEqualTo(bound);
      }
    }
  }

  /** Every part by hand: level and rough part by rung and distance, surfaces by their belief. */
  @Test
  void covariance_oneSurface_isTheSumOfItsParts() {
    KernelShape shape = new KernelShape(new double[] {0.5, 1}, new double[] {0.2, 0.3});
    LandscapeKernel kernel =
        new LandscapeKernel(
            shape,
            0.6,
            0.4,
            0.1,
            new LandscapeKernel.Coefficients(new double[] {2}, new double[][] {{0.09}}));
    RandomProcess process = new RandomProcess(1, 1);
    LandscapePoint any = process.point();
    LandscapePoint a =
        new LandscapePoint(
            any.configuration(),
            new double[] {0, 0},
            new double[][] {{1}, {2}, {3}},
            new double[3]);
    LandscapePoint b =
        new LandscapePoint(
            any.configuration(),
            new double[] {0.5, 0},
            new double[][] {{-1}, {-2}, {-3}},
            new double[3]);
    double matern = (1 + Math.sqrt(5) + 5.0 / 3) * Math.exp(-Math.sqrt(5));
    double rungs = Math.exp(-0.5);
    assertThat(kernel.covariance(a, 0, b, 2))
        .isCloseTo(rungs * 0.16 + rungs * 0.36 * matern + 0.09 * 1 * -3, within(1e-12));
    assertThat(kernel.mean(a, 1)).isEqualTo(4);
    assertThat(kernel.mean(b, 2)).isEqualTo(-6);
    assertThat(kernel.variance(a, 1)).isCloseTo(0.36 + 0.16 + 0.09 * 4, within(1e-12));
  }

  @Test
  void withoutSurfaces_meanIsZero_andFarApartOnlyTheLevelIsShared() {
    LandscapeKernel kernel =
        new LandscapeKernel(
            new KernelShape(new double[] {0.01, 0.01}, new double[] {0.2, 0.3}),
            0.6,
            0.4,
            0.1,
            LandscapeKernel.Coefficients.NONE);
    RandomProcess process = new RandomProcess(2, 0);
    LandscapePoint a = process.point();
    LandscapePoint b = process.point();
    assertThat(kernel.mean(a, 0)).isZero();
    assertThat(kernel.covariance(a, 1, b, 1)).isCloseTo(0.16, within(1e-6));
  }
}
