/**
 * Models of a landscape, fitted to what was measured so far.
 *
 * <p>Entry types: {@link io.cairn.core.surrogate.KernelDensity} and {@link
 * io.cairn.core.surrogate.RegressionForest}, which work on points of the unit cube and plain
 * numbers and are immutable once fitted; {@link io.cairn.core.surrogate.GaussianProcess}, which
 * grows with each observation. The methods of {@code io.cairn.core.search} decide what to fit them
 * to.
 *
 * <p>Not to be used from here: search, transfer, halving, study; I/O, clocks, global randomness.
 */
@NullMarked
package io.cairn.core.surrogate;

import org.jspecify.annotations.NullMarked;
