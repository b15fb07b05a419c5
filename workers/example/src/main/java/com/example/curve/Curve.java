package com.example.curve;

import java.util.SplittableRandom;

/** A polynomial on its way to fit rows. */
final class Curve {

  private final Rows rows;
  private final double[] weights;
  private long passes;

  /** One that was trained for so many passes already. */
  Curve(Rows rows, double[] weights, long passes) {
    this.rows = rows;
    this.weights = weights;
    this.passes = passes;
  }

  long passes() {
    return passes;
  }

  double[] weights() {
    return weights;
  }

  /** One pass over the training rows, in an order that is a function of the seed and the pass. */
  void pass(double learningRate, double decay, long seed) {
    int[] order = new int[rows.size()];
    // Not one generator for all passes: a trial that goes on from a checkpoint must see the same.
    SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + passes);
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    for (int row : order) {
      if (!rows.validates(row)) {
        double error = value(rows.x()[row]) - rows.y()[row];
        double power = 1;
        for (int k = 0; k < weights.length; k++) {
          weights[k] -= learningRate * (error * power + decay * weights[k]);
          power *= rows.x()[row];
        }
      }
    }
    passes++;
  }

  /** Mean squared error of the validating rows; not finite where training diverged. */
  double error() {
    double sum = 0;
    int count = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.validates(row)) {
        double error = value(rows.x()[row]) - rows.y()[row];
        sum += error * error;
        count++;
      }
    }
    return sum / count;
  }

  private double value(double x) {
    double value = 0;
    for (int k = weights.length - 1; k >= 0; k--) {
      value = value * x + weights[k];
    }
    return value;
  }
}
