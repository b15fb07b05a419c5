/**
 * How alike two landscapes are, with intervals: by the ranks of the configurations that both
 * measured, or, where they share too few, through models on a common design.
 *
 * <p>Entry types: {@link io.cairn.core.landscape.similarity.Agreement} for two arrays of losses,
 * {@link io.cairn.core.landscape.similarity.LandscapeSimilarity} for two landscapes, {@link
 * io.cairn.core.landscape.similarity.SimilarityMatrix} for an archive of them. Everything is a
 * function of the losses' order alone, never of their scale, and of no configuration's place in the
 * landscape.
 *
 * <p>Not to be used from here: search, transfer, halving, study; I/O, clocks, global randomness.
 */
@NullMarked
package io.cairn.core.landscape.similarity;

import org.jspecify.annotations.NullMarked;
