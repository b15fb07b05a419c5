package io.cairn.core.surrogate;

import java.util.random.RandomGenerator;

/**
 * Random Fourier features of the Matern-5/2 kernel: dot products of them approximate it with a
 * standard deviation of about 1 / sqrt(size).
 *
 * <p>A. Rahimi, B. Recht, "Random features for large-scale kernel machines", NIPS 2007. The
 * frequencies of a Matern kernel of smoothness nu are normal over the root of a gamma variable of
 * shape nu and mean 1 (its spectral density is a multivariate t).
 */
public final class FourierFeatures {
  private static final double SMOOTHNESS = 2.5;

  private final double[][] frequencies; // [coordinate][feature]
  private final double[] phases;
  private final double amplitude;

  /**
   * Features of a kernel.
   *
   * @param lengthScales one for each coordinate, above 0
   * @param size number of features
   */
  public FourierFeatures(double[] lengthScales, int size, RandomGenerator random) {
    this.frequencies = new double[lengthScales.length][size];
    this.phases = new double[size];
    this.amplitude = Math.sqrt(2.0 / size);
    for (int f = 0; f < size; f++) {
      double scale = 1 / Math.sqrt(gamma(random) / SMOOTHNESS);
      for (int p = 0; p < lengthScales.length; p++) {
        frequencies[p][f] = Normal.draw(random) * scale / lengthScales[p];
      }
      phases[f] = random.nextDouble() * 2 * Math.PI;
    }
  }

  /** A gamma variable of shape 5/2: half a chi-squared one of five degrees of freedom. */
  private static double gamma(RandomGenerator random) {
    double squares = 0;
    for (int i = 0; i < 2 * SMOOTHNESS; i++) {
      double normal = Normal.draw(random);
      squares += normal * normal;
    }
    return squares / 2;
  }

  /** Number of features. */
  public int size() {
    return phases.length;
  }

  /** The features of a vector. */
  public double[] of(double[] vector) {
    double[] angles = phases.clone();
    for (int p = 0; p < vector.length; p++) {
      double x = vector[p];
      double[] row = frequencies[p];
      if (x != 0) {
        for (int f = 0; f < angles.length; f++) {
          angles[f] += x * row[f];
        }
      }
    }
    for (int f = 0; f < angles.length; f++) {
      angles[f] = amplitude * Math.cos(angles[f]);
    }
    return angles;
  }
}
