package io.cairn.core.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The direction numbers of Joe and Kuo, from the table that ships beside this class (with its
 * source and licence).
 *
 * <p>Line {@code d s a m_1 ... m_s} of the table gives dimension d the primitive polynomial x^s +
 * a_1 x^(s-1) + ... + a_(s-1) x + 1, where the bits of a are a_1 to a_(s-1), and the first s
 * numbers of its recurrence; the first dimension has every m = 1.
 */
final class DirectionNumbers {
  /** Bits of a coordinate: what a double in [0, 1) can hold. */
  static final int BITS = 53;

  private static final String TABLE = "new-joe-kuo-6.256";
  private static final long[][] BY_DIMENSION = read();

  private DirectionNumbers() {}

  /** Dimensions in the table. */
  static int dimensions() {
    return BY_DIMENSION.length;
  }

  /**
   * The direction number of a dimension (from 0) for a bit of the Gray code (from 0, the lowest),
   * scaled to {@link #BITS}.
   */
  static long of(int dimension, int bit) {
    return BY_DIMENSION[dimension][bit];
  }

  private static long[][] read() {
    List<String> lines = text().lines().skip(1).toList();
    long[][] table = new long[lines.size() + 1][];
    table[0] = first();
    for (int i = 0; i < lines.size(); i++) {
      table[i + 1] = recurrence(lines.get(i).split(" ", -1));
    }
    return table;
  }

  private static long[] first() {
    long[] direction = new long[BITS];
    for (int i = 0; i < BITS; i++) {
      direction[i] = 1L << (BITS - 1 - i);
    }
    return direction;
  }

  private static long[] recurrence(String[] columns) {
    int degree = Integer.parseInt(columns[1]);
    int polynomial = Integer.parseInt(columns[2]);
    long[] direction = new long[BITS];
    for (int i = 0; i < degree; i++) {
      direction[i] = Long.parseLong(columns[3 + i]) << (BITS - 1 - i);
    }
    for (int i = degree; i < BITS; i++) {
      direction[i] = direction[i - degree] ^ (direction[i - degree] >>> degree);
      for (int k = 1; k < degree; k++) {
        direction[i] ^= ((polynomial >>> (degree - 1 - k)) & 1L) * direction[i - k];
      }
    }
    return direction;
  }

  private static String text() {
    try (InputStream table = DirectionNumbers.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException(
            "The table of direction numbers "
                + TABLE
                + " is not beside "
                + DirectionNumbers.class
                + "; rebuild the jar.");
      }
      return new String(table.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The table of direction numbers " + TABLE + " cannot be read.", e);
    }
  }
}
