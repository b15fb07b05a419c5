package io.cairn.workers.smile.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Turns a column without missing values into classes, of which each has a row. */
final class Labelling {

  private Labelling() {}

  /** Classes in the order of their text or declaration, or of their number. */
  static Target.Labels of(Column column) {
    if (column instanceof NominalColumn nominal) {
      int[] codes = IntStream.range(0, nominal.size()).map(nominal::at).toArray();
      int[] used = IntStream.of(codes).distinct().sorted().toArray();
      List<String> classes = IntStream.of(used).mapToObj(nominal.levels()::get).toList();
      return new Target.Labels(
          classes, IntStream.of(codes).map(c -> Arrays.binarySearch(used, c)).toArray());
    }
    NumericColumn numbers = (NumericColumn) column;
    double[] values = IntStream.range(0, numbers.size()).mapToDouble(numbers::at).toArray();
    double[] used = DoubleStream.of(values).distinct().sorted().toArray();
    List<String> classes = DoubleStream.of(used).mapToObj(Labelling::text).toList();
    return new Target.Labels(
        classes,
        IntStream.range(0, values.length).map(i -> Arrays.binarySearch(used, values[i])).toArray());
  }

  private static String text(double value) {
    return value % 1 == 0 && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
