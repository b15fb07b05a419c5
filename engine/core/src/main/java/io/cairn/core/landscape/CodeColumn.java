package io.cairn.core.landscape;

import io.cairn.core.space.Configuration;
import java.util.Arrays;

/**
 * The codes of one parameter, by configuration, in as many bytes as the largest of them needs: one
 * for most, eight for reals.
 */
final class CodeColumn {
  private byte[] bytes = new byte[0];
  private short[] shorts = new short[0];
  private int[] ints = new int[0];
  private long[] longs = new long[0];
  private int width = Byte.BYTES;
  private int size;

  long get(int index) {
    long code =
        switch (width) {
          case Byte.BYTES -> bytes[index];
          case Short.BYTES -> shorts[index];
          case Integer.BYTES -> ints[index];
          default -> longs[index];
        };
    return code == absent(width) ? Configuration.INACTIVE : code;
  }

  void add(long code) {
    while (!fits(code)) {
      widen();
    }
    grow(size + 1);
    long stored = code == Configuration.INACTIVE ? absent(width) : code;
    switch (width) {
      case Byte.BYTES -> bytes[size] = (byte) stored;
      case Short.BYTES -> shorts[size] = (short) stored;
      case Integer.BYTES -> ints[size] = (int) stored;
      default -> longs[size] = stored;
    }
    size++;
  }

  /** Another column with the first so many codes and no more room than they need. */
  CodeColumn first(int count) {
    CodeColumn copy = new CodeColumn();
    copy.width = width;
    copy.size = count;
    switch (width) {
      case Byte.BYTES -> copy.bytes = Arrays.copyOf(bytes, count);
      case Short.BYTES -> copy.shorts = Arrays.copyOf(shorts, count);
      case Integer.BYTES -> copy.ints = Arrays.copyOf(ints, count);
      default -> copy.longs = Arrays.copyOf(longs, count);
    }
    return copy;
  }

  private boolean fits(long code) {
    long least = absent(width);
    return width == Long.BYTES
        || code == Configuration.INACTIVE
        || code > least && code <= -(least + 1);
  }

  /** The least number of a width stands for an inactive parameter. */
  private static long absent(int width) {
    return Long.MIN_VALUE >> (Long.SIZE - Byte.SIZE * width);
  }

  private void widen() {
    CodeColumn wider = new CodeColumn();
    wider.width = 2 * width;
    wider.grow(size);
    for (int i = 0; i < size; i++) {
      wider.add(get(i));
    }
    bytes = wider.bytes;
    shorts = wider.shorts;
    ints = wider.ints;
    longs = wider.longs;
    width = wider.width;
  }

  private void grow(int least) {
    switch (width) {
      case Byte.BYTES -> bytes = least > bytes.length ? Arrays.copyOf(bytes, room(least)) : bytes;
      case Short.BYTES ->
          shorts = least > shorts.length ? Arrays.copyOf(shorts, room(least)) : shorts;
      case Integer.BYTES -> ints = least > ints.length ? Arrays.copyOf(ints, room(least)) : ints;
      default -> longs = least > longs.length ? Arrays.copyOf(longs, room(least)) : longs;
    }
  }

  private static int room(int least) {
    return Math.max(16, least + (least >> 1));
  }
}
