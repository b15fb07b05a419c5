package io.cairn.core.landscape.grid;

import io.cairn.core.landscape.Landscape;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The losses of a grid's nodes at one resource level and in one metric, to be minimised. Immutable.
 *
 * <p>Rows are numbered from 0 in order of their codes. In the full form the row is the code, an
 * unmeasured node has NaN, and there is no array besides the losses. In the sampled form only
 * measured nodes have rows. A diverged evaluation has the loss +infinity.
 *
 * <p>Repeats, where there were any, leave a standard error a row; without them there is none.
 */
public final class GridLandscape {
  /** What {@link #row} answers for a code that has no row. */
  public static final int ABSENT = -1;

  private static final long[] NO_CODES = {};
  private static final double[] NO_ERRORS = {};

  private final Grid grid;
  private final double[] losses;
  private final double[] errors; // empty without repeats
  private final long[] codes; // empty in the full form
  private final @Nullable CodeIndex index;
  private final int measured;
  private final int diverged;
  private final GridTally tally;

  /** The sampled form if codes are given, rising; the full form otherwise. Keeps the arrays. */
  GridLandscape(
      Grid grid, double[] losses, double[] errors, long @Nullable [] codes, GridTally tally) {
    this.grid = grid;
    this.losses = losses;
    this.errors = errors;
    this.tally = tally;
    if (codes == null) {
      this.codes = NO_CODES;
      this.index = null;
    } else {
      this.codes = codes;
      this.index = new CodeIndex(codes.length);
      for (int row = 0; row < codes.length; row++) {
        index.add(row, codes);
      }
    }
    int finite = 0;
    int infinite = 0;
    for (double loss : losses) {
      finite += Math.abs(loss) < Double.POSITIVE_INFINITY ? 1 : 0;
      infinite += loss == Double.POSITIVE_INFINITY ? 1 : 0;
    }
    this.measured = finite + infinite;
    this.diverged = infinite;
  }

  /**
   * A landscape in the full form.
   *
   * @param losses by code: NaN where not measured, +infinity where diverged
   * @throws IllegalArgumentException if the grid is not plain, there is not one loss for each code,
   *     or a loss is -infinity
   */
  public static GridLandscape full(Grid grid, double[] losses) {
    if (!grid.plain()) {
      throw new IllegalArgumentException(
          grid + " has conditions or constraints, so that codes have gaps; use a builder");
    }
    if (losses.length != grid.codes()) {
      throw new IllegalArgumentException(
          losses.length
              + " losses must be one for each of the "
              + grid.codes()
              + " nodes of "
              + grid
              + "; write NaN where one was not measured, or use a builder");
    }
    for (int code = 0; code < losses.length; code++) {
      GridLandscapeBuilder.requireLoss(losses[code], grid, code);
    }
    return new GridLandscape(grid, losses.clone(), NO_ERRORS, null, GridTally.NOTHING);
  }

  /**
   * The losses of a landscape at one of its resource levels. Configurations that are not exactly on
   * the grid are left out and counted by {@link GridTally#offGrid}.
   *
   * @param level index of the resource level
   * @throws IllegalStateException if the grid was declared by its axes and not made of a space
   */
  public static GridLandscape of(Landscape landscape, int level, Grid grid) {
    GridLandscapeBuilder builder = new GridLandscapeBuilder(grid, Repeats.AVERAGE);
    for (int i = 0; i < landscape.size(); i++) {
      double loss = landscape.loss(level, i);
      if (!Double.isNaN(loss)) {
        OptionalLong code = grid.codeOf(landscape.configurations().get(i));
        if (code.isPresent()) {
          builder.addMean(
              code.getAsLong(),
              loss,
              Math.max(1, landscape.repeats(level, i)),
              landscape.standardError(level, i));
        } else {
          builder.countOffGrid();
        }
      }
    }
    return builder.build();
  }

  /** The nodes and their neighbours. */
  public Grid grid() {
    return grid;
  }

  /** The number of rows; in the full form some may not be measured. */
  public int rows() {
    return losses.length;
  }

  /** The number of measured nodes, diverged ones included. */
  public int size() {
    return measured;
  }

  /** The number of diverged nodes. */
  public int diverged() {
    return diverged;
  }

  /** Whether the rows are the codes. */
  public boolean fullForm() {
    return index == null;
  }

  /** Whether every node of the grid is measured. */
  public boolean complete() {
    OptionalLong nodes = grid.nodes();
    return nodes.isPresent() && nodes.getAsLong() == measured;
  }

  /**
   * Measured nodes per node of the grid, in [0, 1]; NaN if the grid has too many nodes to count.
   */
  public double coverage() {
    OptionalLong nodes = grid.nodes();
    return nodes.isPresent() ? (double) measured / nodes.getAsLong() : Double.NaN;
  }

  /** The loss of a row; NaN if not measured, +infinity if diverged. */
  public double loss(int row) {
    return losses[row];
  }

  /** The losses by row; a copy. */
  public double[] losses() {
    return losses.clone();
  }

  /** Whether some node was measured more than once. */
  public boolean repeated() {
    return errors.length > 0;
  }

  /** The standard error of a row's loss; NaN if it was measured less than twice. */
  public double standardError(int row) {
    return errors.length == 0 ? Double.NaN : errors[row];
  }

  /** The code of a row. */
  public long code(int row) {
    return index == null ? row : codes[row];
  }

  /** The row of a code; {@link #ABSENT} if it has none. */
  public int row(long code) {
    if (index == null) {
      return code >= 0 && code < losses.length ? (int) code : ABSENT;
    }
    return index.row(code, codes);
  }

  /** What came in besides the rows: repeats, gaps, configurations off the grid. */
  public GridTally tally() {
    return tally;
  }

  @Override
  public String toString() {
    return "GridLandscape[" + measured + " measured of " + grid + "]";
  }

  /** Rows by rising code, for the sampled form. */
  static int[] order(long[] codes, int size) {
    long[] sorted = Arrays.copyOf(codes, size);
    boolean rising = true;
    for (int row = 1; row < size; row++) {
      rising &= codes[row - 1] < codes[row];
    }
    int[] order = new int[size];
    if (rising) {
      Arrays.setAll(order, row -> row);
      return order;
    }
    Arrays.sort(sorted);
    for (int row = 0; row < size; row++) {
      order[Arrays.binarySearch(sorted, codes[row])] = row;
    }
    return order;
  }
}
