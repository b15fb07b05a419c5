package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Target;
import java.util.Arrays;
import java.util.stream.IntStream;
import smile.classification.PlattScaling;
import smile.classification.SVM;
import smile.math.kernel.MercerKernel;
import smile.regression.KernelMachine;

/** Trains support vector machines and predicts with them. */
final class SupportVectorFit {

  private SupportVectorFit() {}

  static Predictions classes(
      Sample sample, Target.Labels labels, MercerKernel<double[]> kernel, OptionValues values) {
    double[][] rows = sample.numbers().validation();
    int classes = labels.classes().size();
    double[][] scores = new double[classes][];
    double[][] probabilities = new double[rows.length][classes];
    for (int c = classes == 2 ? 1 : 0; c < classes; c++) {
      int positive = c;
      int[] sides = IntStream.of(labels.codes()).map(l -> l == positive ? 1 : -1).toArray();
      double[][] training = sample.numbers().training();
      SVM<double[]> machine =
          SVM.fit(
              training,
              sides,
              kernel,
              values.real("C"),
              values.real("tolerance"),
              values.integer("passes"));
      PlattScaling scaling =
          PlattScaling.fit(Arrays.stream(training).mapToDouble(machine::score).toArray(), sides);
      scores[c] = Arrays.stream(rows).mapToDouble(machine::score).toArray();
      for (int i = 0; i < rows.length; i++) {
        probabilities[i][c] = scaling.scale(scores[c][i]);
      }
    }
    if (classes == 2) {
      Arrays.stream(probabilities).forEach(p -> p[0] = 1 - p[1]);
      return new Predictions.Classes(
          Arrays.stream(scores[1]).mapToInt(s -> s > 0 ? 1 : 0).toArray(), probabilities);
    }
    Arrays.stream(probabilities).forEach(SupportVectorFit::normalise);
    return new Predictions.Classes(
        IntStream.range(0, rows.length).map(i -> best(scores, i)).toArray(), probabilities);
  }

  private static void normalise(double[] row) {
    double sum = Arrays.stream(row).sum();
    for (int i = 0; i < row.length; i++) {
      row[i] = sum > 0 ? row[i] / sum : 1.0 / row.length;
    }
  }

  private static int best(double[][] scores, int row) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c][row] > scores[best][row] ? c : best;
    }
    return best;
  }

  static Predictions numbers(
      Sample sample, Target.Values target, MercerKernel<double[]> kernel, OptionValues values) {
    Standardised standard = Standardised.of(target);
    KernelMachine<double[]> machine =
        smile.regression.SVM.fit(
            sample.numbers().training(),
            standard.values(),
            kernel,
            values.real("epsilon"),
            values.real("C"),
            values.real("tolerance"));
    return new Predictions.Values(
        Arrays.stream(sample.numbers().validation())
            .mapToDouble(row -> standard.back(machine.predict(row)))
            .toArray());
  }
}
