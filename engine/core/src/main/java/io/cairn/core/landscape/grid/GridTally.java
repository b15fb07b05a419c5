package io.cairn.core.landscape.grid;

/**
 * What became of the measurements that a grid landscape was made of.
 *
 * @param measurements numbers taken in, repeats included
 * @param repeats how many of them repeated a node that had one
 * @param disagreeing how many of the repeats differed from the mean of those before
 * @param gaps measurements that were NaN, hence not taken in
 * @param offGrid configurations that are not exactly on the grid, hence left out
 */
public record GridTally(
    long measurements, long repeats, long disagreeing, long gaps, long offGrid) {
  /** Of landscapes that were given as they are. */
  static final GridTally NOTHING = new GridTally(0, 0, 0, 0, 0);
}
