/**
 * Methods tried on landscapes that were recorded, in virtual time: what transfer would have saved.
 *
 * <p>Entry type: {@link io.cairn.core.simulate.rehearsal.Rehearsal}. Every landscape is the target
 * in turn and the others are its priors.
 */
@NullMarked
package io.cairn.core.simulate.rehearsal;

import org.jspecify.annotations.NullMarked;
