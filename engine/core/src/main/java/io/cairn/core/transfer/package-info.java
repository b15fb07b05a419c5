/**
 * What earlier landscapes say about a new study.
 *
 * <p>Entry type: {@link io.cairn.core.transfer.Portfolio}, the configurations of the priors worth
 * trying first.
 *
 * <p>Not to be used from here: halving, study, simulate; I/O, clocks, global randomness.
 */
@NullMarked
package io.cairn.core.transfer;

import org.jspecify.annotations.NullMarked;
