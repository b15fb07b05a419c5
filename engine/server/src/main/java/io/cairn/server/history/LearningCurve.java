package io.cairn.server.history;

import java.util.Arrays;

/**
 * The objective's metric of a trial over the resource, as reported on the way. Resources rise: what
 * a script that ignored its checkpoint reported again is left out. Non-finite values are kept.
 *
 * <p>A full curve drops every second of its points but the first and from then on takes only every
 * second report, and so on; the newest point is always there. So the points stay spread evenly, and
 * a report costs O(1) amortised.
 */
public final class LearningCurve {

  /** Most trials of a large study end after a report or two. */
  private static final int INITIAL = 1;

  private static final double[] NONE = {};

  private final int limit;
  private double[] resources = NONE;
  private double[] values = NONE;
  private int size;
  private int stride = 1;
  private long reports;
  private double highest = Double.NEGATIVE_INFINITY;

  LearningCurve(int limit) {
    this.limit = limit;
  }

  void add(double resource, double value) {
    if (limit == 0 || !(resource > highest)) {
      return;
    }
    highest = resource;
    // The last slot holds the newest point; it stays for good if it is the stride's turn.
    boolean replace = size > 1 && (reports - 1) % stride != 0;
    int slot = replace ? size - 1 : size;
    if (slot == limit) {
      thin();
      replace = (reports - 1) % stride != 0;
      slot = replace ? size - 1 : size;
    }
    if (slot == resources.length) {
      int capacity = Math.min(limit, Math.max(INITIAL, slot * 2));
      resources = Arrays.copyOf(resources, capacity);
      values = Arrays.copyOf(values, capacity);
    }
    resources[slot] = resource;
    values[slot] = value;
    size = slot + 1;
    reports++;
  }

  private void thin() {
    int kept = 0;
    for (int i = 0; i < size; i += 2) {
      resources[kept] = resources[i];
      values[kept] = values[i];
      kept++;
    }
    if (size % 2 == 0) {
      // The newest point was not on the coarser stride; it stays until the next one comes.
      resources[kept] = resources[size - 1];
      values[kept] = values[size - 1];
      kept++;
    }
    size = kept;
    stride *= 2;
  }

  /** Number of points kept. */
  public int size() {
    return size;
  }

  /** Number of reports that the points stand for. */
  public long reports() {
    return reports;
  }

  /** Resource of a point, in the user's unit; rises with {@code i}. */
  public double resource(int i) {
    return resources[java.util.Objects.checkIndex(i, size)];
  }

  /** The objective's metric at a point. */
  public double value(int i) {
    return values[java.util.Objects.checkIndex(i, size)];
  }
}
