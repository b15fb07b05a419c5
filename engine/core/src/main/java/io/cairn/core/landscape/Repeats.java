package io.cairn.core.landscape;

import java.util.Arrays;

/**
 * What several measurements of the same configurations at one level come to: their mean and spread,
 * summed up as they come (Welford 1962), and how many diverged.
 */
final class Repeats {
  private int[] finite;
  private int[] diverged;
  private double[] means;
  private double[] squares;

  Repeats(int capacity) {
    finite = new int[capacity];
    diverged = new int[capacity];
    means = new double[capacity];
    squares = new double[capacity];
  }

  /** Another with the first so many. */
  Repeats first(int size) {
    Repeats copy = new Repeats(0);
    copy.finite = Arrays.copyOf(finite, size);
    copy.diverged = Arrays.copyOf(diverged, size);
    copy.means = Arrays.copyOf(means, size);
    copy.squares = Arrays.copyOf(squares, size);
    return copy;
  }

  void grow(int capacity) {
    finite = Arrays.copyOf(finite, capacity);
    diverged = Arrays.copyOf(diverged, capacity);
    means = Arrays.copyOf(means, capacity);
    squares = Arrays.copyOf(squares, capacity);
  }

  /** One more; infinite means that it diverged. */
  void add(int index, double value) {
    if (Double.isInfinite(value)) {
      diverged[index]++;
      return;
    }
    finite[index]++;
    double delta = value - means[index];
    means[index] += delta / finite[index];
    squares[index] += delta * (value - means[index]);
  }

  /** Takes over what was summed up elsewhere. */
  void set(int index, int count, double mean, double spread) {
    forget(index);
    if (Double.isInfinite(mean)) {
      diverged[index] = count;
      return;
    }
    finite[index] = count;
    means[index] = mean;
    squares[index] = Double.isNaN(spread) ? 0 : spread * spread * (count - 1);
  }

  void forget(int index) {
    finite[index] = 0;
    diverged[index] = 0;
    means[index] = 0;
    squares[index] = 0;
  }

  int count(int index) {
    return finite[index] + diverged[index];
  }

  /** The mean of the finite ones, or {@code worst} if more diverged than did not. */
  double value(int index, double worst) {
    return diverged[index] > finite[index] ? worst : means[index];
  }

  /** Sample standard deviation of the finite ones; NaN with less than two. */
  double spread(int index) {
    return finite[index] < 2 ? Double.NaN : Math.sqrt(squares[index] / (finite[index] - 1));
  }

  /** Of the mean. */
  double standardError(int index) {
    return spread(index) / Math.sqrt(finite[index]);
  }
}
