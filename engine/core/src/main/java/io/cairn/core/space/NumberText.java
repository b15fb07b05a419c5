package io.cairn.core.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The canonical text of a number, valid in JSON and HOCON and free of loss: a Long is written as an
 * integer, a Double as the shortest decimal that reads back as the same double and always with a
 * point or an exponent ({@code 3.0}, {@code 0.01}, {@code 1e-7}), so that its type survives too.
 *
 * <p>{@link Double#toString} would not do: before JDK 19 it is not always the shortest
 * (JDK-4511638), so two JDKs would write different bytes for one value.
 */
public final class NumberText {
  private static final double PLAIN_INTEGER_LIMIT = 1e15;
  private static final int MAX_DIGITS = 17;
  private static final long MANTISSA = 0x000f_ffff_ffff_ffffL;

  private NumberText() {}

  /** The text of an integer. */
  public static String of(long value) {
    return Long.toString(value);
  }

  /**
   * The text of a double; -0.0 is written as {@code 0.0}.
   *
   * @throws IllegalArgumentException if the value is NaN or infinite, which JSON cannot say
   */
  public static String of(double value) {
    if (value == Math.rint(value) && Math.abs(value) < PLAIN_INTEGER_LIMIT) {
      return (long) value + ".0";
    }
    BigDecimal decimal = decimal(value);
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -6 && exponent < 15) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    String sign = decimal.signum() < 0 ? "-" : "";
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return sign + digits.charAt(0) + fraction + "e" + exponent;
  }

  /**
   * The text of a Long or Double; other integer types are written as integers, other types as
   * doubles.
   *
   * @throws IllegalArgumentException if the value is NaN or infinite
   */
  public static String of(Number value) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return of(value.longValue());
    }
    return of(value.doubleValue());
  }

  /**
   * Reads a number: a Long when the text is an integer in range, otherwise a finite Double; empty
   * when it is no number. Only decimal digits, sign, point and exponent are read, so {@code NaN},
   * {@code 1d} or {@code 0x1p3} are no numbers.
   */
  public static Optional<Number> parse(String text) {
    boolean integral = true;
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean sign = c == '-' || c == '+';
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if (c == '.' || c == 'e' || c == 'E') {
        integral = false;
      } else if (!sign) {
        return Optional.empty();
      }
    }
    if (!digit) {
      return Optional.empty();
    }
    return integral ? parseInteger(text) : parseDouble(text);
  }

  private static Optional<Number> parseInteger(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException notLong) {
      return parseDouble(text);
    }
  }

  private static Optional<Number> parseDouble(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? Optional.of(value + 0.0) : Optional.empty();
    } catch (NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  /**
   * The shortest decimal that rounds to the value, and among those the nearest to it; no trailing
   * zeros.
   */
  static BigDecimal decimal(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value = " + value + " must be a finite number");
    }
    if (value == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal exact = new BigDecimal(value);
    // Rounding to more digits comes nearer, and except at powers of two the rounding interval is
    // symmetric: once a precision
    // fails, every smaller one fails. At powers of two all precisions are tried from the smallest.
    boolean symmetric = (Double.doubleToLongBits(value) & MANTISSA) != 0;
    return (symmetric ? fromAbove(exact, value) : fromBelow(exact, value)).stripTrailingZeros();
  }

  private static BigDecimal fromAbove(BigDecimal exact, double value) {
    int digits = Math.min(MAX_DIGITS, new BigDecimal(Double.toString(value)).precision());
    BigDecimal best = rounded(exact, digits);
    if (best.doubleValue() != value) {
      return rounded(exact, MAX_DIGITS);
    }
    while (digits > 1) {
      digits--;
      BigDecimal shorter = rounded(exact, digits);
      if (shorter.doubleValue() != value) {
        break;
      }
      best = shorter;
    }
    return best;
  }

  private static BigDecimal fromBelow(BigDecimal exact, double powerOfTwo) {
    for (int digits = 1; digits < MAX_DIGITS; digits++) {
      BigDecimal nearest = rounded(exact, digits);
      if (nearest.doubleValue() == powerOfTwo) {
        return nearest;
      }
      // Above a power of two the doubles lie twice as far apart, so a farther decimal may read back
      // where the nearest does not.
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
      if (above.doubleValue() == powerOfTwo) {
        return above;
      }
    }
    return rounded(exact, MAX_DIGITS);
  }

  private static BigDecimal rounded(BigDecimal exact, int digits) {
    return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }
}
