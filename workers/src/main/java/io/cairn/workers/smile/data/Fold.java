package io.cairn.workers.smile.data;

import java.util.Arrays;

/**
 * One division of a data set into rows to train on and rows to measure on.
 *
 * <p>The training rows have an order: the first {@code n} of them are what a model of fidelity
 * {@code n} is trained on, so that a lower fidelity always sees a subset of a higher one. For
 * classes, every beginning holds each class and is stratified as closely as its length allows.
 */
public final class Fold {
  private final int[] training;
  private final int[] validation;

  Fold(int[] training, int[] validation) {
    this.training = training.clone();
    this.validation = validation.clone();
  }

  /** Number of training rows. */
  public int size() {
    return training.length;
  }

  /** The first {@code count} training rows. */
  public int[] training(int count) {
    if (count < 1 || count > training.length) {
      throw new IllegalArgumentException(
          count + " training rows of a fold that has " + training.length);
    }
    return Arrays.copyOf(training, count);
  }

  /** The rows to measure on. */
  public int[] validation() {
    return validation.clone();
  }
}
