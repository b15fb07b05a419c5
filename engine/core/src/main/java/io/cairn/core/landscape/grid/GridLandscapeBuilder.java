package io.cairn.core.landscape.grid;

import java.util.Arrays;

/**
 * Collects the losses of a grid's nodes in any order.
 *
 * <p>A node that is measured again keeps count, mean and spread ({@link Repeats#AVERAGE}, by
 * Welford's updates), unless repeats are refused. One diverged repeat makes the node diverged. NaN
 * means not measured and is counted as a gap.
 *
 * <p>Plain grids of up to {@value #DENSE} nodes are collected in arrays by code, larger,
 * conditional and constrained ones by a hash index; the result is in the full form if every node of
 * a plain grid is measured, else in the sampled form.
 */
public final class GridLandscapeBuilder {
  private static final long DENSE = 1L << 24;
  private static final int INITIAL_CAPACITY = 1024;
  private static final double[] NONE = {};

  private final Grid grid;
  private final Repeats repeats;
  private final boolean dense;
  private final CodeIndex index;
  private long[] codes = {};
  private double[] means;
  private double[] squares = NONE; // sums of squared deviations, from the first repeat on
  private int[] counts = {}; // measurements a row, from the first repeat on
  private int rows;
  private long measurements;
  private long repeated;
  private long disagreeing;
  private long gaps;
  private long offGrid;

  /** A builder that averages repeats. */
  public GridLandscapeBuilder(Grid grid) {
    this(grid, Repeats.AVERAGE);
  }

  /** A builder of an empty landscape. */
  public GridLandscapeBuilder(Grid grid, Repeats repeats) {
    this.grid = grid;
    this.repeats = repeats;
    this.dense = grid.plain() && grid.codes() <= DENSE;
    this.index = new CodeIndex(0);
    if (dense) {
      this.means = new double[(int) grid.codes()];
      Arrays.fill(means, Double.NaN);
    } else {
      this.means = new double[INITIAL_CAPACITY];
      this.codes = new long[INITIAL_CAPACITY];
    }
  }

