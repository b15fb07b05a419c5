package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Target;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The metrics of {@link Metrics} for classes. */
final class ClassMetrics {

  /** As far as a probability of 0 is believed: a single wrong row must not make a loss infinite. */
  private static final double LEAST_PROBABILITY = 1e-15;

  private ClassMetrics() {}

  static double accuracy(Predictions.Classes predictions, Target.Labels truth) {
    int right = 0;
    for (int i = 0; i < truth.size(); i++) {
      right += predictions.label(i) == truth.at(i) ? 1 : 0;
    }
    return (double) right / truth.size();
  }

  static double logLoss(Predictions.Classes predictions, Target.Labels truth) {
    double sum = 0;
    for (int i = 0; i < truth.size(); i++) {
      sum -= Math.log(Math.max(LEAST_PROBABILITY, predictions.probability(i, truth.at(i))));
    }
    return sum / truth.size();
  }

  static double macroF1(Predictions.Classes predictions, Target.Labels truth) {
    int classes = truth.classes().size();
    int[] hits = new int[classes];
    int[] predicted = new int[classes];
    for (int i = 0; i < truth.size(); i++) {
      predicted[predictions.label(i)]++;
      hits[truth.at(i)] += predictions.label(i) == truth.at(i) ? 1 : 0;
    }
    int[] actual = truth.counts();
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      int either = predicted[c] + actual[c];
      sum += either == 0 ? 0 : 2.0 * hits[c] / either;
    }
    return sum / classes;
  }

  /**
   * Area under the ROC curve of class 1, by ranks (Mann and Whitney 1947): the share of pairs of a
   * positive and a negative row in which the positive one has the larger probability, ties counting
   * one half.
   */
  static double auc(Predictions.Classes predictions, Target.Labels truth) {
    int n = truth.size();
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> predictions.probability(i, 1)))
            .mapToInt(Integer::intValue)
            .toArray();
    double positiveRanks = 0;
    long positives = 0;
    for (int start = 0; start < n; ) {
      int end = start;
      long tiedPositives = 0;
      double value = predictions.probability(order[start], 1);
      while (end < n && predictions.probability(order[end], 1) == value) {
        tiedPositives += truth.at(order[end]);
        end++;
      }
      // Ranks start + 1 to end share their mean.
      positiveRanks += tiedPositives * (start + 1 + end) / 2.0;
      positives += tiedPositives;
      start = end;
    }
    long negatives = n - positives;
    return (positiveRanks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }
}
