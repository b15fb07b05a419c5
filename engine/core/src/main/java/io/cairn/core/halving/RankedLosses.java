package io.cairn.core.halving;

import java.util.Arrays;

/**
 * Finite losses in order, ties by trial number, with rank and selection in O(log n).
 *
 * <p>An entry is open until it is closed; the first open entry is found in O(log n) too. Entries
 * are known by the index that {@link #add} returns and never leave.
 *
 * <p>A treap on parallel arrays: 28 bytes an entry instead of a boxed map's hundred, and no object
 * for the collector to trace at a million trials. Priorities are a bijective hash of the trial
 * number, so the shape, like everything here, is a function of what was added; expected depth is
 * about 2 ln n.
 */
final class RankedLosses {

  static final int NONE = -1;

  private static final int INITIAL_CAPACITY = 8;

  private double[] loss = new double[INITIAL_CAPACITY];
  private int[] trial = new int[INITIAL_CAPACITY];
  private int[] left = new int[INITIAL_CAPACITY];
  private int[] right = new int[INITIAL_CAPACITY];
  private int[] entries = new int[INITIAL_CAPACITY];
  private int[] opens = new int[INITIAL_CAPACITY];
  private int count;
  private int root = NONE;

  // The two halves that split() leaves behind; meaningful only between split() and its caller.
  private int splitLow = NONE;
  private int splitHigh = NONE;

  /** Adds an open entry and returns its index. */
  int add(double newLoss, int newTrial) {
    if (!Double.isFinite(newLoss)) {
      throw new IllegalArgumentException(
          "loss " + newLoss + " of trial " + newTrial + " has no rank; only finite losses have");
    }
    if (count == loss.length) {
      grow();
    }
    int entry = count++;
    loss[entry] = newLoss + 0.0; // -0.0 becomes 0.0, so that the two tie
    trial[entry] = newTrial;
    left[entry] = NONE;
    right[entry] = NONE;
    entries[entry] = 1;
    opens[entry] = 1;
    root = insert(root, entry);
    return entry;
  }

  int size() {
    return count;
  }

  int open() {
    return root == NONE ? 0 : opens[root];
  }

  double loss(int entry) {
    return loss[entry];
  }

  int trial(int entry) {
    return trial[entry];
  }

  /** Position of an entry in the order, from 1. */
  int rank(int entry) {
    int before = 0;
    int at = root;
    while (at != entry) {
      if (precedes(entry, at)) {
        at = left[at];
      } else {
        before += entriesBelow(left[at]) + 1;
        at = right[at];
      }
    }
    return before + entriesBelow(left[entry]) + 1;
  }

  /** How many of the best {@code places} entries are open. */
  int openAmong(int places) {
    int found = 0;
    int remaining = places;
    int at = root;
    while (at != NONE && remaining > 0) {
      int upToHere = entriesBelow(left[at]) + 1;
      if (remaining < upToHere) {
        at = left[at];
      } else {
        found += opens[at] - opensBelow(right[at]);
        remaining -= upToHere;
        at = right[at];
      }
    }
    return found;
  }

  /** The entry at a position, from 1 to {@link #size}. */
  int select(int rank) {
    if (rank < 1 || rank > count) {
      throw new IndexOutOfBoundsException("rank " + rank + " of " + count);
    }
    int remaining = rank;
    int at = root;
    while (true) {
      int lower = entriesBelow(left[at]);
      if (remaining == lower + 1) {
        return at;
      }
      if (remaining <= lower) {
        at = left[at];
      } else {
        remaining -= lower + 1;
        at = right[at];
      }
    }
  }

  /** The best open entry, or {@link #NONE}. */
  int firstOpen() {
    if (open() == 0) {
      return NONE;
    }
    int at = root;
    while (true) {
      if (opensBelow(left[at]) > 0) {
        at = left[at];
      } else if (isOpen(at)) {
        return at;
      } else {
        at = right[at];
      }
    }
  }

  boolean isOpen(int entry) {
    return opens[entry] > opensBelow(left[entry]) + opensBelow(right[entry]);
  }

  /** Closes an entry; closing twice changes nothing. */
  void close(int entry) {
    if (!isOpen(entry)) {
      return;
    }
    int at = root;
    while (at != entry) {
      opens[at]--;
      at = precedes(entry, at) ? left[at] : right[at];
    }
    opens[entry]--;
  }

  private int insert(int at, int entry) {
    if (at == NONE) {
      return entry;
    }
    if (priority(entry) > priority(at)) {
      split(at, entry);
      left[entry] = splitLow;
      right[entry] = splitHigh;
      recount(entry, 1);
      return entry;
    }
    int own = isOpen(at) ? 1 : 0;
    if (precedes(entry, at)) {
      left[at] = insert(left[at], entry);
    } else {
      right[at] = insert(right[at], entry);
    }
    recount(at, own);
    return at;
  }

  /** Splits a subtree into what precedes {@code pivot} and the rest. */
  private void split(int at, int pivot) {
    if (at == NONE) {
      splitLow = NONE;
      splitHigh = NONE;
      return;
    }
    int own = isOpen(at) ? 1 : 0;
    if (precedes(at, pivot)) {
      split(right[at], pivot);
      right[at] = splitLow;
      splitLow = at;
    } else {
      split(left[at], pivot);
      left[at] = splitHigh;
      splitHigh = at;
    }
    recount(at, own);
  }

  private void recount(int at, int own) {
    entries[at] = entriesBelow(left[at]) + entriesBelow(right[at]) + 1;
    opens[at] = opensBelow(left[at]) + opensBelow(right[at]) + own;
  }

  private boolean precedes(int a, int b) {
    int byLoss = Double.compare(loss[a], loss[b]);
    return byLoss != 0 ? byLoss < 0 : trial[a] < trial[b];
  }

  private int entriesBelow(int at) {
    return at == NONE ? 0 : entries[at];
  }

  private int opensBelow(int at) {
    return at == NONE ? 0 : opens[at];
  }

  /** Murmur3's finaliser: bijective, so that two trials never tie. */
  private int priority(int entry) {
    int mixed = trial[entry];
    mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }

  private void grow() {
    int capacity = Math.addExact(count, count >> 1);
    loss = Arrays.copyOf(loss, capacity);
    trial = Arrays.copyOf(trial, capacity);
    left = Arrays.copyOf(left, capacity);
    right = Arrays.copyOf(right, capacity);
    entries = Arrays.copyOf(entries, capacity);
    opens = Arrays.copyOf(opens, capacity);
  }
}
