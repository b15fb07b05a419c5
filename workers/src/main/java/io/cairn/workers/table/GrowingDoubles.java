package io.cairn.workers.table;

import java.util.Arrays;

/** A column of numbers while it is read. */
final class GrowingDoubles {

  private double[] values = new double[1024];
  private int size;

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + size / 2);
    }
    values[size++] = value;
  }

  double get(int index) {
    return values[index];
  }
}
