package io.cairn.server.history;

import java.util.Arrays;
import java.util.Objects;

/**
 * The objective's metric of a trial over the resource, as reported on the way. Resources rise: what
 * a script that ignored its checkpoint reported again is left out. Non-finite values are kept.
 *
 * <p>A full curve drops every second of its points but the first and from then on takes only every
 * second report, and so on; the newest point is always there. So the points stay spread evenly, and
 * a report costs O(1) amortised.
 */
public final class LearningCurve {

  /** Of a study whose curves are not kept. */
  static final LearningCurve NONE = new LearningCurve(0);

  /** Most trials of a large study end after a report or two. */
  private static final int INITIAL = 1;

  private static final double[] EMPTY = {};

  private final int limit;

  /** Resource, value, resource, value: a million curves are a million arrays. */
  private double[] points = EMPTY;

  private int size;
  private int stride = 1;
  private long reports;

  LearningCurve(int limit) {
    this.limit = limit;
  }

  void add(double resource, double value) {
    // The newest point is always there, and it is the highest.
    if (limit == 0 || !(resource > (size == 0 ? Double.NEGATIVE_INFINITY : resource(size - 1)))) {
      return;
    }
    // The last slot holds the newest point; it stays for good if it is the stride's turn.
    boolean replace = size > 1 && (reports - 1) % stride != 0;
    int slot = replace ? size - 1 : size;
    if (slot == limit) {
      thin();
      replace = (reports - 1) % stride != 0;
      slot = replace ? size - 1 : size;
    }
    if (2 * slot == points.length) {
      points = Arrays.copyOf(points, 2 * Math.min(limit, Math.max(INITIAL, slot * 2)));
    }
    set(slot, resource, value);
    size = slot + 1;
    reports++;
  }

  private void set(int slot, double resource, double value) {
    points[2 * slot] = resource;
    points[2 * slot + 1] = value;
  }

  private void thin() {
    int kept = 0;
    for (int i = 0; i < size; i += 2) {
      set(kept, resource(i), value(i));
      kept++;
    }
    if (size % 2 == 0) {
      // The newest point was not on the coarser stride; it stays until the next one comes.
      set(kept, resource(size - 1), value(size - 1));
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
    return points[2 * Objects.checkIndex(i, size)];
  }

  /** The objective's metric at a point. */
  public double value(int i) {
    return points[2 * Objects.checkIndex(i, size) + 1];
  }
}
