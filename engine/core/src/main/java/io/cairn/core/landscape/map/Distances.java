package io.cairn.core.landscape.map;

import java.util.Arrays;

/** Distances between numbered points, a row at a time. */
interface Distances {
  /** Number of points. */
  int size();

  /**
   * Writes what rises with the distance of a point to each of some others.
   *
   * @param from the first of the others
   * @param to one beyond the last
   * @param into gets the distance to {@code from} at 0
   */
  void row(int point, int from, int to, float[] into);

  /** The squared Euclidean distance of rows of equal length. */
  static Distances euclidean(float[][] points) {
    int size = points.length;
    float[][] columns = new float[size == 0 ? 0 : points[0].length][size];
    for (int p = 0; p < size; p++) {
      for (int c = 0; c < columns.length; c++) {
        columns[c][p] = points[p][c];
      }
    }
    return new Distances() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public void row(int point, int from, int to, float[] into) {
        int count = to - from;
        Arrays.fill(into, 0, count, 0);
        int c = 0;
        // Four columns at a time, so that the row is read and written a quarter as often.
        for (; c + 4 <= columns.length; c += 4) {
          float[] c0 = columns[c];
          float[] c1 = columns[c + 1];
          float[] c2 = columns[c + 2];
          float[] c3 = columns[c + 3];
          float m0 = c0[point];
          float m1 = c1[point];
          float m2 = c2[point];
          float m3 = c3[point];
          for (int i = 0; i < count; i++) {
            float a0 = c0[from + i] - m0;
            float a1 = c1[from + i] - m1;
            float a2 = c2[from + i] - m2;
            float a3 = c3[from + i] - m3;
            into[i] += a0 * a0 + a1 * a1 + (a2 * a2 + a3 * a3);
          }
        }
        for (; c < columns.length; c++) {
          float[] column = columns[c];
          float mine = column[point];
          for (int i = 0; i < count; i++) {
            float apart = column[from + i] - mine;
            into[i] += apart * apart;
          }
        }
      }
    };
  }

  /**
   * The distance in a space, each axis capped: absolute differences, squared or not.
   *
   * @param columns of coordinates; categories as whole numbers, capped at 1
   * @param caps the greatest difference of an axis
   * @param size number of points, where there may be no column
   */
  static Distances capped(float[][] columns, float[] caps, boolean squared, int size) {
    return new Distances() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public void row(int point, int from, int to, float[] into) {
        int count = to - from;
        Arrays.fill(into, 0, count, 0);
        for (int c = 0; c < columns.length; c++) {
          float[] column = columns[c];
          float mine = column[point];
          float cap = caps[c];
          for (int i = 0; i < count; i++) {
            float apart = Math.min(cap, Math.abs(column[from + i] - mine));
            into[i] += squared ? apart * apart : apart;
          }
        }
      }
    };
  }
}
