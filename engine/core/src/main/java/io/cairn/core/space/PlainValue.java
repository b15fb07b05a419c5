package io.cairn.core.space;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The four types that a value has inside: Long, Double, String, Boolean. Everything that comes from
 * outside is brought to one.
 */
final class PlainValue {
  private static final double TWO_63 = 0x1p63;
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  private PlainValue() {}

  /** The value as Long, finite Double (never -0.0), String or Boolean; empty for anything else. */
  static Optional<Object> of(Object value) {
    if (value instanceof String || value instanceof Boolean || value instanceof Long) {
      return Optional.of(value);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    return Optional.empty();
  }

  private static Optional<Object> number(Number number) {
    if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
      return Optional.of(number.longValue());
    }
    if (number instanceof BigInteger big
        && big.compareTo(MIN_LONG) >= 0
        && big.compareTo(MAX_LONG) <= 0) {
      return Optional.of(big.longValue());
    }
    // The digits are counted first: the integer of 1e999999999 would not fit into memory.
    if (number instanceof BigDecimal big
        && big.scale() <= 0
        && (long) big.precision() - big.scale() <= 19) {
      return number(big.toBigInteger());
    }
    double value = number.doubleValue();
    return Double.isFinite(value) ? Optional.of(value + 0.0) : Optional.empty();
  }

  /** The integer that a plain value is, whatever its type: Long 3 and Double 3.0 are 3. */
  static OptionalLong integer(Object plain) {
    if (plain instanceof Long integer) {
      return OptionalLong.of(integer);
    }
    if (plain instanceof Double real
        && real == Math.rint(real)
        && real >= -TWO_63
        && real < TWO_63) {
      return OptionalLong.of(real.longValue());
    }
    return OptionalLong.empty();
  }

  /** Equal for equal numbers of different types, so that 1 and 1.0 meet in a map. */
  static Object key(Object plain) {
    OptionalLong integer = integer(plain);
    return integer.isPresent() ? (Object) integer.getAsLong() : plain;
  }

  /** The exact decimal of a plain number as it is printed. */
  static BigDecimal decimal(Number plain) {
    return plain instanceof Long integer
        ? BigDecimal.valueOf(integer)
        : NumberText.decimal(plain.doubleValue());
  }

  /**
   * Canonical text: numbers as {@link NumberText}, anything else (also NaN and infinities, for
   * messages) as Java prints it.
   */
  static String text(Object value) {
    boolean number = value instanceof Number && of(value).isPresent();
    return number ? NumberText.of((Number) value) : String.valueOf(value);
  }
}
