package io.cairn.bench.elastic;

/** A histogram of durations in steps of a sixteenth of their size. */
final class Durations {
  private static final int STEPS = 16;
  private static final int STEP_BITS = 4;

  private final long[] counts = new long[Long.SIZE * STEPS];
  private long count;
  private long sum;

  void add(long nanoseconds) {
    counts[bucket(Math.max(1, nanoseconds))]++;
    count++;
    sum += nanoseconds;
  }

  private static int bucket(long nanoseconds) {
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanoseconds);
    long fraction =
        power >= STEP_BITS
            ? nanoseconds >> (power - STEP_BITS)
            : nanoseconds << (STEP_BITS - power);
    return power * STEPS + (int) (fraction & (STEPS - 1));
  }

  long count() {
    return count;
  }

  /** All together. */
  double seconds() {
    return sum / 1e9;
  }

  /** Milliseconds, at most a sixteenth too many; NaN without any. */
  double quantile(double share) {
    long rank = (long) Math.ceil(share * count);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return Math.scalb(1.0, i / STEPS) * (1 + (i % STEPS + 1) / (double) STEPS) / 1e6;
      }
    }
    return Double.NaN;
  }
}
