package io.cairn.core.search;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.Arrays;

/**
 * Which configurations of one space were tried, as 64-bit fingerprints in an open hash table: about
 * 16 bytes each, whatever the number of parameters.
 *
 * <p>Two configurations of equal fingerprint would count as one. Among a million configurations the
 * odds that any two meet are 3 in 10^8; the loss would be one configuration that is not tried.
 */
final class TriedConfigurations {
  private static final int INITIAL_CAPACITY = 64;

  private long[] table = new long[INITIAL_CAPACITY]; // 0 is free
  private int size;

  /** Adds a configuration; returns whether it is new. */
  boolean add(Configuration configuration) {
    long print = fingerprint(configuration);
    int slot = slot(table, print);
    if (table[slot] != 0) {
      return false;
    }
    table[slot] = print;
    size++;
    if (size > table.length / 2) {
      grow();
    }
    return true;
  }

  boolean contains(Configuration configuration) {
    return table[slot(table, fingerprint(configuration))] != 0;
  }

  /** Number of distinct configurations. */
  int size() {
    return size;
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(table.length, 2)];
    Arrays.stream(table)
        .filter(print -> print != 0)
        .forEach(print -> larger[slot(larger, print)] = print);
    table = larger;
  }

  /** Where a fingerprint is or would be. */
  private static int slot(long[] table, long print) {
    int mask = table.length - 1;
    int slot = (int) print & mask;
    while (table[slot] != 0 && table[slot] != print) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static long fingerprint(Configuration configuration) {
    SearchSpace space = configuration.space();
    long print = space.dimensions();
    for (int i = 0; i < space.dimensions(); i++) {
      print = RandomStreams.mix(print * 0x9E3779B97F4A7C15L + configuration.code(i));
    }
    return print == 0 ? 1 : print;
  }
}
