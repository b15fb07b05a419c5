package io.cairn.core.landscape.similarity;

import java.util.Arrays;

/**
 * An order with ties: every configuration's group of equals, best group first. What was not
 * measured has none.
 *
 * <p>Lowest loss first; all that diverged (+infinity) are one group, the last.
 */
final class Ranking {
  private static final int NONE = -1;

  private final int[] group; // by configuration
  private final int[] start; // by group: how many are strictly better; the last entry is the count

  private Ranking(int[] group, int[] start) {
    this.group = group;
    this.start = start;
  }

  /** The ranking of losses to minimise; NaN is not measured. */
  static Ranking of(double[] losses) {
    double[] sorted = new double[losses.length];
    int n = 0;
    for (double loss : losses) {
      if (!Double.isNaN(loss)) {
        sorted[n++] = loss + 0.0; // makes -0.0 the 0.0 that it equals
      }
    }
    Arrays.sort(sorted, 0, n);
    int[] start = new int[n + 1];
    int groups = 0;
    for (int i = 0; i < n; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[groups] = sorted[i];
        start[groups++] = i;
      }
    }
    start[groups] = n;
    int[] group = new int[losses.length];
    for (int i = 0; i < group.length; i++) {
      group[i] =
          Double.isNaN(losses[i]) ? NONE : Arrays.binarySearch(sorted, 0, groups, losses[i] + 0.0);
    }
    return new Ranking(group, Arrays.copyOf(start, groups + 1));
  }

  /** The order among what the other ranking has too, numbered densely in the order of the index. */
  Ranking among(Ranking other) {
    if (group.length != other.group.length) {
      throw new IllegalArgumentException(
          group.length
              + " losses on one side and "
              + other.group.length
              + " on the other must be one each for the same configurations.");
    }
    int[] kept = new int[group.length];
    int n = 0;
    for (int i = 0; i < kept.length; i++) {
      if (group[i] != NONE && other.group[i] != NONE) {
        kept[n++] = group[i];
      }
    }
    return n == group.length ? this : dense(Arrays.copyOf(kept, n));
  }

  private Ranking dense(int[] kept) {
    int[] count = new int[start.length];
    for (int g : kept) {
      count[g]++;
    }
    int[] name = new int[start.length];
    int[] begin = new int[start.length];
    int groups = 0;
    int better = 0;
    for (int g = 0; g < count.length; g++) {
      if (count[g] > 0) {
        name[g] = groups;
        begin[groups++] = better;
        better += count[g];
      }
    }
    begin[groups] = better;
    for (int i = 0; i < kept.length; i++) {
      kept[i] = name[kept[i]];
    }
    return new Ranking(kept, Arrays.copyOf(begin, groups + 1));
  }

  /** How many are ranked. */
  int count() {
    return start[groups()];
  }

  /** How many different losses there are. */
  int groups() {
    return start.length - 1;
  }

  int group(int configuration) {
    return group[configuration];
  }

  /**
   * The mean rank of a group's members as a share, less one half: from -1/2 (best) to 1/2, mean 0.
   */
  double place(int g) {
    int n = count();
    return (start[g] + start[g + 1] - n) / (2.0 * n);
  }

  /**
   * The probability that each group's members are among the best {@code top} when ties at the cut
   * are broken at random: 1 above the cut, 0 below, a share at it.
   */
  double[] inclusion(int top) {
    double[] share = new double[groups()];
    for (int g = 0; g < share.length && start[g] < top; g++) {
      share[g] = Math.min(1, (top - start[g]) / (double) (start[g + 1] - start[g]));
    }
    return share;
  }
}
