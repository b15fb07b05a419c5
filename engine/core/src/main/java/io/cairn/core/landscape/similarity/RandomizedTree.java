package io.cairn.core.landscape.similarity;

import io.cairn.core.surrogate.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One extremely randomised regression tree: P. Geurts, D. Ernst, L. Wehenkel, "Extremely randomized
 * trees", Machine Learning 63, 2006, with every axis a candidate in every node (their K = p) and
 * leaves below 5 (their n_min).
 *
 * <p>Where we differ: on an axis that is inactive for part of a node's points, the split is between
 * active and inactive, so that a parent's switch comes before its children's values. A category
 * goes left or right by a coin, which also places the categories that the node has not seen.
 */
final class RandomizedTree {
  private static final int SMALLEST_SPLIT = 5;
  private static final int COINS = 8;
  private static final int LEAF = -1;

  private enum Split {
    THRESHOLD,
    ACTIVE,
    CATEGORIES
  }

  /**
   * A proposed cut of a node.
   *
   * @param threshold of a THRESHOLD, or the number of CATEGORIES
   * @param salt of the coin that each of the CATEGORIES tosses
   */
  private record Cut(int axis, Split split, double threshold, long salt) {}

  private final List<Axis> axes;
  private final double[][] points;
  private final double[] targets;
  private final RandomGenerator random;
  private int nodes;
  private int[] axis = new int[64];
  private Split[] kind = new Split[64];
  private double[] threshold = new double[64]; // see Cut; of a leaf, its mean
  private long[] salt = new long[64];
  private int[] right = new int[64]; // the left child is the next node

  /**
   * @param members the indices to learn from, reordered by this
   */
  RandomizedTree(
      List<Axis> axes, double[][] points, double[] targets, int[] members, RandomGenerator random) {
    this.axes = axes;
    this.points = points;
    this.targets = targets;
    this.random = random;
    grow(members, 0, members.length);
  }

  private int grow(int[] members, int from, int to) {
    int node = nodes++;
    if (node == axis.length) {
      enlarge();
    }
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double y = targets[members[i]];
      sum += y;
      least = Math.min(least, y);
      most = Math.max(most, y);
    }
    @Nullable Cut best = null;
    double gain = 0;
    if (to - from >= SMALLEST_SPLIT && most > least) {
      for (int a = 0; a < axes.size(); a++) {
        @Nullable Cut cut = propose(a, members, from, to);
        if (cut != null) {
          double own = gain(cut, members, from, to, sum / (to - from));
          if (own > gain) {
            gain = own;
            best = cut;
          }
        }
      }
    }
    if (best == null) {
      axis[node] = LEAF;
      threshold[node] = sum / Math.max(1, to - from);
      return node;
    }
    axis[node] = best.axis;
    kind[node] = best.split;
    threshold[node] = best.threshold;
    salt[node] = best.salt;
    int middle = partition(best, members, from, to);
    grow(members, from, middle);
    int child = grow(members, middle, to); // may replace the arrays
    right[node] = child;
    return node;
  }

  private @Nullable Cut propose(int a, int[] members, int from, int to) {
    int inactive = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double x = points[members[i]][a];
      if (Double.isNaN(x)) {
        inactive++;
      } else {
        least = Math.min(least, x);
        most = Math.max(most, x);
      }
    }
    if (inactive > 0 && inactive < to - from) {
      return new Cut(a, Split.ACTIVE, 0, 0);
    }
    if (!(most > least)) {
      return null;
    }
    return axes.get(a) instanceof Axis.Categorical categorical
        ? coin(a, categorical, members, from, to)
        : new Cut(a, Split.THRESHOLD, least + random.nextDouble() * (most - least), 0);
  }

  private @Nullable Cut coin(int a, Axis.Categorical categorical, int[] members, int from, int to) {
    for (int attempt = 0; attempt < COINS; attempt++) {
      Cut cut = new Cut(a, Split.CATEGORIES, categorical.categories(), random.nextLong());
      boolean first = goesLeft(cut, points[members[from]]);
      for (int i = from + 1; i < to; i++) {
        if (goesLeft(cut, points[members[i]]) != first) {
          return cut;
        }
      }
    }
    return null;
  }

  /** Reduction of the sum of squares, centred so that no digits are lost. */
  private double gain(Cut cut, int[] members, int from, int to, double mean) {
    double left = 0;
    double all = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      double y = targets[members[i]] - mean;
      all += y;
      if (goesLeft(cut, points[members[i]])) {
        left += y;
        count++;
      }
    }
    int other = to - from - count;
    if (count == 0 || other == 0) {
      return 0;
    }
    return left * left / count + (all - left) * (all - left) / other;
  }

  private int partition(Cut cut, int[] members, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      if (goesLeft(cut, points[members[low]])) {
        low++;
      } else {
        int kept = members[--high];
        members[high] = members[low];
        members[low] = kept;
      }
    }
    return low;
  }

  private static boolean goesLeft(Cut cut, double[] point) {
    return goesLeft(cut.split, point[cut.axis], cut.threshold, cut.salt);
  }

  /**
   * An inactive coordinate where none was seen goes left; the parent's own split decides before.
   */
  private static boolean goesLeft(Split split, double x, double threshold, long salt) {
    return switch (split) {
      case ACTIVE -> Double.isNaN(x);
      case THRESHOLD -> !(x > threshold);
      case CATEGORIES -> {
        long category = Double.isNaN(x) ? -1 : (long) Math.min(x * threshold, threshold - 1);
        yield mix(salt + category * 0x9E3779B97F4A7C15L) < 0;
      }
    };
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private void enlarge() {
    int capacity = 2 * axis.length;
    axis = Arrays.copyOf(axis, capacity);
    kind = Arrays.copyOf(kind, capacity);
    threshold = Arrays.copyOf(threshold, capacity);
    salt = Arrays.copyOf(salt, capacity);
    right = Arrays.copyOf(right, capacity);
  }

  double predict(double[] point) {
    int node = 0;
    while (axis[node] != LEAF) {
      boolean left = goesLeft(kind[node], point[axis[node]], threshold[node], salt[node]);
      node = left ? node + 1 : right[node];
    }
    return threshold[node];
  }
}
