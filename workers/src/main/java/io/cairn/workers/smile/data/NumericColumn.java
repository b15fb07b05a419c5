package io.cairn.workers.smile.data;

import java.util.Arrays;

/** Numbers; a missing one is NaN. */
public final class NumericColumn implements Column {
  private final String name;
  private final double[] values;

  /**
   * @param values finite, or NaN for missing; copied
   */
  public NumericColumn(String name, double[] values) {
    this.name = name;
    this.values = values.clone();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return values.length;
  }

  /** The number in {@code row}, NaN if missing. */
  public double at(int row) {
    return values[row];
  }

  @Override
  public boolean missing(int row) {
    return Double.isNaN(values[row]);
  }

  @Override
  public NumericColumn rows(int[] rows) {
    return new NumericColumn(name, Arrays.stream(rows).mapToDouble(r -> values[r]).toArray());
  }
}
