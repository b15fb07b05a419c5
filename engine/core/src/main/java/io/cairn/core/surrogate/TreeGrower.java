package io.cairn.core.surrogate;

import io.cairn.core.surrogate.RegressionTree.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Grows one regression tree: greedy splits that lower the squared error most, each from a random
 * choice of axes.
 *
 * <p>Categories are ordered by the mean target of their rows before they are cut in two, which
 * finds the best of all subsets: W. Fisher, "On grouping for maximum homogeneity", JASA 53 (1958).
 */
final class TreeGrower {
  private static final double LEAST_GAIN = 1e-12;

  private final List<Axis> axes;
  private final List<BinnedAxis> columns;
  private final double[] targets;
  private final ForestSettings settings;
  private final RandomGenerator random;
  private final List<Node> nodes = new ArrayList<>();
  private final int[] counts;
  private final double[] sums;
  private double leastGain;

  /** A way to part the rows of a node. */
  private record Split(int axis, double threshold, BitSet bins, double gain) {}

  TreeGrower(
      List<Axis> axes,
      List<BinnedAxis> columns,
      double[] targets,
      ForestSettings settings,
      RandomGenerator random) {
    this.axes = axes;
    this.columns = columns;
    this.targets = targets;
    this.settings = settings;
    this.random = random;
    int most = columns.stream().mapToInt(BinnedAxis::count).max().orElse(1);
    this.counts = new int[most];
    this.sums = new double[most];
  }

  /** Grows a tree from the given rows, repeats allowed; the array is reordered. */
  RegressionTree grow(int[] rows) {
    double mean = mean(rows, 0, rows.length);
    double squares = 0;
    for (int row : rows) {
      squares += (targets[row] - mean) * (targets[row] - mean);
    }
    leastGain = LEAST_GAIN * squares;
    grow(rows, 0, rows.length, 0);
    return new RegressionTree(axes, nodes);
  }

  private int grow(int[] rows, int from, int to, int depth) {
    int me = nodes.size();
    double mean = mean(rows, from, to);
    nodes.add(Node.leaf(mean));
    if (depth >= settings.deepest()
        || to - from < 2 * settings.leastLeaf()
        || pure(rows, from, to)) {
      return me;
    }
    Split split = bestSplit(rows, from, to, mean);
    if (split.axis() < 0) {
      return me;
    }
    int middle = part(rows, from, to, split);
    int below = grow(rows, from, middle, depth + 1);
    int above = grow(rows, middle, to, depth + 1);
    nodes.set(me, new Node(split.axis(), split.threshold(), split.bins(), below, above, mean));
    return me;
  }

  /** Whether all targets are equal; their mean may be off by a rounding, so sums do not tell. */
  private boolean pure(int[] rows, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (targets[rows[i]] != targets[rows[from]]) {
        return false;
      }
    }
    return true;
  }

  private double mean(int[] rows, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += targets[rows[i]];
    }
    return sum / (to - from);
  }

  private Split bestSplit(int[] rows, int from, int to, double mean) {
    Split best = new Split(-1, Double.NaN, new BitSet(), leastGain);
    int allowed = (int) Math.ceil(settings.axisShare() * axes.size());
    int[] order = IntStream.range(0, axes.size()).toArray();
    // Axes beyond the allowed ones are looked at only while none of the earlier ones can be split.
    for (int a = 0; a < order.length && (a < allowed || best.axis() < 0); a++) {
      int swap = a + random.nextInt(order.length - a);
      int axis = order[swap];
      order[swap] = order[a];
      order[a] = axis;
      best = better(best, axis, rows, from, to, mean);
    }
    return best;
  }

  private Split better(Split best, int axis, int[] rows, int from, int to, double mean) {
    BinnedAxis column = columns.get(axis);
    Arrays.fill(counts, 0, column.count(), 0);
    Arrays.fill(sums, 0, column.count(), 0);
    for (int i = from; i < to; i++) {
      int bin = column.bin(rows[i]);
      counts[bin]++;
      sums[bin] += targets[rows[i]] - mean;
    }
    int[] filled = IntStream.range(0, column.count()).filter(b -> counts[b] > 0).toArray();
    if (!column.ordered()) {
      filled =
          IntStream.of(filled)
              .boxed()
              .sorted(Comparator.comparingDouble(b -> sums[b] / counts[b]))
              .mapToInt(b -> b)
              .toArray();
    }
    int cut = -1;
    double gain = best.gain();
    int count = 0;
    double sum = 0;
    for (int f = 0; f + 1 < filled.length; f++) {
      count += counts[filled[f]];
      sum += sums[filled[f]];
      int rest = to - from - count;
      if (count < settings.leastLeaf() || rest < settings.leastLeaf()) {
        continue;
      }
      // The sums are about the node's mean, so both sides sum to zero together.
      double lower = sum * sum / count + sum * sum / rest;
      if (lower > gain) {
        gain = lower;
        cut = f;
      }
    }
    return cut < 0 ? best : split(axis, column, filled, cut, gain);
  }

  private static Split split(int axis, BinnedAxis column, int[] filled, int cut, double gain) {
    BitSet bins = new BitSet();
    if (!column.ordered()) {
      IntStream.rangeClosed(0, cut).forEach(f -> bins.set(filled[f]));
      return new Split(axis, Double.NaN, bins, gain);
    }
    // Half way through the empty bins between, so that neither side claims what nobody saw.
    int last = filled[cut];
    int next = filled[cut + 1];
    double threshold =
        last == 0 && column.threshold(0) < 0
            ? column.threshold(0)
            : (column.threshold(last) + column.threshold(next - 1)) / 2;
    bins.set(0, last + 1);
    return new Split(axis, threshold, bins, gain);
  }

  private int part(int[] rows, int from, int to, Split split) {
    BinnedAxis column = columns.get(split.axis());
    int middle = from;
    for (int i = from; i < to; i++) {
      if (split.bins().get(column.bin(rows[i]))) {
        int row = rows[i];
        rows[i] = rows[middle];
        rows[middle++] = row;
      }
    }
    return middle;
  }
}
