package io.cairn.server.history;

import com.carrotsearch.hppc.IntArrayList;

/** Which rows of a table are of which trial, in the order in which they were added. */
final class Chain {

  static final int NONE = -1;

  private final IntArrayList first = new IntArrayList();
  private final IntArrayList last = new IntArrayList();
  private final IntArrayList next = new IntArrayList();

  /** There is one trial more. */
  void addTrial() {
    first.add(NONE);
    last.add(NONE);
  }

  /** The next row of the table is of this trial. */
  void add(int trial) {
    int row = next.size();
    next.add(NONE);
    if (last.get(trial) == NONE) {
      first.set(trial, row);
    } else {
      next.set(last.get(trial), row);
    }
    last.set(trial, row);
  }

  /** The first row of a trial, or {@link #NONE}. */
  int first(int trial) {
    return first.get(trial);
  }

  /** The last row of a trial, or {@link #NONE}. */
  int last(int trial) {
    return last.get(trial);
  }

  /** The row of the same trial after this one, or {@link #NONE}. */
  int next(int row) {
    return next.get(row);
  }
}
