package io.cairn.core.space;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a value of another space means here: another unit, another origin, another word.
 *
 * <p>A number becomes {@code number * times + plus}, reckoned in decimal, so that 0.3 ms is 0.0003
 * s and not a neighbour of it. Words are exchanged first; what {@code values} does not name stays.
 *
 * @param times not 0, finite
 * @param plus finite
 * @param values texts there to texts here; a number or a flag is named by its {@link Parameter#text
 *     text}
 */
public record Conversion(double times, double plus, Map<String, String> values) {

  /** Everything means the same. */
  public static final Conversion NONE = new Conversion(1, 0, Map.of());

  /**
   * @throws IllegalArgumentException if a number breaks its rule
   */
  public Conversion {
    if (!Double.isFinite(times) || times == 0) {
      throw new IllegalArgumentException(
          "times = " + times + " must be a finite number other than 0; correct the factor");
    }
    if (!Double.isFinite(plus)) {
      throw new IllegalArgumentException("plus = " + plus + " must be finite; correct it");
    }
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A conversion of numbers. */
  public static Conversion linear(double times, double plus) {
    return new Conversion(times, plus, Map.of());
  }

  /** Whether nothing changes. */
  public boolean isNone() {
    return times == 1 && plus == 0 && values.isEmpty();
  }

  /** The value here; one that is no number keeps out of the arithmetic. */
  public Object apply(Object value) {
    String word = values.getOrDefault(Parameter.text(value), "");
    Object here = word.isEmpty() ? value : word;
    if (times == 1 && plus == 0) {
      return here;
    }
    return number(here).<Object>map(this::converted).orElse(here);
  }

  private static Optional<Number> number(Object value) {
    return value instanceof String text
        ? NumberText.parse(text.strip())
        : PlainValue.of(value).filter(Number.class::isInstance).map(Number.class::cast);
  }

  private Number converted(Number number) {
    BigDecimal exact = decimal(number.doubleValue()).multiply(decimal(times)).add(decimal(plus));
    return exact.doubleValue();
  }

  private static BigDecimal decimal(double value) {
    return NumberText.decimal(value);
  }
}
