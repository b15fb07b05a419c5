/**
 * What a study searches: typed parameters, the conditions under which they are active, the
 * constraints between them, and the configurations that result.
 *
 * <p>Entry type: {@link io.cairn.core.space.SearchSpace}. A parameter's value is held as a {@code
 * long} code; {@link io.cairn.core.space.Parameter} states the coding. Samplers work in the unit
 * cube and use {@link io.cairn.core.space.SearchSpace#decode} and {@link
 * io.cairn.core.space.SearchSpace#encode}; results of another space come in through {@link
 * io.cairn.core.space.SpaceMap}.
 *
 * <p>Depends on the JDK alone. Not to be used from here: any other package of Cairn, I/O, clocks,
 * global randomness.
 */
@NullMarked
package io.cairn.core.space;

import org.jspecify.annotations.NullMarked;
