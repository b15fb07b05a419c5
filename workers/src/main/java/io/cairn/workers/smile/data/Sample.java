package io.cairn.workers.smile.data;

import java.util.function.Supplier;

/**
 * What a model is fitted on: some training rows of a fold, the fold's validation rows, and their
 * targets. Encodings are made when first asked for and then kept. Safe for use from any thread.
 */
public final class Sample {
  private final Target training;
  private final Target validation;
  private final Supplier<TreeData> trees;
  private final Supplier<NumericData> numbers;

  private Sample(Dataset dataset, int[] trainingRows, int[] validationRows) {
    this.training = dataset.target().rows(trainingRows);
    this.validation = dataset.target().rows(validationRows);
    this.trees = new Once<>(() -> TreeData.of(dataset.inputs(), trainingRows, validationRows));
    this.numbers = new Once<>(() -> NumericData.of(dataset.inputs(), trainingRows, validationRows));
  }

  /** The first {@code rows} training rows of {@code fold} and all of its validation rows. */
  public static Sample of(Dataset dataset, Fold fold, int rows) {
    return new Sample(dataset, fold.training(rows), fold.validation());
  }

  /** What the training rows show. */
  public Target trainingTarget() {
    return training;
  }

  /** What the validation rows should be predicted as. */
  public Target validationTarget() {
    return validation;
  }

  /** Number of training rows. */
  public int size() {
    return training.size();
  }

  /** The inputs for trees. */
  public TreeData trees() {
    return trees.get();
  }

  /** The inputs as numbers. */
  public NumericData numbers() {
    return numbers.get();
  }
}
