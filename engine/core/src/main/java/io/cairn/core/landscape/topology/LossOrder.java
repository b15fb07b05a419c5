package io.cairn.core.landscape.topology;

import java.util.Arrays;

/**
 * The measured rows from the least loss to the largest, equal losses by row, diverged ones last. A
 * radix sort over the bits of the losses: linear, and the same everywhere.
 */
final class LossOrder {
  private static final int BITS = 11;
  private static final int BUCKETS = 1 << BITS;

  private LossOrder() {}

  static int[] of(Terrain terrain) {
    int size = terrain.landscape.size();
    long[] keys = new long[size];
    int[] rows = new int[size];
    int next = 0;
    for (int row = 0; row < terrain.rows; row++) {
      if (terrain.measured(row)) {
        long bits = Double.doubleToRawLongBits(terrain.losses[row] + 0.0); // -0.0 equals 0.0
        keys[next] = bits ^ ((bits >> 63) | Long.MIN_VALUE);
        rows[next++] = row;
      }
    }
    long[] otherKeys = new long[size];
    int[] otherRows = new int[size];
    int[] starts = new int[BUCKETS];
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      if (!distribute(keys, rows, otherKeys, otherRows, starts, shift)) {
        continue;
      }
      long[] sortedKeys = otherKeys;
      otherKeys = keys;
      keys = sortedKeys;
      int[] sortedRows = otherRows;
      otherRows = rows;
      rows = sortedRows;
    }
    return rows;
  }

  /** One stable pass; false, with nothing moved, if all keys have the same digit. */
  private static boolean distribute(
      long[] keys, int[] rows, long[] toKeys, int[] toRows, int[] starts, int shift) {
    Arrays.fill(starts, 0);
    for (long key : keys) {
      starts[(int) (key >>> shift) & (BUCKETS - 1)]++;
    }
    int start = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      int count = starts[bucket];
      if (count == keys.length) {
        return false;
      }
      starts[bucket] = start;
      start += count;
    }
    for (int i = 0; i < keys.length; i++) {
      int to = starts[(int) (keys[i] >>> shift) & (BUCKETS - 1)]++;
      toKeys[to] = keys[i];
      toRows[to] = rows[i];
    }
    return true;
  }
}
