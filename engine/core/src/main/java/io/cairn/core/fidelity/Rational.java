package io.cairn.core.fidelity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;

/**
 * An exact fraction of two {@code long}s, always in lowest terms with a positive denominator.
 *
 * <p>Resource levels are rationals so that 1/27 * 27 is 1, and so that a level printed here,
 * computed in Python as {@code 1/9} and sent back is the same {@code double}.
 *
 * @param numerator carries the sign
 * @param denominator at least 1
 */
public record Rational(long numerator, long denominator) implements Comparable<Rational> {

  public static final Rational ONE = new Rational(1, 1);

  /** Decimals of at most this many digits are printed as such; longer ones as a fraction. */
  private static final int PRINTED_DECIMALS = 6;

  /** Guards {@link BigDecimal} against texts like 1e999999999; a long has 19 digits. */
  private static final int MAX_DIGITS = 40;

  private static final int DOUBLE_EXACT_BITS = 53;

  /**
   * Reduces to lowest terms and moves the sign to the numerator.
   *
   * @throws IllegalArgumentException if the denominator is 0, or either is {@code Long.MIN_VALUE},
   *     which has no positive counterpart
   */
  public Rational {
    if (denominator == 0) {
      throw new IllegalArgumentException(
          "fraction " + numerator + "/0 has denominator 0; write a denominator of at least 1");
    }
    if (numerator == Long.MIN_VALUE || denominator == Long.MIN_VALUE) {
      throw new IllegalArgumentException(
          "fraction "
              + numerator
              + "/"
              + denominator
              + " is out of range; both parts must be within +-9223372036854775807");
    }
    long divisor = gcd(Math.abs(numerator), Math.abs(denominator));
    long sign = denominator < 0 ? -1 : 1;
    numerator = sign * numerator / divisor;
    denominator = sign * denominator / divisor;
  }

  public static Rational of(long whole) {
    return new Rational(whole, 1);
  }

  /**
   * Reads {@code "81"}, {@code "0.25"}, {@code "1e-3"} or {@code "1/27"} exactly.
   *
   * @throws IllegalArgumentException if the text is none of these, or does not fit a fraction of
   *     two {@code long}s
   */
  public static Rational parse(String text) {
    Objects.requireNonNull(text, "text");
    String trimmed = text.strip();
    int slash = trimmed.indexOf('/');
    try {
      if (slash >= 0) {
        long numerator = Long.parseLong(trimmed.substring(0, slash).strip());
        long denominator = Long.parseLong(trimmed.substring(slash + 1).strip());
        return new Rational(numerator, denominator);
      }
      return ofDecimal(new BigDecimal(trimmed), text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not an exact number; write a whole number (81), a decimal (0.25, 1e-3) or a"
              + " fraction of whole numbers (1/27)",
          e);
    }
  }

  private static Rational ofDecimal(BigDecimal value, String text) {
    BigDecimal shortest = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (shortest.precision() <= MAX_DIGITS && Math.abs((long) shortest.scale()) <= MAX_DIGITS) {
      BigInteger numerator = shortest.unscaledValue();
      BigInteger denominator = BigInteger.ONE;
      if (shortest.scale() > 0) {
        denominator = BigInteger.TEN.pow(shortest.scale());
      } else {
        numerator = numerator.multiply(BigInteger.TEN.pow(-shortest.scale()));
      }
      BigInteger divisor = numerator.gcd(denominator);
      numerator = numerator.divide(divisor);
      denominator = denominator.divide(divisor);
      if (fits(numerator) && fits(denominator)) {
        return new Rational(numerator.longValueExact(), denominator.longValueExact());
      }
    }
    throw new IllegalArgumentException(
        "\""
            + text
            + "\" has too many digits for an exact fraction of 64-bit numbers; round it to 15"
            + " digits or use another unit");
  }

  private static boolean fits(BigInteger value) {
    return value.bitLength() < Long.SIZE;
  }

  /**
   * This times {@code factor}, exactly.
   *
   * @throws ArithmeticException if the reduced product does not fit
   */
  public Rational times(long factor) {
    long divisor = gcd(Math.abs(factor), denominator);
    return new Rational(Math.multiplyExact(numerator, factor / divisor), denominator / divisor);
  }

  /** Whether this is a whole number. */
  public boolean isWhole() {
    return denominator == 1;
  }

  /** -1, 0 or 1. */
  public int signum() {
    return Long.signum(numerator);
  }

  /** The nearest double (ties to even): the quotient that IEEE division of exact operands gives. */
  public double doubleValue() {
    if (bits(numerator) <= DOUBLE_EXACT_BITS && bits(denominator) <= DOUBLE_EXACT_BITS) {
      return (double) numerator / (double) denominator;
    }
    // Converting the parts first would round twice. Instead take at least 64 bits of the quotient,
    // keep "something is left" as a sticky last bit, and round once.
    int shift = 2 * Long.SIZE;
    BigInteger[] quotient =
        BigInteger.valueOf(Math.abs(numerator))
            .shiftLeft(shift)
            .divideAndRemainder(BigInteger.valueOf(denominator));
    BigInteger sticky = quotient[1].signum() == 0 ? quotient[0] : quotient[0].or(BigInteger.ONE);
    return signum() * Math.scalb(sticky.doubleValue(), -shift);
  }

  private static int bits(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(Math.abs(value));
  }

  @Override
  public int compareTo(Rational other) {
    if (denominator == other.denominator) {
      return Long.compare(numerator, other.numerator);
    }
    BigInteger here = BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(other.denominator));
    BigInteger there =
        BigInteger.valueOf(other.numerator).multiply(BigInteger.valueOf(denominator));
    return here.compareTo(there);
  }

  /** As a user would write it: {@code 81}, {@code 0.25}, {@code 1/27}; {@link #parse} reads it. */
  @Override
  public String toString() {
    if (isWhole()) {
      return Long.toString(numerator);
    }
    BigDecimal scaled = BigDecimal.valueOf(numerator).movePointRight(PRINTED_DECIMALS);
    BigDecimal[] decimal = scaled.divideAndRemainder(BigDecimal.valueOf(denominator));
    if (decimal[1].signum() == 0) {
      return decimal[0].movePointLeft(PRINTED_DECIMALS).stripTrailingZeros().toPlainString();
    }
    return numerator + "/" + denominator;
  }

  private static long gcd(long a, long b) {
    long larger = a;
    long smaller = b;
    while (smaller != 0) {
      long rest = larger % smaller;
      larger = smaller;
      smaller = rest;
    }
    return larger;
  }
}
