package io.cairn.workers.smile.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Inputs for models that compute with numbers: nominal columns one-hot (a single 0/1 column for two
 * levels), everything standardised to mean 0 and deviation 1 of the training rows. A column that is
 * constant there becomes 0. Shared by evaluations; nobody writes to it.
 */
public final class NumericData {
  private final double[][] training;
  private final double[][] validation;

  private NumericData(double[][] training, double[][] validation) {
    this.training = training;
    this.validation = validation;
  }

  static NumericData of(List<Column> inputs, int[] training, int[] validation) {
    List<IntToDoubleFunction> features = new ArrayList<>();
    for (Column column : inputs) {
      features.addAll(encoded(column, training));
    }
    List<IntToDoubleFunction> standardised =
        features.stream().map(f -> standardised(f, training)).toList();
    return new NumericData(matrix(standardised, training), matrix(standardised, validation));
  }

  /** Number of features that the columns are encoded to. */
  public static int width(List<Column> inputs) {
    return inputs.stream()
        .mapToInt(
            c ->
                c instanceof NominalColumn nominal && nominal.levels().size() != 2
                    ? nominal.levels().size()
                    : 1)
        .sum();
  }

  private static List<IntToDoubleFunction> encoded(Column column, int[] training) {
    if (column instanceof NominalColumn nominal) {
      int fill = Imputation.mode(nominal, training);
      List<IntToDoubleFunction> features = new ArrayList<>();
      for (int level = nominal.levels().size() == 2 ? 1 : 0;
          level < nominal.levels().size();
          level++) {
        int code = level;
        features.add(row -> (nominal.missing(row) ? fill : nominal.at(row)) == code ? 1 : 0);
      }
      return features;
    }
    NumericColumn numeric = (NumericColumn) column;
    double fill = Imputation.mean(numeric, training);
    return List.of(row -> numeric.missing(row) ? fill : numeric.at(row));
  }

  private static IntToDoubleFunction standardised(IntToDoubleFunction feature, int[] training) {
    double mean = Arrays.stream(training).mapToDouble(feature::applyAsDouble).average().orElse(0);
    double variance =
        Arrays.stream(training)
            .mapToDouble(r -> Math.pow(feature.applyAsDouble(r) - mean, 2))
            .average()
            .orElse(0);
    double deviation = Math.sqrt(variance);
    // Relative to the size of the values: what is left of a constant after rounding is no spread.
    boolean constant = !(deviation > 1e-12 * Math.max(1e-300, Math.abs(mean)));
    return row -> constant ? 0 : (feature.applyAsDouble(row) - mean) / deviation;
  }

  private static double[][] matrix(List<IntToDoubleFunction> features, int[] rows) {
    double[][] matrix = new double[rows.length][features.size()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < features.size(); j++) {
        matrix[i][j] = features.get(j).applyAsDouble(rows[i]);
      }
    }
    return matrix;
  }

  /** The training rows. */
  public double[][] training() {
    return training;
  }

  /** The validation rows. */
  public double[][] validation() {
    return validation;
  }

  /** Number of features after encoding. */
  public int columns() {
    return training[0].length;
  }
}
