package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import smile.classification.DecisionTree;
import smile.data.Tuple;
import smile.math.MathEx;
import smile.regression.RegressionTree;

/**
 * A forest, a tree a stage. A tree is forgotten once its predictions are added up, so these sums
 * are the whole state.
 */
final class ForestFit implements Fit.Resumable {
  private final Sample sample;
  private final ForestTree shape;
  private final double subsample;
  private final long seed;

  /** By validation row, then class; one entry a row for numbers. */
  private final double[][] sums;

  private int stage;

  ForestFit(Sample sample, ForestTree shape, double subsample, long seed) {
    this.sample = sample;
    this.shape = shape;
    this.subsample = subsample;
    this.seed = seed;
    int outputs =
        sample.trainingTarget() instanceof Target.Labels labels ? labels.classes().size() : 1;
    this.sums = new double[sample.trees().validationRows().size()][outputs];
  }

  @Override
  public void advance(int to, Stop stop) {
    while (stage < to) {
      stop.check();
      Seeds.use(seed, stage + 1);
      if (sample.trainingTarget() instanceof Target.Labels labels) {
        add(shape.grow(sample, labels, drawByClass(labels)));
      } else if (sample.trainingTarget() instanceof Target.Values values) {
        add(shape.grow(sample, values, draw(IntStream.range(0, values.size()).toArray())));
      }
      stage++;
    }
  }

  private void add(DecisionTree tree) {
    List<Tuple> rows = sample.trees().validationRows();
    double[] probabilities = new double[sums[0].length];
    for (int i = 0; i < sums.length; i++) {
      tree.predict(rows.get(i), probabilities);
      for (int c = 0; c < probabilities.length; c++) {
        sums[i][c] += probabilities[c];
      }
    }
  }

  private void add(RegressionTree tree) {
    List<Tuple> rows = sample.trees().validationRows();
    for (int i = 0; i < sums.length; i++) {
      sums[i][0] += tree.predict(rows.get(i));
    }
  }

  private int[] drawByClass(Target.Labels labels) {
    int[] samples = new int[labels.size()];
    for (int c = 0; c < labels.classes().size(); c++) {
      int label = c;
      int[] drawn =
          draw(IntStream.range(0, labels.size()).filter(i -> labels.at(i) == label).toArray());
      for (int i = 0; i < drawn.length; i++) {
        samples[i] += drawn[i];
      }
    }
    return samples;
  }

  /** How often each training row is drawn out of {@code rows}. */
  private int[] draw(int[] rows) {
    int[] samples = new int[sample.size()];
    if (subsample == 1) {
      for (int i = 0; i < rows.length; i++) {
        samples[rows[MathEx.randomInt(rows.length)]]++;
      }
    } else {
      int[] permutation = MathEx.permutate(rows.length);
      int count = Math.max(1, (int) Math.round(rows.length * subsample));
      for (int i = 0; i < count; i++) {
        samples[rows[permutation[i]]] = 1;
      }
    }
    return samples;
  }

  @Override
  public Predictions validation() {
    double[][] means =
        Arrays.stream(sums)
            .map(row -> Arrays.stream(row).map(s -> s / stage).toArray())
            .toArray(double[][]::new);
    return sample.trainingTarget() instanceof Target.Labels
        ? Predictions.Classes.mostProbable(means)
        : new Predictions.Values(Arrays.stream(means).mapToDouble(row -> row[0]).toArray());
  }

  @Override
  public double[] state() {
    return Arrays.stream(sums).flatMapToDouble(Arrays::stream).toArray();
  }

  @Override
  public void restore(int reached, double[] state) {
    if (state.length != sums.length * sums[0].length) {
      throw new IllegalArgumentException(
          "a state of " + state.length + " sums for a fit of " + sums.length * sums[0].length);
    }
    for (int i = 0; i < sums.length; i++) {
      System.arraycopy(state, i * sums[i].length, sums[i], 0, sums[i].length);
    }
    stage = reached;
  }
}
