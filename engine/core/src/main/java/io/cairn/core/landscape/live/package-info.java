/**
 * The shape of a landscape while it is being measured: figures kept current result by result.
 *
 * <p>Entry type: {@link io.cairn.core.landscape.live.LiveTopology}. An update costs a look at the
 * neighbours of one node; after any order of arrival the figures are those that {@link
 * io.cairn.core.landscape.topology.Topology} finds for the same losses.
 *
 * <p>Not to be used from here: search, transfer, study; I/O, clocks, randomness.
 */
@NullMarked
package io.cairn.core.landscape.live;

import org.jspecify.annotations.NullMarked;
