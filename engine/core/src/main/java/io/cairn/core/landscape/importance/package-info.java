/**
 * Which hyperparameters, and which pairs of them, decide the loss: functional analysis of variance
 * (F. Hutter, H. Hoos, K. Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter
 * Importance", ICML 2014).
 *
 * <p>Entry type: {@link io.cairn.core.landscape.importance.FunctionalAnova}. Exact on full grids,
 * through a random forest on samples, over the whole space or told apart among the best alone.
 *
 * <p>Not to be used from here: search, transfer, halving, study; I/O, clocks, global randomness.
 */
@NullMarked
package io.cairn.core.landscape.importance;

import org.jspecify.annotations.NullMarked;
