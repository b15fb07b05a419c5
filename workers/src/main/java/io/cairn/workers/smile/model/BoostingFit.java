package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.TreeData;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import smile.base.cart.Loss;
import smile.data.Tuple;
import smile.regression.RegressionTree;

/**
 * Boosting, a round a stage. Trees are forgotten once they have moved the scores of training and
 * validation rows, so these scores are the whole state.
 */
final class BoostingFit implements Fit.Resumable {
  private final TreeData data;
  private final BoostingTree shape;
  private final BoostingObjective objective;
  private final double shrinkage;
  private final double subsample;
  private final long seed;

  /** Scores by output, then row; those of training rows belong to the losses. */
  private final double[][] training;

  private final double[][] validation;
  private int stage;

  BoostingFit(
      TreeData data,
      BoostingTree shape,
      BoostingObjective objective,
      double shrinkage,
      double subsample,
      long seed) {
    this.data = data;
    this.shape = shape;
    this.objective = objective;
    this.shrinkage = shrinkage;
    this.subsample = subsample;
    this.seed = seed;
    this.training = objective.losses().stream().map(Loss::residual).toArray(double[][]::new);
    this.validation = new double[training.length][data.validationRows().size()];
    for (double[] scores : validation) {
      Arrays.fill(scores, objective.start());
    }
  }

  @Override
  public void advance(int to, Stop stop) {
    while (stage < to) {
      stop.check();
      Seeds.use(seed, stage + 1);
      objective.beginRound();
      for (int output = 0; output < training.length; output++) {
        RegressionTree tree =
            shape.grow(data, objective.losses().get(output), objective.draw(subsample));
        move(training[output], data.trainingRows(), tree, shrinkage * objective.direction());
        move(validation[output], data.validationRows(), tree, shrinkage);
      }
      stage++;
    }
  }

  private static void move(double[] scores, List<Tuple> rows, RegressionTree tree, double share) {
    for (int i = 0; i < scores.length; i++) {
      double step = tree.predict(rows.get(i));
      // Where every row of a leaf is certain to the last bit, rightly or wrongly, the logistic loss
      // divides by 0. Such a leaf takes no step, as in scikit-learn; Smile's own would be lost.
      if (Double.isFinite(step)) {
        scores[i] += share * step;
      }
    }
  }

  @Override
  public Predictions validation() {
    return objective.read(validation);
  }

  @Override
  public double[] state() {
    return Stream.of(training, validation)
        .flatMap(Arrays::stream)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @Override
  public void restore(int reached, double[] state) {
    int length = training.length * (training[0].length + validation[0].length);
    if (state.length != length) {
      throw new IllegalArgumentException(
          "a state of " + state.length + " scores for a fit of " + length);
    }
    int at = 0;
    for (double[][] part : List.of(training, validation)) {
      for (double[] scores : part) {
        System.arraycopy(state, at, scores, 0, scores.length);
        at += scores.length;
      }
    }
    stage = reached;
  }
}
