package io.cairn.server.sweep;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as sweep files write them, with the units of HOCON: {@code 500 MB} (millions of bytes),
 * {@code 1.5GiB} or {@code 1.5G} (powers of 1024); a bare number is bytes.
 */
final class SizeText {

  private static final Pattern SHAPE = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)\\s*([a-zA-Z]*)");

  private static final Map<String, BigInteger> UNITS = new HashMap<>();

  private static final int LONGEST = 40;

  static {
    unit(BigInteger.ONE, "", "B", "b", "byte", "bytes");
    List<String> decimal = List.of("kilo", "mega", "giga", "tera", "peta");
    List<String> binary = List.of("kibi", "mebi", "gibi", "tebi", "pebi");
    for (int i = 0; i < decimal.size(); i++) {
      String letter = decimal.get(i).substring(0, 1);
      String capital = letter.toUpperCase(java.util.Locale.ROOT);
      BigInteger thousands = BigInteger.valueOf(1000).pow(i + 1);
      unit(thousands, letter + "B", capital + "B");
      unit(thousands, decimal.get(i) + "byte", decimal.get(i) + "bytes");
      BigInteger powers = BigInteger.ONE.shiftLeft(10 * (i + 1));
      unit(powers, letter, capital, capital + "i", capital + "iB");
      unit(powers, binary.get(i) + "byte", binary.get(i) + "bytes");
    }
  }

  private SizeText() {}

  private static void unit(BigInteger bytes, String... names) {
    for (String name : names) {
      UNITS.put(name, bytes);
    }
  }

  /** The size in whole bytes; empty if the text is none, or does not fit. */
  static OptionalLong parse(String text) {
    String plain = text.strip();
    Matcher matcher = SHAPE.matcher(plain);
    if (plain.length() > LONGEST || !matcher.matches()) {
      return OptionalLong.empty();
    }
    BigInteger unit = UNITS.get(matcher.group(2));
    if (unit == null) {
      return OptionalLong.empty();
    }
    BigInteger bytes =
        new BigDecimal(matcher.group(1))
            .multiply(new BigDecimal(unit))
            .setScale(0, RoundingMode.HALF_EVEN)
            .toBigInteger();
    return bytes.bitLength() > 62 ? OptionalLong.empty() : OptionalLong.of(bytes.longValue());
  }
}
