/**
 * What earlier landscapes say about a new study.
 *
 * <p>Entry types: {@link io.cairn.core.transfer.Portfolio}, the configurations of the priors worth
 * trying first; {@link io.cairn.core.transfer.PriorFitter}, a prior as a surface over the new
 * space; {@link io.cairn.core.transfer.PriorSpan}, the landscapes that fitted priors span; {@link
 * io.cairn.core.transfer.Evidence}, whether they prove right.
 *
 * <p>Not to be used from here: halving, study, simulate; I/O, clocks, global randomness.
 */
@NullMarked
package io.cairn.core.transfer;

import org.jspecify.annotations.NullMarked;
