package io.cairn.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.surrogate.Normal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RidgeTest {

  private static double[][] features(int n, int size, SplittableRandom random) {
    double[][] features = new double[n][size];
    for (double[] row : features) {
      for (int f = 0; f < size; f++) {
        row[f] = Normal.draw(random);
      }
    }
    return features;
  }

  private static double[] values(int n, SplittableRandom random) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = Normal.draw(random);
    }
    return values;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }

  @Test
  void leaveOneOut_isWhatARefitWithoutThePointPredicts() {
    for (long seed = 0; seed < 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = 2 + random.nextInt(15);
      int size = 1 + random.nextInt(20);
      double penalty = 0.05 + random.nextDouble();
      double[][] features = features(n, size, random);
      double[] values = values(n, random);
      double[] predicted = new Ridge(features, penalty).leaveOneOut(values);
      for (int left = 0; left < n; left++) {
        List<double[]> others = new ArrayList<>();
        double[] rest = new double[n - 1];
        for (int i = 0; i < n; i++) {
          if (i != left) {
            rest[others.size()] = values[i];
            others.add(features[i]);
          }
        }
        double[] weights = new Ridge(others.toArray(double[][]::new), penalty).weights(rest);
        assertThat(predicted[left])
            .as("seed %d, %d points of %d features, without %d", seed, n, size, left)
            .isCloseTo(dot(weights, features[left]), within(1e-8));
      }
    }
  }

  /** The gradient of the squared error plus penalty times the squared weights is nothing. */
  @Test
  void weights_areTheMinimumOfThePenalisedError() {
    for (long seed = 0; seed < 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = 3 + random.nextInt(20);
      int size = 1 + random.nextInt(10);
      double penalty = 0.1 + random.nextDouble();
      double[][] features = features(n, size, random);
      double[] values = values(n, random);
      double[] weights = new Ridge(features, penalty).weights(values);
      assertThat(weights).hasSize(size);
      for (int f = 0; f < size; f++) {
        double gradient = penalty * weights[f];
        for (int i = 0; i < n; i++) {
          gradient += (dot(weights, features[i]) - values[i]) * features[i][f];
        }
        assertThat(gradient).as("seed %d, feature %d", seed, f).isCloseTo(0, within(1e-8));
      }
    }
  }
}
