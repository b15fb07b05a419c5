package io.cairn.core.space;

import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * The values min + k * step of a stepped real, exact in decimal: 0.5, 0.6, 0.7 and never
 * 0.7000000000000001, none above max. Numbers are taken as they are printed, so 0.1 is a tenth.
 */
final class DecimalLattice {
  private static final long EXACT_LONG = 1L << 53;
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private final BigDecimal first;
  private final BigDecimal step;
  private final long count;
  private final double nearFirst;
  private final double nearStep;
  // Numerators over one power of ten. A quotient of two doubles that are exact is the double
  // nearest to the decimal.
  private final boolean quotients;
  private final long numerator;
  private final long increment;
  private final double denominator;

  DecimalLattice(double min, double max, double step) {
    this.first = NumberText.decimal(min);
    this.step = NumberText.decimal(step);
    this.nearFirst = min;
    this.nearStep = step;
    BigDecimal steps = NumberText.decimal(max).subtract(first).divideToIntegralValue(this.step);
    this.count = steps.longValueExact() + 1;
    int scale = Math.max(0, Math.max(first.scale(), this.step.scale()));
    BigDecimal last = first.add(this.step.multiply(steps));
    this.quotients = scale < POWERS_OF_TEN.length && fits(first, scale) && fits(last, scale);
    this.numerator = quotients ? first.setScale(scale).unscaledValue().longValue() : 0;
    this.increment = quotients ? this.step.setScale(scale).unscaledValue().longValue() : 0;
    this.denominator = quotients ? POWERS_OF_TEN[scale] : 1;
  }

  private static boolean fits(BigDecimal value, int scale) {
    return value.setScale(scale).unscaledValue().bitLength()
        < Long.numberOfTrailingZeros(EXACT_LONG);
  }

  long count() {
    return count;
  }

  double value(long rank) {
    if (quotients) {
      return (numerator + rank * increment) / denominator;
    }
    return first.add(step.multiply(BigDecimal.valueOf(rank))).doubleValue() + 0.0;
  }

  /** The rank of a value; empty if it is none of the lattice. */
  OptionalLong rank(double value) {
    long near = Math.round(Cells.steps(nearFirst, value, nearStep));
    for (long rank = Math.max(0, near - 1); rank <= near + 1 && rank < count; rank++) {
      if (value(rank) == value) {
        return OptionalLong.of(rank);
      }
    }
    return OptionalLong.empty();
  }

  /** How many values lie in [from, to]. */
  long countBetween(double from, double to) {
    return Math.max(0, firstAtLeast(Math.nextUp(to)) - firstAtLeast(from));
  }

  private long firstAtLeast(double bound) {
    long low = 0;
    long high = count;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (value(middle) >= bound) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
