package io.cairn.server.exchange;

import io.cairn.core.space.NumberText;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Values that a store keeps as text. */
public final class PlainText {

  private PlainText() {}

  /** The number of a text, NaN and infinities as Python and pandas write them included. */
  public static OptionalDouble number(String text) {
    String plain = text.strip();
    Optional<Number> number = NumberText.parse(plain);
    if (number.isPresent()) {
      return OptionalDouble.of(number.get().doubleValue());
    }
    return switch (plain.toLowerCase(Locale.ROOT)) {
      case "nan" -> OptionalDouble.of(Double.NaN);
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }

  /** A Long, Double or Boolean where the text is one, else the text. */
  public static Object value(String text) {
    Optional<Number> number = NumberText.parse(text);
    if (number.isPresent()) {
      return number.get();
    }
    return switch (text) {
      case "True", "true" -> true;
      case "False", "false" -> false;
      default -> text;
    };
  }
}
