package io.cairn.core.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of longs as disjoint closed intervals in rising order. */
final class IntervalSet {
  private final long[] from;
  private final long[] to;

  private IntervalSet(long[] from, long[] to) {
    this.from = from;
    this.to = to;
  }

  /** An interval with both ends; empty when to &lt; from. */
  record Interval(long from, long to) {}

  static IntervalSet of(List<Interval> intervals) {
    List<Interval> sorted =
        intervals.stream()
            .filter(interval -> interval.from <= interval.to)
            .sorted(Comparator.comparingLong(Interval::from))
            .toList();
    List<Interval> merged = new ArrayList<>();
    for (Interval next : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && touches(merged.get(last), next)) {
        Interval before = merged.get(last);
        merged.set(last, new Interval(before.from, Math.max(before.to, next.to)));
      } else {
        merged.add(next);
      }
    }
    return new IntervalSet(
        merged.stream().mapToLong(Interval::from).toArray(),
        merged.stream().mapToLong(Interval::to).toArray());
  }

  private static boolean touches(Interval before, Interval next) {
    return next.from <= before.to || next.from - 1 == before.to;
  }

  List<Interval> intervals() {
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      intervals.add(new Interval(from[i], to[i]));
    }
    return intervals;
  }

  boolean contains(long position) {
    if (from.length == 1) {
      return position >= from[0] && position <= to[0];
    }
    int found = Arrays.binarySearch(from, position);
    int candidate = found >= 0 ? found : -found - 2;
    return candidate >= 0 && position <= to[candidate];
  }

  /** What of [first, last] is not in this set. */
  IntervalSet complement(long first, long last) {
    List<Interval> gaps = new ArrayList<>();
    long next = first;
    for (int i = 0; i < from.length; i++) {
      if (from[i] > next) {
        gaps.add(new Interval(next, from[i] - 1));
      }
      if (to[i] >= last) {
        return of(gaps);
      }
      next = Math.max(next, to[i] + 1);
    }
    gaps.add(new Interval(next, last));
    return of(gaps);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IntervalSet that
        && Arrays.equals(from, that.from)
        && Arrays.equals(to, that.to);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
  }
}
