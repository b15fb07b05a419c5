package io.cairn.core.landscape.live;

import io.cairn.core.landscape.grid.CodeIndex;
import io.cairn.core.landscape.grid.Grid;
import java.util.Arrays;

/** Losses and counters by row: rows are codes on small grids, numbers of arrival on others. */
final class LiveNodes {
  static final int DENSE = 1 << 22;
  private static final int INITIAL_CAPACITY = 1024;

  double[] loss; // NaN: not measured
  int[] degree;
  int[] evaluated; // measured neighbours
  int[] better; // of these, those with a lower loss
  int[] equal; // those with the same loss
  int[] neutral; // those within the tolerance
  private final boolean dense;
  private final CodeIndex index = new CodeIndex(0);
  private long[] codes;
  private int size;

  LiveNodes(Grid grid) {
    this.dense = grid.plain() && grid.codes() <= DENSE;
    int capacity = dense ? (int) grid.codes() : INITIAL_CAPACITY;
    this.size = dense ? capacity : 0;
    this.codes = new long[dense ? 0 : capacity];
    this.loss = new double[capacity];
    Arrays.fill(loss, Double.NaN);
    this.degree = new int[capacity];
    this.evaluated = new int[capacity];
    this.better = new int[capacity];
    this.equal = new int[capacity];
    this.neutral = new int[capacity];
  }

  /** The number of rows, unmeasured ones included. */
  int size() {
    return size;
  }

  /** The row of a code; negative if it has none. */
  int row(long code) {
    return dense ? (int) code : index.row(code, codes);
  }

  long code(int row) {
    return dense ? row : codes[row];
  }

  /** A new row for a code that has none. */
  int add(long code) {
    if (size == codes.length) {
      grow(size + (size >> 1));
    }
    codes[size] = code;
    index.add(size, codes);
    return size++;
  }

  private void grow(int capacity) {
    codes = Arrays.copyOf(codes, capacity);
    loss = Arrays.copyOf(loss, capacity);
    Arrays.fill(loss, size, capacity, Double.NaN);
    degree = Arrays.copyOf(degree, capacity);
    evaluated = Arrays.copyOf(evaluated, capacity);
    better = Arrays.copyOf(better, capacity);
    equal = Arrays.copyOf(equal, capacity);
    neutral = Arrays.copyOf(neutral, capacity);
  }
}
