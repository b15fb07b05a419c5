package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Target;
import java.util.List;
import java.util.stream.IntStream;
import smile.base.cart.Loss;
import smile.math.MathEx;

/**
 * What boosting fits: one score a row and output, moved by the trees of that output. The losses
 * keep the training scores themselves, in the array that {@link Loss#residual} hands out.
 */
sealed interface BoostingObjective {

  /** One loss an output. */
  List<Loss> losses();

  /** The score that every row starts from. */
  double start();

  /** Whether the losses keep scores (+1) or what is left of the target (-1). */
  double direction();

  /** Called before the trees of a round are grown. */
  void beginRound();

  /** How often each training row is in the sample of one tree: 0 or 1. */
  int[] draw(double subsample);

  /** Reads predictions out of scores, one array an output. */
  Predictions read(double[][] scores);

  /** Two classes, by half the log odds of the second. */
  final class TwoClasses implements BoostingObjective {
    private final Target.Labels labels;
    private final Loss loss;
    private final double start;

    TwoClasses(Target.Labels labels) {
      this.labels = labels;
      this.loss = Loss.logistic(labels.codes());
      this.start = loss.intercept(new double[0]);
    }

    @Override
    public List<Loss> losses() {
      return List.of(loss);
    }

    @Override
    public double start() {
      return start;
    }

    @Override
    public double direction() {
      return 1;
    }

    @Override
    public void beginRound() {}

    @Override
    public int[] draw(double subsample) {
      return stratified(labels, subsample);
    }

    @Override
    public Predictions read(double[][] scores) {
      double[][] probabilities = new double[scores[0].length][];
      for (int i = 0; i < probabilities.length; i++) {
        double first = 1 / (1 + Math.exp(2 * scores[0][i]));
        probabilities[i] = new double[] {first, 1 - first};
      }
      return Predictions.Classes.mostProbable(probabilities);
    }
  }

  /** More classes, by a score each and their softmax. */
  final class ManyClasses implements BoostingObjective {
    private final Target.Labels labels;
    private final double[][] probabilities;
    private final List<Loss> losses;

    ManyClasses(Target.Labels labels) {
      this.labels = labels;
      int classes = labels.classes().size();
      int[] codes = labels.codes();
      this.probabilities = new double[codes.length][classes];
      this.losses =
          IntStream.range(0, classes)
              .mapToObj(c -> Loss.logistic(c, classes, codes, probabilities))
              .toList();
    }

    @Override
    public List<Loss> losses() {
      return losses;
    }

    @Override
    public double start() {
      return 0;
    }

    @Override
    public double direction() {
      return 1;
    }

    @Override
    public void beginRound() {
      double[][] scores = losses.stream().map(Loss::residual).toArray(double[][]::new);
      softmax(scores, probabilities);
    }

    @Override
    public int[] draw(double subsample) {
      return stratified(labels, subsample);
    }

    @Override
    public Predictions read(double[][] scores) {
      double[][] result = new double[scores[0].length][scores.length];
      softmax(scores, result);
      return Predictions.Classes.mostProbable(result);
    }

    private static void softmax(double[][] scores, double[][] result) {
      for (int i = 0; i < result.length; i++) {
        for (int c = 0; c < scores.length; c++) {
          result[i][c] = scores[c][i];
        }
        MathEx.softmax(result[i]);
      }
    }
  }

  /** Numbers, by what is left of them. */
  final class Numbers implements BoostingObjective {
    private final int size;
    private final Loss loss;
    private final double start;

    Numbers(Target.Values values, Loss loss) {
      this.size = values.size();
      this.loss = loss;
      this.start = loss.intercept(values.values());
    }

    @Override
    public List<Loss> losses() {
      return List.of(loss);
    }

    @Override
    public double start() {
      return start;
    }

    @Override
    public double direction() {
      return -1;
    }

    @Override
    public void beginRound() {}

    @Override
    public int[] draw(double subsample) {
      int[] samples = new int[size];
      int[] permutation = MathEx.permutate(size);
      int count = Math.max(1, (int) Math.round(size * subsample));
      IntStream.range(0, count).forEach(i -> samples[permutation[i]] = 1);
      return samples;
    }

    @Override
    public Predictions read(double[][] scores) {
      return new Predictions.Values(scores[0]);
    }
  }

  /** The same share of each class, without replacement. */
  private static int[] stratified(Target.Labels labels, double subsample) {
    int[] samples = new int[labels.size()];
    int[] left = labels.counts();
    for (int c = 0; c < left.length; c++) {
      left[c] = Math.max(1, (int) Math.round(left[c] * subsample));
    }
    for (int row : MathEx.permutate(samples.length)) {
      if (left[labels.at(row)] > 0) {
        left[labels.at(row)]--;
        samples[row] = 1;
      }
    }
    return samples;
  }
}
