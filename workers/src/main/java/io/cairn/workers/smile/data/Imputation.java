package io.cairn.workers.smile.data;

/**
 * What stands in for missing values: the mean of a numeric column, the most frequent level of a
 * nominal one, both over training rows alone. Smile predicts from NaN in silence, so none may get
 * that far.
 */
final class Imputation {

  private Imputation() {}

  /** The mean of the known values in {@code rows}; 0 if there is none. */
  static double mean(NumericColumn column, int[] rows) {
    double sum = 0;
    int known = 0;
    for (int row : rows) {
      if (!column.missing(row)) {
        sum += column.at(row);
        known++;
      }
    }
    return known == 0 ? 0 : sum / known;
  }

  /** The most frequent level in {@code rows}, the first of equals; 0 if none is known. */
  static int mode(NominalColumn column, int[] rows) {
    int[] counts = new int[column.levels().size()];
    for (int row : rows) {
      if (!column.missing(row)) {
        counts[column.at(row)]++;
      }
    }
    int best = 0;
    for (int code = 1; code < counts.length; code++) {
      best = counts[code] > counts[best] ? code : best;
    }
    return best;
  }
}
