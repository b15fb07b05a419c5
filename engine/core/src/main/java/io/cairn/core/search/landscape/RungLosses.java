package io.cairn.core.search.landscape;

import java.util.Arrays;

/** The finite losses at each rung, kept in order result by result. */
final class RungLosses {
  private final double[][] sorted; // [rung], the first count of it, rising
  private final int[] count;

  RungLosses(int rungs) {
    this.sorted = new double[rungs][8];
    this.count = new int[rungs];
  }

  void reported(int rung, double loss) {
    if (!Double.isFinite(loss)) {
      return;
    }
    int n = count[rung];
    if (n == sorted[rung].length) {
      sorted[rung] = Arrays.copyOf(sorted[rung], 2 * n);
    }
    double[] row = sorted[rung];
    int found = Arrays.binarySearch(row, 0, n, loss);
    int place = found < 0 ? -found - 1 : found;
    System.arraycopy(row, place, row, place + 1, n - place);
    row[place] = loss;
    count[rung]++;
  }

  /** How many there are at a rung. */
  int count(int rung) {
    return count[rung];
  }

  /** The loss of a place in the order of a rung, 0 the least. */
  double at(int rung, int place) {
    return sorted[rung][place];
  }

  int rungs() {
    return count.length;
  }
}
