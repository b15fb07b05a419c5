/**
 * Which resource levels of a landscape can be trusted to rank configurations, and what promotion by
 * them loses.
 *
 * <p>Entry type: {@link io.cairn.core.landscape.advice.FidelityAdvisor}.
 *
 * <p>Not to be used from here: search, transfer, halving, study; I/O, clocks, global randomness.
 */
@NullMarked
package io.cairn.core.landscape.advice;

import org.jspecify.annotations.NullMarked;
