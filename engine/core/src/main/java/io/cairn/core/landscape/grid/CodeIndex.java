package io.cairn.core.landscape.grid;

import java.util.Arrays;

/**
 * Codes to row numbers: open addressing over row numbers alone, the codes stay in the caller's
 * column. Four bytes a slot, at most half of the slots taken; no objects. Not for several threads.
 */
public final class CodeIndex {
  private static final int FREE = -1;
  private static final int SMALLEST = 16;
  private static final int LARGEST = 1 << 30;

  private int[] slots;
  private int mask;

  /** An empty index with room for so many rows; it grows. */
  public CodeIndex(int expected) {
    this.slots = free(expected);
    this.mask = slots.length - 1;
  }

  private static int[] free(int expected) {
    int capacity = SMALLEST;
    while (capacity < 2L * expected && capacity < LARGEST) {
      capacity <<= 1;
    }
    int[] slots = new int[capacity];
    Arrays.fill(slots, FREE);
    return slots;
  }

  /** The row of a code; negative if there is none. */
  public int row(long code, long[] codes) {
    int slot = slot(code);
    while (slots[slot] != FREE) {
      if (codes[slots[slot]] == code) {
        return slots[slot];
      }
      slot = (slot + 1) & mask;
    }
    return FREE;
  }

  /** Adds a row whose code is not yet in the index; rows are added from 0 upwards. */
  public void add(int row, long[] codes) {
    if (2L * (row + 1) > slots.length && slots.length < LARGEST) {
      slots = free(row + 1);
      mask = slots.length - 1;
      for (int old = 0; old < row; old++) {
        put(old, codes[old]);
      }
    }
    put(row, codes[row]);
  }

  private void put(int row, long code) {
    int slot = slot(code);
    while (slots[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = row;
  }

  /** Fibonacci hashing with a fold: codes of neighbours differ by strides that are often alike. */
  private int slot(long code) {
    long mixed = code * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & mask;
  }
}
