package io.cairn.workers.process;

import java.math.BigDecimal;
import java.nio.file.Path;

/** How values are written for a command: forms that any language and any shell tool can read. */
final class Texts {

  private Texts() {}

  /**
   * A parameter's value: numbers in plain decimals where that is short, everything else as it is.
   */
  static String value(Object value) {
    return value instanceof Double number ? number(number) : String.valueOf(value);
  }

  /** A resource level: a whole number without a decimal point. */
  static String level(double level) {
    return level == Math.rint(level) && Math.abs(level) < 1e15
        ? Long.toString((long) level)
        : number(level);
  }

  private static String number(double number) {
    double size = Math.abs(number);
    if (size != 0 && (size < 1e-9 || size >= 1e15)) {
      return Double.toString(number);
    }
    // BigDecimal of the shortest text that reads back as the same double: 0.0001, not 1.0E-4.
    String text = new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    return text.contains(".") ? text : text + ".0";
  }

  static String path(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /**
   * A seed that every library takes: from 0 to 2^31 - 1. NumPy refuses negative seeds and those
   * from 2^32, and JSON readers of some languages lose digits beyond 2^53. A seed that is in the
   * range is left as it is.
   */
  static int portableSeed(long seed) {
    if (seed >= 0 && seed <= Integer.MAX_VALUE) {
      return (int) seed;
    }
    // The finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
    // generators", OOPSLA 2014), so that seeds that differ in high bits only differ here too.
    long z = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return (int) ((z ^ (z >>> 31)) >>> 33);
  }
}
