/**
 * What a plain sample of a landscape tells of its shape: no grid, no neighbourhood, only points of
 * the unit cube, distances and losses.
 *
 * <p>Entry type: {@link io.cairn.core.landscape.sample.SampleMetrics}. A search does not sample
 * uniformly: restrict the sample to its random part or give weights, else the figures describe the
 * search.
 *
 * <p>Not to be used from here: search, transfer, halving, study; I/O, clocks, global randomness.
 */
@NullMarked
package io.cairn.core.landscape.sample;

import org.jspecify.annotations.NullMarked;
