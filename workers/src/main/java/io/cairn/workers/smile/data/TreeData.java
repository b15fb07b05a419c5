package io.cairn.workers.smile.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import smile.base.cart.CART;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.measure.NominalScale;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.data.vector.BaseVector;
import smile.data.vector.DoubleVector;
import smile.data.vector.IntVector;

/**
 * Inputs for trees: numbers as they are and nominal columns by level, which trees split on
 * natively. Shared by evaluations; nobody writes to it.
 */
public final class TreeData {
  private final DataFrame training;
  private final List<Tuple> trainingRows;
  private final List<Tuple> validationRows;
  private final int[][] order;

  private TreeData(DataFrame training, DataFrame validation) {
    this.training = training;
    this.trainingRows = tuples(training);
    this.validationRows = tuples(validation);
    this.order = CART.order(training);
  }

  static TreeData of(List<Column> inputs, int[] training, int[] validation) {
    return new TreeData(frame(inputs, training, training), frame(inputs, training, validation));
  }

  private static DataFrame frame(List<Column> inputs, int[] fittedOn, int[] rows) {
    return DataFrame.of(
        inputs.stream().map(c -> vector(c, fittedOn, rows)).toArray(BaseVector[]::new));
  }

  private static BaseVector<?, ?, ?> vector(Column column, int[] fittedOn, int[] rows) {
    if (column instanceof NominalColumn nominal) {
      int fill = Imputation.mode(nominal, fittedOn);
      NominalScale scale = new NominalScale(nominal.levels());
      return IntVector.of(
          new StructField(nominal.name(), DataTypes.IntegerType, scale),
          Arrays.stream(rows).map(r -> nominal.missing(r) ? fill : nominal.at(r)).toArray());
    }
    NumericColumn numeric = (NumericColumn) column;
    double fill = Imputation.mean(numeric, fittedOn);
    return DoubleVector.of(
        numeric.name(),
        Arrays.stream(rows).mapToDouble(r -> numeric.missing(r) ? fill : numeric.at(r)).toArray());
  }

  private static List<Tuple> tuples(DataFrame frame) {
    return IntStream.range(0, frame.size()).mapToObj(frame::get).toList();
  }

  /** The training rows. */
  public DataFrame training() {
    return training;
  }

  /** The training rows, one by one. */
  public List<Tuple> trainingRows() {
    return trainingRows;
  }

  /** The validation rows, one by one. */
  public List<Tuple> validationRows() {
    return validationRows;
  }

  /** The order of the training rows by each numeric column, as Smile's trees want it. */
  public int[][] order() {
    return order;
  }

  /** Number of input columns. */
  public int columns() {
    return training.ncol();
  }
}
