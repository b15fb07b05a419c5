/**
 * A landscape on declared levels: who is whose neighbour, by arithmetic, and the losses of the
 * nodes.
 *
 * <p>Entry types: {@link io.cairn.core.landscape.grid.Grid} and {@link
 * io.cairn.core.landscape.grid.GridLandscape}. Nodes are codes, edges are computed and never
 * stored, losses are to be minimised.
 *
 * <p>Not to be used from here: the other packages of landscape but the landscape itself, search,
 * transfer, study; I/O, clocks, randomness.
 */
@NullMarked
package io.cairn.core.landscape.grid;

import org.jspecify.annotations.NullMarked;
