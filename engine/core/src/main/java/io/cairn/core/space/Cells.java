package io.cairn.core.space;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Divides the unit interval among the values first, first + step, ..., first + (count - 1) * step
 * of a numeric parameter, each addressed by its rank.
 *
 * <p>Linear scale: cells of equal width, {@code rank = floor(unit * count)}. The common shortcut of
 * rounding a continuous value gives both end values half of their weight. Other scales: value v
 * owns the part of the scale between v - step/2 and v + step/2, so the mass of the integer k on a
 * log scale is proportional to log((k + .5) / (k - .5)), over [min - .5, max + .5]. Where step is
 * so coarse that the outermost cell would reach the pole of the scale, the cell ends halfway
 * between the value and the pole.
 */
final class Cells {
  /** Up to here {@code unit * count} in doubles cannot miss a cell by rounding. */
  private static final long EXACT_COUNT = 1L << 50;

  private final Scale scale;
  private final double first;
  private final double step;
  private final long count; // unsigned: a range of longs may hold up to 2^64 - 1 values
  private final double lowerEdge;
  private final double low;
  private final double high;

  Cells(Scale scale, double first, double step, long count) {
    this.scale = scale;
    this.first = first;
    this.step = step;
    this.count = count;
    double last = first + step * toDouble(count - 1);
    double lower = first - step / 2;
    double upper = Math.min(last + step / 2, Double.MAX_VALUE);
    this.lowerEdge = scale == Scale.LOG ? Math.max(lower, first / 2) : lower;
    double upperEdge = scale == Scale.REVERSE_LOG ? Math.min(upper, (1 + last) / 2) : upper;
    this.low = scale.forward(lowerEdge);
    this.high = scale.forward(upperEdge);
  }

  /** The rank whose cell holds the unit, which must be in [0, 1]. */
  long rank(double unit) {
    if (unit == 1) {
      return count - 1;
    }
    if (scale != Scale.LINEAR) {
      double value = scale.inverse(low + unit * (high - low));
      return clamp((long) Math.floor((value - first) / step + 0.5));
    }
    if (narrow()) {
      return Math.min((long) (unit * count), count - 1);
    }
    BigInteger rank = new BigDecimal(unit).multiply(new BigDecimal(unsigned(count))).toBigInteger();
    return rank.min(unsigned(count - 1)).longValue();
  }

  /** The centre of a rank's cell. */
  double centre(long rank) {
    if (scale != Scale.LINEAR) {
      return clampUnit((position(rank) - low) / (high - low));
    }
    if (narrow()) {
      return (rank + 0.5) / count;
    }
    BigDecimal middle = new BigDecimal(unsigned(rank)).add(new BigDecimal("0.5"));
    return middle.divide(new BigDecimal(unsigned(count)), MathContext.DECIMAL64).doubleValue();
  }

  /** The middle of the cell, on the scale. */
  private double position(long rank) {
    double value = first + step * rank;
    double from = rank == 0 ? low : scale.forward(value - step / 2);
    double to = rank == count - 1 ? high : scale.forward(value + step / 2);
    return from + (to - from) / 2;
  }

  /**
   * The rank of the value nearest to a place between the first value (0) and the last (1), on the
   * scale.
   */
  long nearestRank(double share) {
    if (scale == Scale.LINEAR) {
      BigDecimal rank = new BigDecimal(share).multiply(new BigDecimal(unsigned(count - 1)));
      return rank.setScale(0, RoundingMode.HALF_UP).toBigInteger().longValue();
    }
    double from = scale.forward(first);
    double to = scale.forward(first + step * toDouble(count - 1));
    double value = scale.inverse(from + share * (to - from));
    return clamp(Math.round((value - first) / step));
  }

  /** The rank of the value nearest to a number; numbers beyond the range go to its ends. */
  long rankNear(double value) {
    double rank = Math.floor(steps(first, value, step) + 0.5);
    if (!(rank > 0)) {
      return 0;
    }
    return rank >= toDouble(count - 1)
        ? count - 1
        : new BigDecimal(rank).toBigInteger().longValue();
  }

  /** How many steps lie between two numbers, whose distance may overflow. */
  static double steps(double from, double to, double step) {
    double distance = to - from;
    return Double.isInfinite(distance) ? to / step - from / step : distance / step;
  }

  private boolean narrow() {
    return count > 0 && count <= EXACT_COUNT;
  }

  private long clamp(long rank) {
    return Math.max(0, Math.min(rank, count - 1));
  }

  static double clampUnit(double unit) {
    return Math.max(0.0, Math.min(unit, 1.0));
  }

  static double toDouble(long unsigned) {
    return unsigned >= 0 ? unsigned : unsigned(unsigned).doubleValue();
  }

  static BigInteger unsigned(long value) {
    BigInteger signed = BigInteger.valueOf(value);
    return value >= 0 ? signed : signed.add(BigInteger.ONE.shiftLeft(Long.SIZE));
  }
}
