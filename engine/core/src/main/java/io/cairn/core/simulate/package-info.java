/**
 * Sweeps in virtual time: simulated workers drive the very decider that real ones do.
 *
 * <p>Entry type: {@link io.cairn.core.simulate.Simulation}. Nothing here waits, and nothing here
 * decides: time is a number, and what a study does is {@link io.cairn.core.study}'s business.
 */
@NullMarked
package io.cairn.core.simulate;

import org.jspecify.annotations.NullMarked;
