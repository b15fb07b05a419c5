package io.cairn.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FourierFeaturesTest {

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] point(int size, SplittableRandom random) {
    return random.doubles(size).toArray();
  }

  /** Matern-5/2 in its textbook form, written apart from the code's. */
  private static double matern(double[] a, double[] b, double[] scales) {
    double squares = 0;
    for (int p = 0; p < a.length; p++) {
      squares += Math.pow((a[p] - b[p]) / scales[p], 2);
    }
    double r = Math.sqrt(squares);
    return (1 + Math.sqrt(5) * r + 5 * r * r / 3) * Math.exp(-Math.sqrt(5) * r);
  }

  @Test
  void dotProducts_approximateMatern() {
    for (int size : new int[] {256, 4096}) {
      for (long seed = 0; seed < 4; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scales = {0.3, 1.1, 0.6, 5};
        FourierFeatures features = new FourierFeatures(scales, size, random);
        double squares = 0;
        int pairs = 200;
        for (int i = 0; i < pairs; i++) {
          double[] a = point(4, random);
          double[] b = point(4, random);
          double error = dot(features.of(a), features.of(b)) - matern(a, b, scales);
          assertThat(error)
              .as("size %d, seed %d, pair %d", size, seed, i)
              .isCloseTo(0, within(5 / Math.sqrt(size)));
          squares += error * error / pairs;
        }
        assertThat(Math.sqrt(squares))
            .as("root mean square, size %d, seed %d", size, seed)
            .isLessThan(1.6 / Math.sqrt(size));
      }
    }
  }

  /** Heavier tails than a Gaussian kernel's: at three length scales it is not yet nothing. */
  @Test
  void dotProducts_meanOverManyDraws_isMaternAndNotGaussian() {
    double[] scales = {1};
    for (double apart : new double[] {0.2, 0.7, 1.5, 3}) {
      double mean = 0;
      for (long seed = 0; seed < 60; seed++) {
        FourierFeatures features =
            new FourierFeatures(scales, 2000, new SplittableRandom(1000 + seed));
        mean += dot(features.of(new double[] {0}), features.of(new double[] {apart})) / 60;
      }
      assertThat(mean)
          .as("apart %s", apart)
          .isCloseTo(matern(new double[] {0}, new double[] {apart}, scales), within(0.01));
    }
  }

  @Test
  void noCoordinates_everyVectorIsAlike() {
    FourierFeatures features = new FourierFeatures(new double[0], 1000, new SplittableRandom(5));
    assertThat(features.size()).isEqualTo(1000);
    double[] only = features.of(new double[0]);
    assertThat(dot(only, only)).isCloseTo(1, within(0.15));
  }

  @Test
  void sameGenerator_givesTheSameFeatures() {
    double[] scales = {0.5, 0.5};
    double[] at = {0.25, 0.75};
    double[] one = new FourierFeatures(scales, 64, new SplittableRandom(9)).of(at);
    assertThat(new FourierFeatures(scales, 64, new SplittableRandom(9)).of(at)).isEqualTo(one);
    assertThat(new FourierFeatures(scales, 64, new SplittableRandom(8)).of(at)).isNotEqualTo(one);
  }
}
