package io.cairn.core.space;

import io.cairn.core.space.IntervalSet.Interval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A parameter's values as positions on a line of longs, so that conditions on every kind of parent
 * become interval sets. The position of a code is the code itself, except for reals, whose bits are
 * turned so that they sort like the numbers.
 */
final class Axis {
  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private final Parameter parameter;

  Axis(Parameter parameter) {
    this.parameter = parameter;
  }

  boolean real() {
    return parameter instanceof RealParameter;
  }

  static long position(boolean real, long code) {
    return real ? code ^ ((code >> 63) & Long.MAX_VALUE) : code;
  }

  long position(long code) {
    return position(real(), code);
  }

  /** The interval that holds all positions. */
  Interval whole() {
    if (parameter instanceof RealParameter real) {
      return new Interval(position(real.min()), position(real.max()));
    }
    if (parameter instanceof IntegerParameter integer) {
      return new Interval(integer.min(), integer.max());
    }
    return new Interval(0, parameter.cardinality().orElseThrow() - 1);
  }

  private static long position(double value) {
    return position(true, Double.doubleToLongBits(value + 0.0));
  }

  private static double number(long position) {
    return Double.longBitsToDouble(position ^ ((position >> 63) & Long.MAX_VALUE));
  }

  /** The number of values within an interval; empty when infinite. */
  Optional<BigInteger> count(Interval interval) {
    if (parameter instanceof RealParameter real) {
      // A gap between two neighbouring doubles may begin at the unused position of -0.0.
      long from = interval.from() == -1 ? 0 : interval.from();
      long to = interval.to() == -1 ? -2 : interval.to();
      if (from > to) {
        return Optional.of(BigInteger.ZERO);
      }
      var count = real.countBetween(number(from), number(to));
      return count.isPresent()
          ? Optional.of(BigInteger.valueOf(count.getAsLong()))
          : Optional.empty();
    }
    if (parameter instanceof IntegerParameter integer) {
      return Optional.of(integer.countBetween(interval.from(), interval.to()));
    }
    Interval whole = whole();
    long from = Math.max(interval.from(), whole.from());
    long to = Math.min(interval.to(), whole.to());
    return Optional.of(BigInteger.valueOf(Math.max(0, to - from + 1)));
  }

  /** The positions of numbers in a range; the parameter must be numeric. */
  IntervalSet range(Condition.Range range) {
    if (parameter instanceof RealParameter) {
      return IntervalSet.of(List.of(realRange(range)));
    }
    if (parameter instanceof IntegerParameter) {
      return IntervalSet.of(List.of(integerRange(range)));
    }
    List<Interval> members = new ArrayList<>();
    for (long code = 0; code < parameter.cardinality().orElseThrow(); code++) {
      if (contains(range, (Number) parameter.value(code))) {
        members.add(new Interval(code, code));
      }
    }
    return IntervalSet.of(members);
  }

  private Interval realRange(Condition.Range range) {
    Interval whole = whole();
    long from = whole.from();
    long to = whole.to();
    if (range.min().isPresent()) {
      double min = range.min().getAsDouble();
      from = Math.max(from, position(range.minInclusive() ? min : Math.nextUp(min)));
    }
    if (range.max().isPresent()) {
      double max = range.max().getAsDouble();
      to = Math.min(to, position(range.maxInclusive() ? max : Math.nextDown(max)));
    }
    return new Interval(from, to);
  }

  private Interval integerRange(Condition.Range range) {
    Interval whole = whole();
    long from = whole.from();
    long to = whole.to();
    if (range.min().isPresent()) {
      BigDecimal min = new BigDecimal(range.min().getAsDouble());
      BigDecimal ceiling = min.setScale(0, RoundingMode.CEILING);
      boolean excluded = !range.minInclusive() && ceiling.compareTo(min) == 0;
      from = Math.max(from, toLong(excluded ? ceiling.add(BigDecimal.ONE) : ceiling));
      if (min.compareTo(MAX_LONG) > 0) {
        return new Interval(1, 0);
      }
    }
    if (range.max().isPresent()) {
      BigDecimal max = new BigDecimal(range.max().getAsDouble());
      BigDecimal floor = max.setScale(0, RoundingMode.FLOOR);
      boolean excluded = !range.maxInclusive() && floor.compareTo(max) == 0;
      to = Math.min(to, toLong(excluded ? floor.subtract(BigDecimal.ONE) : floor));
    }
    return new Interval(from, to);
  }

  private static long toLong(BigDecimal integer) {
    return integer.max(MIN_LONG).min(MAX_LONG).longValue();
  }

  private static boolean contains(Condition.Range range, Number value) {
    if (range.min().isPresent()) {
      int order = compare(value, range.min().getAsDouble());
      if (order < 0 || (order == 0 && !range.minInclusive())) {
        return false;
      }
    }
    if (range.max().isPresent()) {
      int order = compare(value, range.max().getAsDouble());
      return order < 0 || (order == 0 && range.maxInclusive());
    }
    return true;
  }

  private static int compare(Number value, double bound) {
    return value instanceof Long integer
        ? BigDecimal.valueOf(integer).compareTo(new BigDecimal(bound))
        : Double.compare(value.doubleValue(), bound + 0.0);
  }
}
