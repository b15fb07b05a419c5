package io.cairn.workers.smile.data;

import java.util.Arrays;
import java.util.List;

/** What is to be predicted, a value a row; none is missing. */
public sealed interface Target {

  /** Number of rows. */
  int size();

  /** The kind of prediction that this target asks for. */
  Task task();

  /** The target with only the given rows, in the given order. */
  Target rows(int[] rows);

  /** Classes. */
  final class Labels implements Target {
    private final List<String> classes;
    private final int[] codes;

    /**
     * @param classes what code 0, 1, ... stand for
     * @param codes from 0 to below the number of classes; copied
     */
    public Labels(List<String> classes, int[] codes) {
      this.classes = List.copyOf(classes);
      this.codes = codes.clone();
    }

    /** The classes; of two, the second is the positive one. */
    public List<String> classes() {
      return classes;
    }

    /** Code of the class of {@code row}. */
    public int at(int row) {
      return codes[row];
    }

    /** All codes; a copy. */
    public int[] codes() {
      return codes.clone();
    }

    /** How many rows each class has. */
    public int[] counts() {
      int[] counts = new int[classes.size()];
      for (int code : codes) {
        counts[code]++;
      }
      return counts;
    }

    @Override
    public int size() {
      return codes.length;
    }

    @Override
    public Task task() {
      return Task.CLASSIFICATION;
    }

    @Override
    public Labels rows(int[] rows) {
      return new Labels(classes, Arrays.stream(rows).map(r -> codes[r]).toArray());
    }
  }

  /** Numbers. */
  final class Values implements Target {
    private final double[] values;

    /**
     * @param values finite; copied
     */
    public Values(double[] values) {
      this.values = values.clone();
    }

    /** The number of {@code row}. */
    public double at(int row) {
      return values[row];
    }

    /** All numbers; a copy. */
    public double[] values() {
      return values.clone();
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Task task() {
      return Task.REGRESSION;
    }

    @Override
    public Values rows(int[] rows) {
      return new Values(Arrays.stream(rows).mapToDouble(r -> values[r]).toArray());
    }
  }
}
