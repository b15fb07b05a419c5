/**
 * What shape a loss landscape has: how smooth, how neutral, how many optima, how easy to descend.
 *
 * <p>Entry type: {@link io.cairn.core.landscape.topology.Topology}. All metrics run over the
 * measured nodes of a grid landscape and the pairs of neighbours among them, with losses to be
 * minimised. Results are equal to the last bit on any machine: work is cut into the same ranges and
 * summed in the same order whatever the number of processors.
 *
 * <p>Not to be used from here: search, transfer, study; I/O, clocks, global randomness.
 */
@NullMarked
package io.cairn.core.landscape.topology;

import org.jspecify.annotations.NullMarked;
