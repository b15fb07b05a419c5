package io.cairn.core.landscape.sample;

import io.cairn.core.landscape.similarity.Agreement;
import io.cairn.core.landscape.similarity.AgreementSettings;
import java.util.Arrays;

/** Means, spreads and correlations; NaN where there are too few numbers or no variation. */
final class Moments {
  private Moments() {}

  static double mean(double[] x) {
    return Arrays.stream(x).average().orElse(Double.NaN);
  }

  static double deviation(double[] x) {
    double mean = mean(x);
    double squares = Arrays.stream(x).map(one -> (one - mean) * (one - mean)).sum();
    return x.length < 2 ? Double.NaN : Math.sqrt(squares / (x.length - 1));
  }

  static double pearson(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double both = 0;
    for (int i = 0; i < x.length; i++) {
      both += (x[i] - meanX) * (y[i] - meanY);
    }
    double spread = deviation(x) * deviation(y);
    return spread > 0 ? Math.max(-1, Math.min(1, both / (x.length - 1) / spread)) : Double.NaN;
  }

  static double spearman(double[] x, double[] y) {
    return Agreement.of(x, y, AgreementSettings.standard()).rho().value();
  }

  static double ratio(double numerator, double denominator) {
    return denominator > 0 ? numerator / denominator : Double.NaN;
  }
}
