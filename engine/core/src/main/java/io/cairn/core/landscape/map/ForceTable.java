package io.cairn.core.landscape.map;

/**
 * A function of a squared distance in a table, linear between entries: 128 an octave, from 2^-40 to
 * 2^40, below which the first holds. UMAP asks for the same two functions hundreds of millions of
 * times, and each holds a power.
 */
final class ForceTable {
  private static final int BITS = 7;
  private static final int SHIFT = 52 - BITS;
  private static final long FIRST = Double.doubleToRawLongBits(0x1p-40) >>> SHIFT;
  private static final int ENTRIES = 80 << BITS;
  private static final double PART = 1.0 / (1L << SHIFT);
  private static final long MASK = (1L << SHIFT) - 1;

  private final double[] entries = new double[ENTRIES + 1];

  /** What is tabulated. */
  interface Force {
    double at(double squaredDistance);
  }

  ForceTable(Force force) {
    for (int i = 0; i <= ENTRIES; i++) {
      entries[i] = force.at(Double.longBitsToDouble((FIRST + i) << SHIFT));
    }
  }

  double at(double squaredDistance) {
    long bits = Double.doubleToRawLongBits(squaredDistance);
    int i = (int) ((bits >>> SHIFT) - FIRST);
    if (i < 0) {
      return entries[0];
    }
    if (i >= ENTRIES) {
      return entries[ENTRIES];
    }
    double low = entries[i];
    return low + (entries[i + 1] - low) * ((bits & MASK) * PART);
  }
}