  static void requireLoss(double loss, Grid grid, long code) {
    if (loss == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the loss of "
              + Arrays.toString(grid.levels(code, new int[grid.dimensions()]))
              + " is -infinity; give a finite loss, +infinity for diverged or NaN for not measured");
    }
  }

  /**
   * Adds a loss.
   *
   * @param code of the node
   * @param loss to be minimised; NaN for not measured, +infinity for diverged
   * @throws IllegalArgumentException if the code is that of no node, the loss is -infinity, or
   *     repeats are refused and this one differs
   */
  public GridLandscapeBuilder add(long code, double loss) {
    if (!grid.contains(code)) {
      throw new IllegalArgumentException(
          "code " + code + " is no node of " + grid + "; codes come from code or codeOf");
    }
    requireLoss(loss, grid, code);
    if (Double.isNaN(loss)) {
      gaps++;
      return this;
    }
    int row = dense ? (int) code : index.row(code, codes);
    if (row < 0) {
      row = append(code);
    }
    if (Double.isNaN(means[row])) {
      means[row] = loss;
      rows += dense ? 1 : 0;
    } else {
      repeat(row, code, loss);
    }
    measurements++;
    return this;
  }

  /**
   * Adds the mean of several measurements of a node.
   *
   * @param count how many there were, at least 1
   * @param standardError of the mean, at least 0; NaN if not known
   * @throws IllegalArgumentException as {@link #add(long, double)}, or if the node has a loss
   *     already
   */
  public GridLandscapeBuilder addMean(long code, double mean, int count, double standardError) {
    if (count < 1 || standardError < 0) {
      throw new IllegalArgumentException(
          count
              + " repeats with a standard error of "
              + standardError
              + ": there must be at least one, and the error at least 0, or NaN");
    }
    long before = repeated;
    add(code, mean);
    if (repeated != before) {
      throw new IllegalArgumentException(
          "node " + code + " has a loss already; a mean cannot be a repeat");
    }
    if (count > 1 && Double.isFinite(mean)) {
      int row = dense ? (int) code : index.row(code, codes);
      countRepeats();
      counts[row] = count;
      squares[row] = standardError * standardError * count * (count - 1);
      repeated += count - 1;
      measurements += count - 1;
    }
    return this;
  }

  private void countRepeats() {
    if (counts.length == 0) {
      counts = new int[means.length];
      squares = new double[means.length];
      Arrays.fill(counts, 1);
    }
  }

  /** Adds a loss by level indices, one an axis; see {@link #add(long, double)}. */
  public GridLandscapeBuilder add(int[] levels, double loss) {
    return add(grid.code(levels), loss);
  }

  /**
   * Adds columns: level indices an axis, and losses.
   *
   * @param levels one column an axis, each as long as the losses
   * @throws IllegalArgumentException if a column is missing or of another length, or as {@link
   *     #add(long, double)}
   */
  public GridLandscapeBuilder addColumns(int[][] levels, double[] losses) {
    if (levels.length != grid.dimensions()) {
      throw new IllegalArgumentException(
          levels.length + " columns must be one for each of the " + grid.dimensions() + " axes");
    }
    for (int axis = 0; axis < levels.length; axis++) {
      if (levels[axis].length != losses.length) {
        throw new IllegalArgumentException(
            "the column of the axis '"
                + grid.axes().get(axis).name()
                + "' has "
                + levels[axis].length
                + " rows, the losses have "
                + losses.length
                + "; they must be the same");
      }
    }
    int[] row = new int[levels.length];
    for (int i = 0; i < losses.length; i++) {
      for (int axis = 0; axis < row.length; axis++) {
        row[axis] = levels[axis][i];
      }
      add(grid.code(row), losses[i]);
    }
    return this;
  }

  /** Counts a measurement that belongs to no node. */
  public GridLandscapeBuilder countOffGrid() {
    offGrid++;
    return this;
  }

  private int append(long code) {
    if (rows == codes.length) {
      int capacity = rows + (rows >> 1);
      codes = Arrays.copyOf(codes, capacity);
      means = Arrays.copyOf(means, capacity);
      if (counts.length > 0) {
        squares = Arrays.copyOf(squares, capacity);
        counts = Arrays.copyOf(counts, capacity);
        Arrays.fill(counts, rows, capacity, 1);
      }
    }
    codes[rows] = code;
    means[rows] = Double.NaN;
    index.add(rows, codes);
    return rows++;
  }

  private void repeat(int row, long code, double loss) {
    if (loss != means[row]) {
      disagreeing++;
      if (repeats == Repeats.REFUSE) {
        throw new IllegalArgumentException(
            "the node "
                + Arrays.toString(grid.levels(code, new int[grid.dimensions()]))
                + " was measured twice with the losses "
                + means[row]
                + " and "
                + loss
                + "; remove one, or take them as repeats (Repeats.AVERAGE)");
      }
    }
    repeated++;
    if (repeats == Repeats.REFUSE) {
      return;
    }
    countRepeats();
    counts[row]++;
    if (Double.isInfinite(loss) || Double.isInfinite(means[row])) {
      means[row] = Double.POSITIVE_INFINITY;
      squares[row] = Double.NaN;
      return;
    }
    double before = loss - means[row];
    means[row] += before / counts[row];
    squares[row] += before * (loss - means[row]);
  }

  /**
   * The landscape of what was added so far; further additions do not change it.
   *
   * @return without rows if nothing was added
   */
  public GridLandscape build() {
    GridTally tally = new GridTally(measurements, repeated, disagreeing, gaps, offGrid);
    if (dense && rows == means.length) {
      int[] all = {};
      return new GridLandscape(grid, means.clone(), errors(all), null, tally);
    }
    int[] order = dense ? measuredRows() : GridLandscape.order(codes, rows);
    double[] losses = new double[order.length];
    long[] sorted = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      losses[i] = means[order[i]];
      sorted[i] = dense ? order[i] : codes[order[i]];
    }
    return new GridLandscape(grid, losses, errors(order), sorted, tally);
  }

  private int[] measuredRows() {
    int[] order = new int[rows];
    int next = 0;
    for (int row = 0; row < means.length; row++) {
      if (!Double.isNaN(means[row])) {
        order[next++] = row;
      }
    }
    return order;
  }

  /** Standard errors of the means; empty without repeats. An empty order means all rows. */
  private double[] errors(int[] order) {
    if (counts.length == 0) {
      return NONE;
    }
    double[] errors = new double[rows];
    for (int i = 0; i < rows; i++) {
      int row = order.length == 0 ? i : order[i];
      int count = counts[row];
      errors[i] =
          count < 2 || Double.isNaN(squares[row])
              ? Double.NaN
              : Math.sqrt(Math.max(0, squares[row]) / (count - 1) / count);
    }
    return errors;
  }
}
