package io.cairn.workers.smile.model;

import java.util.Arrays;

/** What a model predicts for the validation rows, in their order. */
public sealed interface Predictions {

  /** Number of rows. */
  int size();

  /** Whether every number in it is finite; a diverged model predicts NaN or infinities. */
  boolean finite();

  /** Classes with their probabilities. */
  final class Classes implements Predictions {
    private final int[] labels;
    private final double[][] probabilities;

    /**
     * @param labels predicted classes
     * @param probabilities row by row, one a class; not copied, so nobody may write to it any more
     */
    Classes(int[] labels, double[][] probabilities) {
      this.labels = labels.clone();
      this.probabilities = probabilities;
    }

    /** With the most probable class of each row, the first of equals, as its label. */
    static Classes mostProbable(double[][] probabilities) {
      return new Classes(
          Arrays.stream(probabilities).mapToInt(Classes::largest).toArray(), probabilities);
    }

    private static int largest(double[] row) {
      int best = 0;
      for (int i = 1; i < row.length; i++) {
        best = row[i] > row[best] ? i : best;
      }
      return best;
    }

    int label(int row) {
      return labels[row];
    }

    double probability(int row, int label) {
      return probabilities[row][label];
    }

    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public boolean finite() {
      return Arrays.stream(probabilities)
          .flatMapToDouble(Arrays::stream)
          .allMatch(Double::isFinite);
    }
  }

  /** Numbers. */
  final class Values implements Predictions {
    private final double[] values;

    Values(double[] values) {
      this.values = values.clone();
    }

    double at(int row) {
      return values[row];
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean finite() {
      return Arrays.stream(values).allMatch(Double::isFinite);
    }
  }
}
