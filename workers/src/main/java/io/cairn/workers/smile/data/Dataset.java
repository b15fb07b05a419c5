package io.cairn.workers.smile.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Inputs and target, row by row.
 *
 * @param inputs at least one column, each as long as the target
 * @param target what to predict
 */
public record Dataset(List<Column> inputs, Target target) {

  public Dataset {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty() || inputs.stream().anyMatch(c -> c.size() != target.size())) {
      throw new IllegalArgumentException("a data set needs inputs as long as its target");
    }
  }

  /** Number of rows. */
  public int size() {
    return target.size();
  }

  /** A checksum of every value, to tell data from data of the same shape. */
  public long checksum() {
    CRC32 checksum = new CRC32();
    ByteBuffer value = ByteBuffer.allocate(Double.BYTES);
    for (int row = 0; row < size(); row++) {
      for (Column input : inputs) {
        checksum.update(value.putDouble(0, number(input, row)).array());
      }
      checksum.update(value.putDouble(0, number(target, row)).array());
    }
    return checksum.getValue();
  }

  private static double number(Column column, int row) {
    return column instanceof NumericColumn numeric
        ? numeric.at(row)
        : ((NominalColumn) column).at(row);
  }

  private static double number(Target target, int row) {
    return target instanceof Target.Values values
        ? values.at(row)
        : ((Target.Labels) target).at(row);
  }
}
