package io.cairn.workers.table;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as tables of different origin hold them. */
final class Cells {

  private Cells() {}

  /** A finite number; empty for anything else. */
  static OptionalDouble number(String text) {
    OptionalDouble value = measure(text);
    return value.isPresent() && Double.isFinite(value.getAsDouble())
        ? value
        : OptionalDouble.empty();
  }

  /** A number, NaN or an infinity; NA, as R writes it, is NaN. Empty for anything else. */
  static OptionalDouble measure(String text) {
    String cell = text.strip();
    switch (cell.toLowerCase(Locale.ROOT)) {
      case "nan", "na" -> {
        return OptionalDouble.of(Double.NaN);
      }
      case "inf", "+inf", "infinity", "+infinity" -> {
        return OptionalDouble.of(Double.POSITIVE_INFINITY);
      }
      case "-inf", "-infinity" -> {
        return OptionalDouble.of(Double.NEGATIVE_INFINITY);
      }
      default -> {
        return parse(cell);
      }
    }
  }

  private static OptionalDouble parse(String cell) {
    // Double.parseDouble also takes hexadecimal numbers and the suffixes d and f.
    for (int i = 0; i < cell.length(); i++) {
      if ("0123456789+-.eE".indexOf(cell.charAt(i)) < 0) {
        return OptionalDouble.empty();
      }
    }
    try {
      return OptionalDouble.of(Double.parseDouble(cell));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
