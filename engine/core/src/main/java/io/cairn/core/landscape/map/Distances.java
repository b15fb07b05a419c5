package io.cairn.core.landscape.map;

import java.util.Arrays;

/**
 * Distances between numbered points, a block of points at a time.
 *
 * <p>Coordinates are held block by block and column by column, so that the innermost loop runs over
 * the points of a block from 0 and does nothing else. Only so does the compiler turn it into vector
 * instructions, which makes it five times as fast; an offset in the index is enough to lose that.
 */
final class Distances {
  /** Points of a block; all columns of it together stay in the cache. */
  static final int BLOCK = 512;

  private final float[][] points;
  private final float[][][] blocks; // [block][column][point in block]
  private final float[] caps; // empty for none
  private final boolean squared;

  private Distances(float[][] points, float[] caps, boolean squared) {
    this.points = points;
    this.caps = caps;
    this.squared = squared;
    this.blocks = new float[(points.length + BLOCK - 1) / BLOCK][][];
    for (int b = 0; b < blocks.length; b++) {
      int from = b * BLOCK;
      int length = Math.min(BLOCK, points.length - from);
      blocks[b] = new float[points[0].length][length];
      for (int c = 0; c < blocks[b].length; c++) {
        for (int i = 0; i < length; i++) {
          blocks[b][c][i] = points[from + i][c];
        }
      }
    }
  }

  /** The squared Euclidean distance of rows of equal length. */
  static Distances euclidean(float[][] points) {
    return new Distances(points, new float[0], true);
  }

  /**
   * The distance in a space, each axis capped: the sum of absolute differences, or of their
   * squares.
   *
   * @param points rows of coordinates; categories as whole numbers, capped at 1
   * @param caps the greatest difference of an axis
   */
  static Distances capped(float[][] points, float[] caps, boolean squared) {
    return new Distances(points, caps, squared);
  }

  /** Number of points. */
  int size() {
    return points.length;
  }

  /** Number of blocks. */
  int blocks() {
    return blocks.length;
  }

  /** Number of points of a block. */
  int length(int block) {
    return Math.min(BLOCK, points.length - block * BLOCK);
  }

  /** Writes the distance of a point to each of a block; the array is as long as the block. */
  void block(int point, int block, float[] into) {
    Arrays.fill(into, 0);
    float[][] columns = blocks[block];
    float[] mine = points[point];
    for (int c = 0; c < columns.length; c++) {
      if (caps.length == 0) {
        addSquares(columns[c], mine[c], into);
      } else if (squared) {
        addCappedSquares(columns[c], mine[c], caps[c], into);
      } else {
        addCapped(columns[c], mine[c], caps[c], into);
      }
    }
  }

  /** Writes the distance of a point to every point. */
  void row(int point, float[] into) {
    for (int b = 0; b < blocks.length; b++) {
      float[] part = new float[length(b)];
      block(point, b, part);
      System.arraycopy(part, 0, into, b * BLOCK, part.length);
    }
  }

  private static void addSquares(float[] column, float mine, float[] into) {
    for (int i = 0; i < into.length; i++) {
      float apart = column[i] - mine;
      into[i] += apart * apart;
    }
  }

  private static void addCapped(float[] column, float mine, float cap, float[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] += Math.min(cap, Math.abs(column[i] - mine));
    }
  }

  private static void addCappedSquares(float[] column, float mine, float cap, float[] into) {
    for (int i = 0; i < into.length; i++) {
      float apart = Math.min(cap, Math.abs(column[i] - mine));
      into[i] += apart * apart;
    }
  }
}
